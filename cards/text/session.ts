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
  moved: {
    heading: {
      self: 'Uw afspraak is verzet',
      other: 'Uw afspraak is verzet',
      office: 'Uw afspraak is verzet',
    },
    was: 'Dit was: {was}.',
    calendar: 'Uw agenda verandert vanzelf mee.',
    told: 'Uw coach krijgt bericht.',
    coachTold: '{director} krijgt bericht.',
    else: 'Komt dat niet uit? Dan kunt u een ander moment kiezen.',
    move: 'Verzetten',
    other: 'Ander moment kiezen',
    cancel: 'Annuleren',
  },
  choice: {
    heading: { move: 'Welke afspraak wilt u verzetten?', cancel: 'Welke afspraak wilt u annuleren?' },
    one: { move: 'Deze afspraak kunt u verzetten:', cancel: 'Deze afspraak kunt u annuleren:' },
    none: {
      move: 'Er staat geen afspraak die u kunt verzetten. Typ **afspraken** om te zien wat vastligt.',
      cancel: 'Er staat geen afspraak die u kunt annuleren. Typ **afspraken** om te zien wat vastligt.',
    },
    session: { label: 'Kies een afspraak', error: 'Kies eerst een afspraak uit de lijst.' },
    move: 'Ander moment zoeken',
    cancel: 'Afspraak annuleren',
  },
  times: {
    heading: 'Welk moment past beter?',
    now: 'De afspraak staat nu op {when}. Die blijft staan tot u een ander moment kiest.',
    lead: 'Op deze momenten bent u vrij, en {who} ook:',
    none: 'Er is nu geen ander moment waarop u en {who} allebei vrij zijn. Probeer het later nog eens, of annuleer de afspraak.',
    notice: {
      taken: 'Dat moment is net bezet. Uw afspraak is niet veranderd.',
      past: 'Dat moment is te dichtbij of al voorbij. Uw afspraak is niet veranderd.',
      'not-offered': 'Dat moment kan ik niet vastleggen. Uw afspraak is niet veranderd.',
      unread: 'Ik kan de agenda’s nu niet lezen. Uw afspraak is niet veranderd. Probeer het later nog eens.',
      'no-more': 'Andere tijden zijn er nu niet.',
      proposal:
        'Het moment dat u in Outlook voorstelde, is niet voor allebei vrij. Uw afspraak is niet veranderd.',
    },
    slot: { label: 'Kies een moment', error: 'Kies eerst een moment uit de lijst.' },
    choose: 'Afspraak verzetten',
    more: 'Andere tijden',
    keep: 'Toch zo laten',
  },
  ask: {
    heading: 'Wilt u deze afspraak annuleren?',
    free: 'Annuleren kost u geen gesprek.',
    late: 'Het gesprek is over minder dan {hours} uur. Toch kost annuleren u geen gesprek.',
    counts:
      'Het gesprek is over minder dan {hours} uur. Daarom telt het mee als één van uw gesprekken. Verzetten kost niets.',
    left: {
      zero: 'U heeft daarna geen gesprekken meer over.',
      one: 'U heeft daarna nog {count} gesprek.',
      other: 'U heeft daarna nog {count} gesprekken.',
    },
    coach: 'Met **{who}**. Voor {who} telt dit gesprek niet mee.',
    who: 'Uw coach hoort alleen dat de afspraak niet doorgaat.',
    whoCoach: '{who} hoort alleen dat de afspraak niet doorgaat.',
    sure: 'Ja, afspraak annuleren',
    move: 'Liever verzetten',
    keep: 'Toch zo laten',
  },
  tentative: {
    heading: 'Uw afspraak blijft staan',
    lead: 'U gaf in Outlook aan dat u misschien komt. De afspraak blijft gewoon staan. Komt het niet uit? Dan kunt u een ander moment kiezen.',
  },
  coachList: {
    heading: { all: 'Uw afspraken', today: 'Uw afspraken van vandaag' },
    none: 'Er staan geen afspraken.',
    entry: '**{when}**: {director}, gesprek {number}.',
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
  moved: {
    heading: {
      self: 'Your appointment has been moved',
      other: 'Your appointment has been moved',
      office: 'Your appointment has been moved',
    },
    was: 'It was: {was}.',
    calendar: 'Your calendar follows by itself.',
    told: 'Your coach gets a message.',
    coachTold: '{director} gets a message.',
    else: 'Does that not suit you? Then you can choose another time.',
    move: 'Move',
    other: 'Choose another time',
    cancel: 'Cancel',
  },
  choice: {
    heading: {
      move: 'Which appointment do you want to move?',
      cancel: 'Which appointment do you want to cancel?',
    },
    one: { move: 'You can move this appointment:', cancel: 'You can cancel this appointment:' },
    none: {
      move: 'There is no appointment that you can move. Type **sessions** to see what is booked.',
      cancel: 'There is no appointment that you can cancel. Type **sessions** to see what is booked.',
    },
    session: { label: 'Choose an appointment', error: 'First choose an appointment from the list.' },
    move: 'Look for another time',
    cancel: 'Cancel the appointment',
  },
  times: {
    heading: 'Which time suits you better?',
    now: 'The appointment is now on {when}. It stays there until you choose another time.',
    lead: 'At these times you are free, and so is {who}:',
    none: 'There is no other time right now when you and {who} are both free. Please try again later, or cancel the appointment.',
    notice: {
      taken: 'That time has just been taken. Your appointment has not changed.',
      past: 'That time is too soon or already over. Your appointment has not changed.',
      'not-offered': 'I cannot book that time. Your appointment has not changed.',
      unread:
        'I cannot read the calendars right now. Your appointment has not changed. Please try again later.',
      'no-more': 'There are no other times right now.',
      proposal:
        'The time that you proposed in Outlook is not free for both. Your appointment has not changed.',
    },
    slot: { label: 'Choose a time', error: 'First choose a time from the list.' },
    choose: 'Move the appointment',
    more: 'Other times',
    keep: 'Leave it as it is',
  },
  ask: {
    heading: 'Do you want to cancel this appointment?',
    free: 'Cancelling does not cost you a session.',
    late: 'The session is in less than {hours} hours. Even so, cancelling does not cost you a session.',
    counts:
      'The session is in less than {hours} hours. So it counts as one of your sessions. Moving it costs nothing.',
    left: {
      zero: 'After that you have no sessions left.',
      one: 'After that you have {count} session left.',
      other: 'After that you have {count} sessions left.',
    },
    coach: 'With **{who}**. For {who} this session does not count.',
    who: 'Your coach only hears that the appointment is off.',
    whoCoach: '{who} only hears that the appointment is off.',
    sure: 'Yes, cancel it',
    move: 'Rather move it',
    keep: 'Leave it as it is',
  },
  tentative: {
    heading: 'Your appointment stands',
    lead: 'You said in Outlook that you may come. The appointment simply stands. Does it not suit you? Then you can choose another time.',
  },
  coachList: {
    heading: { all: 'Your appointments', today: 'Your appointments of today' },
    none: 'There are no appointments.',
    entry: '**{when}**: {director}, session {number}.',
  },
};

export const session: InTwo<typeof nl> = { nl, en };
