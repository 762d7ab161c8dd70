import type { InTwo } from '../text.ts';

const nl = {
  begin: 'Coach van iemand wijzigen',
  who: {
    heading: 'Een koppeling wijzigen',
    lead: 'U kunt iemand een andere coach geven. Hierna ziet u welke coaches passen en tijd hebben. Er verandert nu nog niets.',
    director: { label: 'Om wie gaat het?', error: 'Kies eerst iemand uit de lijst.' },
    choice: '{name}, nu met {coach}',
    none: 'Er is nu niemand met een coach.',
    next: 'Coaches bekijken',
    seen: 'Alleen u. De gemeente ziet niet wie met wie praat.',
  },
  choose: {
    heading: 'Kies iemand anders',
    lead: '**{director}** heeft nu gesprekken met {coach}.',
    off: 'De afspraak die nog staat, zeg ik af. Die telt niet mee.',
    notice: {
      'not-free': 'Deze coach heeft nu geen plek of tijd. Er is niets veranderd. Kies iemand anders.',
      unread: 'Ik kan de agenda’s nu niet lezen. Er is niets veranderd. Probeer het later nog eens.',
      'nobody-fits': 'Er is nu niemand anders die past en tijd heeft. Er is niets veranderd.',
      'none-left': 'Er zijn geen gesprekken meer om af te spreken. Er is niets veranderd.',
    },
    coach: { label: 'Wie wordt de coach?', error: 'Kies eerst een coach uit de lijst.' },
    sure: 'Coach wijzigen',
    again: 'Opnieuw zoeken',
    other: 'Om iemand anders gaat het',
    seen: '{director} hoort wie de nieuwe coach is, en niet waarom. {coach} hoort alleen dat het contact is afgesloten. De nieuwe coach hoort ervan als er een afspraak is. De gemeente ziet hier niets van.',
  },
  done: {
    heading: 'De wijziging is vastgelegd',
    lead: '{coach} is nu de coach van {director}.',
    off: {
      zero: 'Er stond geen afspraak.',
      one: 'De afspraak die stond, gaat niet door en telt niet mee.',
      other: 'De afspraken die stonden, gaan niet door en tellen niet mee.',
    },
    told: '{director} krijgt bericht, met momenten om uit te kiezen. U hoeft niets meer te doen.',
  },
  told: {
    heading: 'U gaat verder met iemand anders',
    lead: 'De coördinator van {firm} heeft voor u een andere coach geregeld: **{coach}**. Dat ligt niet aan u.',
    off: {
      one: 'Deze afspraak gaat niet door. Die telt niet mee:',
      other: 'Deze afspraken gaan niet door. Die tellen niet mee:',
    },
    other: 'Liever met iemand anders verder? Dat kan altijd. Typ **afspraken**.',
    ask: 'Heeft u een vraag hierover? Bel {firm}: **{phone}**.',
    seen: 'De gemeente ziet hier niets van.',
  },
};

const en: typeof nl = {
  begin: 'Change someone’s coach',
  who: {
    heading: 'Change a match',
    lead: 'You can give someone another coach. Next you see which coaches fit and have time. Nothing changes yet.',
    director: { label: 'Whom is it about?', error: 'First choose someone from the list.' },
    choice: '{name}, now with {coach}',
    none: 'Nobody has a coach at the moment.',
    next: 'See the coaches',
    seen: 'Only you. The municipality does not see who talks with whom.',
  },
  choose: {
    heading: 'Choose someone else',
    lead: '**{director}** now has sessions with {coach}.',
    off: 'The appointment that still stands I call off. It does not count.',
    notice: {
      'not-free': 'This coach has no room or time now. Nothing has changed. Please choose someone else.',
      unread: 'I cannot read the calendars now. Nothing has changed. Please try again later.',
      'nobody-fits': 'Nobody else fits and has time now. Nothing has changed.',
      'none-left': 'There are no sessions left to book. Nothing has changed.',
    },
    coach: { label: 'Who becomes the coach?', error: 'First choose a coach from the list.' },
    sure: 'Change the coach',
    again: 'Search again',
    other: 'It is about someone else',
    seen: '{director} hears who the new coach is, and not why. {coach} only hears that the contact has ended. The new coach hears of it when there is an appointment. The municipality sees none of this.',
  },
  done: {
    heading: 'The change has been recorded',
    lead: '{coach} is now the coach of {director}.',
    off: {
      zero: 'There was no appointment.',
      one: 'The appointment that stood is off and does not count.',
      other: 'The appointments that stood are off and do not count.',
    },
    told: '{director} gets a message, with times to choose from. There is nothing more you need to do.',
  },
  told: {
    heading: 'You go on with someone else',
    lead: 'The coordinator of {firm} has arranged another coach for you: **{coach}**. It is not because of you.',
    off: {
      one: 'This appointment is off. It does not count:',
      other: 'These appointments are off. They do not count:',
    },
    other: 'Would you rather go on with someone else? That is always possible. Type **sessions**.',
    ask: 'Do you have a question about this? Call {firm}: **{phone}**.',
    seen: 'The municipality sees none of this.',
  },
};

export const override: InTwo<typeof nl> = { nl, en };
