import type { PageLanguage } from './page-html.ts';

const nl = {
  sessions: 'Uw gesprekken',
  none: 'Er staan nu geen gesprekken gepland.',
  held: 'wordt nog in de agenda gezet',
  prepare: 'Gesprek {number} met {director}',
  join: 'Deelnemen in Teams',
  times: 'Wanneer u te boeken bent',
  paused: 'Pauze van {first} tot en met {last}: niets nieuws.',
  change: 'Werktijden, vrije momenten en pauze aanpassen',
  changeHow: 'Aanpassen',
  late: {
    heading: 'Komt u wat later?',
    lead: 'De directeur krijgt één kort bericht: ongeveer tien minuten later. Dat kan vanaf een half uur vóór het begin.',
    tell: 'Ik ben 10 minuten later',
    told: 'De directeur heeft een bericht gekregen dat u ongeveer tien minuten later bent.',
    no: 'Dat bericht kan nu niet (meer) worden gestuurd. Het kan van een half uur vóór tot een kwartier na het begin.',
  },
  prep: {
    heading: 'Voorbereiding: {title}',
    advice: 'Dit is een voorstel: u mag ervan afwijken. Sluit aan bij wie u voor u heeft.',
    goals: 'Doelen',
    topics: 'Wat aan bod kan komen',
    exercises: 'Oefeningen',
    none: 'Voor dit gesprek staat geen voorstel klaar.',
    who: 'Alleen u ziet deze voorbereiding.',
    sheet: 'Naar het materiaal',
  },
};

const en: typeof nl = {
  sessions: 'Your sessions',
  none: 'No sessions are planned right now.',
  held: 'is still being put into the calendar',
  prepare: 'Session {number} with {director}',
  join: 'Join in Teams',
  times: 'When you can be booked',
  paused: 'Pause from {first} up to and including {last}: nothing new.',
  change: 'Change working hours, free times and pause',
  changeHow: 'Change',
  late: {
    heading: 'Are you running late?',
    lead: 'The director gets one short message: about ten minutes later. It can be sent from half an hour before the start.',
    tell: 'I am 10 minutes late',
    told: 'The director got a message that you are about ten minutes late.',
    no: 'That message cannot be sent now (any more). It can from half an hour before to a quarter of an hour after the start.',
  },
  prep: {
    heading: 'Preparation: {title}',
    advice: 'This is a proposal: you may do otherwise. Follow the person you have in front of you.',
    goals: 'Goals',
    topics: 'What may come up',
    exercises: 'Exercises',
    none: 'There is no proposal for this session.',
    who: 'Only you see this preparation.',
    sheet: 'To the material',
  },
};

export const COACH = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;
