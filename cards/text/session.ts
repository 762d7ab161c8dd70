import type { InTwo } from '../text.ts';

const nl = {
  cancelled: {
    heading: {
      self: 'Uw afspraak is geannuleerd',
      other: 'Uw afspraak gaat helaas niet door',
      office: 'Uw afspraak gaat helaas niet door',
    },
    calendar: 'De afspraak verdwijnt vanzelf uit uw agenda.',
    free: 'Dit gesprek telt niet mee.',
    counts: 'Dit gesprek telt mee, omdat het kort van tevoren was. Dat had ik u laten zien.',
    left: {
      zero: 'U heeft geen gesprekken meer over.',
      one: 'U heeft nog {count} gesprek.',
      other: 'U heeft nog {count} gesprekken.',
    },
    told: 'Uw coach krijgt bericht.',
    again: 'Nieuw moment kiezen',
  },
  coachCancelled: {
    heading: {
      self: 'De afspraak is geannuleerd',
      other: 'Een afspraak gaat niet door',
      office: 'Een afspraak gaat niet door',
    },
    lead: 'Met **{director}**, gesprek {number}:',
    calendar: 'De afspraak verdwijnt vanzelf uit uw agenda. U hoeft niets te doen.',
    told: '{director} krijgt bericht en kan een nieuw moment kiezen.',
  },
  ended: {
    heading: { one: 'Een afspraak gaat niet door', other: 'Afspraken gaan niet door' },
    lead: 'Dit contact is afgesloten. Deze tijden zijn weer vrij in uw agenda:',
    nothing: 'U hoeft niets te doen.',
  },
  changed: {
    heading: 'Deze afspraak is veranderd',
    lead: 'Typ **afspraken** om te zien wat nu vastligt.',
  },
};

const en: typeof nl = {
  cancelled: {
    heading: {
      self: 'Your appointment has been cancelled',
      other: 'Unfortunately your appointment is off',
      office: 'Unfortunately your appointment is off',
    },
    calendar: 'It disappears from your calendar by itself.',
    free: 'This session does not count.',
    counts: 'This session counts, because it was at short notice. I showed you that before.',
    left: {
      zero: 'You have no sessions left.',
      one: 'You have {count} session left.',
      other: 'You have {count} sessions left.',
    },
    told: 'Your coach gets a message.',
    again: 'Choose a new time',
  },
  coachCancelled: {
    heading: {
      self: 'The appointment has been cancelled',
      other: 'An appointment is off',
      office: 'An appointment is off',
    },
    lead: 'With **{director}**, session {number}:',
    calendar: 'It disappears from your calendar by itself. There is nothing you need to do.',
    told: '{director} gets a message and can choose a new time.',
  },
  ended: {
    heading: { one: 'An appointment is off', other: 'Appointments are off' },
    lead: 'This contact has ended. These times are free in your calendar again:',
    nothing: 'There is nothing you need to do.',
  },
  changed: {
    heading: 'This appointment has changed',
    lead: 'Type **sessions** to see what is booked now.',
  },
};

export const session: InTwo<typeof nl> = { nl, en };
