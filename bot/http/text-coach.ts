import type { PageLanguage } from './page-html.ts';

const nl = {
  sessions: 'Uw gesprekken',
  none: 'Er staan nu geen gesprekken gepland.',
  held: 'wordt nog in de agenda gezet',
  prepare: 'Gesprek {number} met {director}',
  join: 'Deelnemen in Teams',
  times: 'Wanneer u beschikbaar bent',
  pausedDay: 'Pauze op {first}: er komt niets nieuws bij.',
  paused: 'Pauze van {first} tot en met {last}: er komt niets nieuws bij.',
  change: 'Werktijden, vrije momenten en pauze aanpassen',
  changeHow: 'Aanpassen',
  late: {
    heading: 'Komt u wat later?',
    lead: 'Ik stuur de directeur één kort bericht: ongeveer tien minuten later. Dat kan van een half uur vóór tot een kwartier na het begin.',
    tell: 'Meld dat ik 10 minuten later ben',
    told: 'De directeur heeft een bericht gekregen dat u ongeveer tien minuten later bent.',
    no: 'Dat bericht kan ik nu niet (meer) sturen. Het kan van een half uur vóór tot een kwartier na het begin.',
  },
  prep: {
    heading: 'Voorbereiding: {title}',
    advice: 'Dit is een voorstel: u mag ervan afwijken. Sluit aan bij wie u voor u heeft.',
    goals: 'Doelen',
    topics: 'Wat aan bod kan komen',
    exercises: 'Oefeningen',
    none: 'Voor dit gesprek staat geen voorstel klaar.',
    who: 'Alleen u ziet deze voorbereiding.',
    sheet: 'Materiaal openen',
  },
};

const en: typeof nl = {
  sessions: 'Your sessions',
  none: 'No sessions are planned right now.',
  held: 'is still being put into the calendar',
  prepare: 'Session {number} with {director}',
  join: 'Join in Teams',
  times: 'When you are available',
  pausedDay: 'Pause on {first}: nothing new is added.',
  paused: 'Pause from {first} up to and including {last}: nothing new is added.',
  change: 'Change working hours, free times and pause',
  changeHow: 'Change',
  late: {
    heading: 'Are you running late?',
    lead: 'I will send the director one short message: about ten minutes later. That is possible from half an hour before to a quarter of an hour after the start.',
    tell: 'Say that I am 10 minutes late',
    told: 'The director got a message that you are about ten minutes late.',
    no: 'I cannot send that message now (any more). It is possible from half an hour before to a quarter of an hour after the start.',
  },
  prep: {
    heading: 'Preparation: {title}',
    advice: 'This is a suggestion: you may do otherwise. Let the person in front of you lead.',
    goals: 'Goals',
    topics: 'What may come up',
    exercises: 'Exercises',
    none: 'There is no suggestion for this session.',
    who: 'Only you see this preparation.',
    sheet: 'Open the material',
  },
};

export const COACH = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;
