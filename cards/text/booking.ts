import type { InTwo } from '../text.ts';

const nl = {
  slots: {
    heading: 'Wanneer past het u?',
    notice: {
      taken: 'Dat moment is net bezet. U heeft nog geen afspraak.',
      past: 'Dat moment is te dichtbij of al voorbij. U heeft nog geen afspraak.',
      'not-offered': 'Dat moment kan ik niet vastleggen. U heeft nog geen afspraak.',
      'not-booked': 'Het is niet gelukt om dat moment in de agenda te zetten. U heeft nog geen afspraak.',
      unread: 'Ik kan de agenda’s nu niet lezen. U heeft nog geen afspraak. Probeer het later nog eens.',
      'no-more': 'Andere tijden zijn er nu niet.',
    },
    lead: 'Op deze momenten bent u vrij, en {coach} ook. Het gesprek is {place}.',
    none: 'Er is nu geen moment waarop u en {coach} allebei vrij zijn. Typ later **afspraken** om opnieuw te kijken.',
    slot: { label: 'Kies een moment', error: 'Kies eerst een moment uit de lijst.' },
    choose: 'Afspraak vastleggen',
    more: 'Andere tijden',
  },
  preview: {
    heading: 'Wat zien anderen?',
    title: 'Wat zien anderen?',
    lead: 'Wie uw agenda beheert, ziet dit:',
    what: '**{subject}**',
    inside: {
      teams: 'En de link naar het gesprek. Niet met wie u praat, en niet waarover.',
      location: 'En het adres. Niet met wie u praat, en niet waarover.',
      phone: 'Niet met wie u praat, en niet waarover.',
    },
    busy: 'Wie alleen kan zien of u vrij bent, ziet dat u bezet bent.',
    sender: 'De uitnodiging komt van het postvak waaruit ik alle afspraken maak.',
    back: 'Terug',
    typed: 'Typ **afspraken** om te zien wat vastligt.',
  },
  held: {
    heading: 'Ik leg uw afspraak vast…',
    soon: 'U hoeft niets te doen: deze kaart verandert vanzelf.',
    slow: 'Dit duurt langer dan anders. Ik houd het moment voor u vast en blijf het proberen. U hoeft niets te doen: deze kaart verandert vanzelf.',
  },
  confirmed: {
    heading: 'Uw afspraak staat in uw agenda',
    subject:
      'In uw agenda heet het "{subject}". Wie uw agenda beheert, ziet dat u een afspraak heeft, niet met wie.',
    left: {
      zero: 'Dit is het laatste gesprek dat u kunt afspreken.',
      one: 'Hierna kunt u nog {count} gesprek afspreken.',
      other: 'Hierna kunt u nog {count} gesprekken afspreken.',
    },
  },
  sessions: {
    heading: 'Uw afspraken',
    none: 'Er ligt nog niets vast.',
    idle: 'Hier staan alleen afspraken die u zelf vastlegt. Dat zijn er nu geen.',
    entry: {
      held: 'Gesprek {number}: **{when}**. Ik ben dit nog aan het vastleggen.',
      confirmed: 'Gesprek {number}: **{when}**. Dit staat in uw agenda.',
      begun: 'Gesprek {number}: **{when}**. Dit is begonnen: verzetten of annuleren kan niet meer.',
      over: 'Gesprek {number}: {when}. Dit is geweest.',
      late: 'Gesprek {number}: {when}. Geannuleerd kort van tevoren; dit telt mee.',
      missed: 'Gesprek {number}: {when}. Niet doorgegaan; dit telt mee.',
    },
    only: {
      zero: 'Uw gesprek is afgesproken.',
      one: 'Er is nog één gesprek over.',
      other: 'Er is nog één gesprek over.',
    },
    left: {
      zero: 'Alle {of} gesprekken zijn afgesproken.',
      one: 'Er is nog {count} van de {of} gesprekken over.',
      other: 'Er zijn nog {count} van de {of} gesprekken over.',
    },
    wait: 'Er wordt een coach voor u gezocht. U krijgt hier bericht en hoeft nu niets te doen.',
    unsure: 'Misschien is een eerder bericht van mij niet aangekomen. Wat hier staat, klopt.',
    next: { 'choose-coach': 'Verder: coach kiezen', 'choose-slot': 'Verder: moment kiezen' },
  },
};

const en: typeof nl = {
  slots: {
    heading: 'When does it suit you?',
    notice: {
      taken: 'That time has just been taken. You have no appointment yet.',
      past: 'That time is too soon or already over. You have no appointment yet.',
      'not-offered': 'I cannot book that time. You have no appointment yet.',
      'not-booked': 'I could not put that time in the calendar. You have no appointment yet.',
      unread: 'I cannot read the calendars right now. You have no appointment yet. Please try again later.',
      'no-more': 'There are no other times right now.',
    },
    lead: 'At these times you are free, and so is {coach}. The session is {place}.',
    none: 'There is no time right now when you and {coach} are both free. Type **sessions** later to look again.',
    slot: { label: 'Choose a time', error: 'First choose a time from the list.' },
    choose: 'Book this time',
    more: 'Other times',
  },
  preview: {
    heading: 'What do others see?',
    title: 'What do others see?',
    lead: 'Whoever manages your calendar sees this:',
    what: '**{subject}**',
    inside: {
      teams: 'And the link to the meeting. Not who you talk to, and not what about.',
      location: 'And the address. Not who you talk to, and not what about.',
      phone: 'Not who you talk to, and not what about.',
    },
    busy: 'Whoever can only see whether you are free sees that you are busy.',
    sender: 'The invitation comes from the mailbox that I make all appointments from.',
    back: 'Back',
    typed: 'Type **sessions** to see what is booked.',
  },
  held: {
    heading: 'I am booking your appointment…',
    soon: 'There is nothing you need to do: this card changes by itself.',
    slow: 'This is taking longer than usual. I am holding the time for you and will keep trying. There is nothing you need to do: this card changes by itself.',
  },
  confirmed: {
    heading: 'Your appointment is in your calendar',
    subject:
      'In your calendar it is called "{subject}". Whoever manages your calendar sees that you have an appointment, not with whom.',
    left: {
      zero: 'This is the last session you can book.',
      one: 'After this you can book {count} more session.',
      other: 'After this you can book {count} more sessions.',
    },
  },
  sessions: {
    heading: 'Your appointments',
    none: 'Nothing is booked yet.',
    idle: 'Only appointments that you book yourself are listed here. There are none now.',
    entry: {
      held: 'Session {number}: **{when}**. I am still booking this.',
      confirmed: 'Session {number}: **{when}**. This is in your calendar.',
      begun: 'Session {number}: **{when}**. This has begun; you can no longer move or cancel it.',
      over: 'Session {number}: {when}. This is over.',
      late: 'Session {number}: {when}. Cancelled at short notice; this counts.',
      missed: 'Session {number}: {when}. Did not take place; this counts.',
    },
    only: {
      zero: 'Your session has been booked.',
      one: 'One session is still left.',
      other: 'One session is still left.',
    },
    left: {
      zero: 'All {of} sessions have been booked.',
      one: '{count} of the {of} sessions is still left.',
      other: '{count} of the {of} sessions are still left.',
    },
    wait: 'A coach is being found for you. You will get a message here. There is nothing you need to do now.',
    unsure: 'An earlier message of mine may not have arrived. What is shown here is right.',
    next: { 'choose-coach': 'Continue: choose a coach', 'choose-slot': 'Continue: choose a time' },
  },
};

export const booking: InTwo<typeof nl> = { nl, en };
