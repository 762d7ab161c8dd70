import type { InTwo } from '../text.ts';

const nl = {
  booked: {
    heading: 'Er is een gesprek vastgelegd',
    lead: 'Met **{director}**, gesprek {number}:',
    recorded: 'U kunt de wensen voor dit gesprek bekijken. Dat u ze opent, wordt vastgelegd.',
    open: 'Wensen bekijken',
  },
  preferences: {
    heading: 'Wensen voor dit gesprek',
    lead: 'Met **{director}**, gesprek {number}:',
    none: 'Er zijn geen wensen bewaard.',
    recorded: 'Dat u dit heeft geopend, is vastgelegd. Bespreek het alleen in het gesprek zelf.',
    themes: 'Waarover: {themes}.',
    later: 'Waarover: liever in het gesprek.',
    how: 'Hoe: {length}, {place}, in het {language}.',
    days: 'Dagen: {days}.',
    anyDay: 'Dagen: geen voorkeur.',
    parts: 'Deel van de dag: {parts}.',
    anyPart: 'Deel van de dag: geen voorkeur.',
    avoid: 'Liever niet met: {name}.',
    avoidUnnamed: 'Liever niet met één van de coaches. Die stel ik niet voor.',
  },
  match: {
    heading: 'Er wacht een keuze op u',
    emptyHeading: 'Iemand heeft uw hulp nodig',
    lead: '**{director}** zoekt een coach, en geeft u toestemming om te helpen.',
    nobody:
      'Ik vond voor **{director}** niemand die past en tijd heeft. **{director}** gaf toestemming dat u helpt.',
    empty: 'Er is geen coach om uit te kiezen. Neem zelf contact op met {director} over wat wel kan.',
    coach: { label: 'Welke coach past?', error: 'Kies eerst een coach uit de lijst.' },
    who: 'De coach die u kiest, ziet de naam en de wensen. Niet met wie iemand liever niet praat.',
    choose: 'Coach kiezen',
  },
  withdrawn: {
    heading: 'Deze vraag is niet meer nodig',
    lead: 'U hoeft hier niets meer te doen.',
  },
  made: {
    heading: 'De keuze is vastgelegd',
    lead: '{coach} is nu de coach van {director}. U hoeft niets meer te doen.',
  },
};

const en: typeof nl = {
  booked: {
    heading: 'A session has been booked',
    lead: 'With **{director}**, session {number}:',
    recorded: 'You can look at the wishes for this session. Opening them is recorded.',
    open: 'See the wishes',
  },
  preferences: {
    heading: 'Wishes for this session',
    lead: 'With **{director}**, session {number}:',
    none: 'No wishes are kept.',
    recorded: 'It has been recorded that you opened this. Discuss it only in the session itself.',
    themes: 'About: {themes}.',
    later: 'About: rather in the session.',
    how: 'How: {length}, {place}, in {language}.',
    days: 'Days: {days}.',
    anyDay: 'Days: no preference.',
    parts: 'Part of the day: {parts}.',
    anyPart: 'Part of the day: no preference.',
    avoid: 'Rather not with: {name}.',
    avoidUnnamed: 'Rather not with one of the coaches. I do not suggest that coach.',
  },
  match: {
    heading: 'A choice is waiting for you',
    emptyHeading: 'Somebody needs your help',
    lead: '**{director}** is looking for a coach, and agrees that you help.',
    nobody: 'I found nobody for **{director}** who fits and has time. **{director}** agrees that you help.',
    empty: 'There is no coach to choose from. Please contact {director} yourself about what is possible.',
    coach: { label: 'Which coach fits?', error: 'First choose a coach from the list.' },
    who: 'The coach you choose sees the name and the wishes. Not whom someone would rather not talk to.',
    choose: 'Choose this coach',
  },
  withdrawn: {
    heading: 'This question is no longer open',
    lead: 'There is nothing you need to do.',
  },
  made: {
    heading: 'The choice has been recorded',
    lead: '{coach} is now the coach of {director}. There is nothing more you need to do.',
  },
};

export const coach: InTwo<typeof nl> = { nl, en };
