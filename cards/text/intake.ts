import type { InTwo } from '../text.ts';

const nl = {
  signUp: {
    heading: 'Wat past u?',
    lead: 'Stap 1 van 2. Wat u niet wilt invullen, slaat u over.',
    leadCorrecting: 'Pas aan wat anders moet. Een afspraak die al vaststaat, verandert niet.',
    save: 'Wensen opslaan',
    themes: {
      label: 'Waarover wilt u praten? U mag dit ook pas in het gesprek zeggen.',
      error: 'Kies onderwerpen uit de lijst, of laat alles leeg.',
    },
    length: { label: 'Hoe lang?', error: 'Kies 60, 75 of 90 minuten.' },
    place: { label: 'Waar?', error: 'Kies online, op locatie of per telefoon.' },
    days: {
      label: 'Op welke dagen liever? Kiest u niets, dan is elke dag goed.',
      error: 'Kies dagen uit de lijst, of laat alles leeg.',
    },
    parts: {
      label: 'Op welk deel van de dag liever? Kiest u niets, dan is alles goed.',
      error: 'Kies een deel van de dag uit de lijst, of laat alles leeg.',
    },
    who: 'De coach met wie u gaat praten, en de coördinator als die helpt zoeken. Ik bewaar het versleuteld.',
    whoAndWipe: {
      one: 'De coach met wie u gaat praten, en de coördinator als die helpt zoeken. Ik bewaar het versleuteld en wis het {count} dag na het laatste gesprek.',
      other:
        'De coach met wie u gaat praten, en de coördinator als die helpt zoeken. Ik bewaar het versleuteld en wis het {count} dagen na het laatste gesprek.',
    },
    chat: 'Wat u zelf in de chat typt, kan uw werkgever in Teams bewaren.',
    next: 'Naar stap 2',
  },
  consent: {
    heading: 'Mag ik u aanmelden?',
    lead: 'Stap 2 van 2.',
    language: { label: 'In welke taal praat u liever?', error: 'Kies Nederlands of Engels.' },
    avoid: {
      label: 'Is er iemand met wie u liever niet praat?',
      error: 'Kies een naam uit de lijst, of kies nee.',
      nobody: 'Nee',
    },
    question: '**Mag {municipality} uw naam en e-mailadres aan {firm} geven?** Alleen om afspraken te maken.',
    withdraw:
      'U kunt dit later intrekken: typ **stoppen**. Kiest u nee, dan heeft dat geen gevolgen voor uw werk.',
    consent: {
      label: 'Vindt u dat goed?',
      error: 'Kies ja of nee. Beide keuzes zijn goed.',
      yes: 'Ja',
      no: 'Nee, ik wil eerst iets vragen',
    },
    who: 'Uw coach ziet uw taal. Met wie u liever niet praat, ziet geen coach. De coördinator van {firm} ziet het wel, als die helpt zoeken.',
    send: 'Keuze versturen',
    back: 'Terug naar stap 1',
  },
  looking: {
    heading: 'Ik kijk wie er tijd heeft',
    lead: 'Dat duurt iets langer. U hoeft niets te doen: deze kaart verandert vanzelf.',
  },
  coaches: {
    heading: 'Met wie wilt u praten?',
    lead: {
      one: 'Deze coach past bij uw wensen en heeft tijd.',
      other: 'Deze coaches passen bij uw wensen en hebben tijd.',
    },
    choice: '{name} · {line} · eerste moment: {when}',
    coach: { label: 'Uw keuze', error: 'Kies een coach, of laat mij kiezen.' },
    choiceWithout: '{name} · {line} · past niet helemaal, of heeft geen tijd',
    any: 'Kies voor mij',
    who: 'De coach die u kiest, ziet uw naam en uw wensen.',
    choose: 'Coach kiezen',
  },
  nobody: {
    heading: {
      'nobody-fits': 'Er is nu niemand vrij die past',
      'own-calendar-unknown': 'Ik kan uw agenda nu niet lezen',
      'coach-left': 'Er is iets veranderd',
    },
    lead: {
      'nobody-fits': 'Uiterlijk **{by}** hoort u van {firm} wat kan.',
      'own-calendar-unknown':
        'Daarom stel ik geen tijden voor. Uiterlijk **{by}** hoort u van {firm} wat kan.',
      'coach-left':
        'Uw coach kan u helaas niet meer begeleiden. Uiterlijk **{by}** hoort u van {firm} met wie u verder kunt.',
    },
  },
  stillWaiting: {
    heading: 'Het duurt langer dan ik zei',
    lead: 'Dat spijt me: {firm} zoekt nog. Uiterlijk **{by}** hoort u meer.',
    call: 'Dat spijt me. Ik heb nog geen antwoord voor u. Wilt u zelf bellen met {firm}? **{phone}**.',
  },
  matching: {
    heading: 'Uw aanmelding is binnen',
    lead: 'De coördinator van {firm} zoekt een coach die bij u past. Uiterlijk **{by}** hoort u meer. U hoeft niets te doen.',
  },
};

const en: typeof nl = {
  signUp: {
    heading: 'What suits you?',
    lead: 'Step 1 of 2. Skip whatever you would rather not fill in.',
    leadCorrecting: 'Change what should be different. An appointment that stands does not change.',
    save: 'Save my wishes',
    themes: {
      label: 'What would you like to talk about? You can also leave this for the session.',
      error: 'Choose topics from the list, or leave them all empty.',
    },
    length: { label: 'How long?', error: 'Choose 60, 75 or 90 minutes.' },
    place: { label: 'Where?', error: 'Choose online, on location or by phone.' },
    days: {
      label: 'Which days do you prefer? If you choose none, any day is fine.',
      error: 'Choose days from the list, or leave them all empty.',
    },
    parts: {
      label: 'Which part of the day do you prefer? If you choose none, any time is fine.',
      error: 'Choose a part of the day from the list, or leave them all empty.',
    },
    who: 'The coach you will talk to, and the coordinator if they help to search. I keep it encrypted.',
    whoAndWipe: {
      one: 'The coach you will talk to, and the coordinator if they help to search. I keep it encrypted and erase it {count} day after the last session.',
      other:
        'The coach you will talk to, and the coordinator if they help to search. I keep it encrypted and erase it {count} days after the last session.',
    },
    chat: 'What you type in the chat yourself can be kept in Teams by your employer.',
    next: 'Go to step 2',
  },
  consent: {
    heading: 'May I sign you up?',
    lead: 'Step 2 of 2.',
    language: { label: 'Which language do you prefer to speak?', error: 'Choose Dutch or English.' },
    avoid: {
      label: 'Is there anyone you would rather not talk to?',
      error: 'Choose a name from the list, or choose no.',
      nobody: 'No',
    },
    question:
      '**May {municipality} give your name and e-mail address to {firm}?** Only to make appointments.',
    withdraw:
      'You can withdraw this later: type **stop**. If you choose no, that has no consequences for your work.',
    consent: {
      label: 'Do you agree?',
      error: 'Choose yes or no. Either is fine.',
      yes: 'Yes',
      no: 'No, I have a question first',
    },
    who: 'Your coach sees your language. Whom you would rather not talk to is not shown to any coach. The coordinator of {firm} does see it, if they help to search.',
    send: 'Send my choice',
    back: 'Back to step 1',
  },
  looking: {
    heading: 'I am checking who has time',
    lead: 'This takes a little longer. There is nothing you need to do: this card changes by itself.',
  },
  coaches: {
    heading: 'Who would you like to talk to?',
    lead: {
      one: 'This coach fits your wishes and has time.',
      other: 'These coaches fit your wishes and have time.',
    },
    choice: '{name} · {line} · first time: {when}',
    coach: { label: 'Your choice', error: 'Choose a coach, or let me choose.' },
    choiceWithout: '{name} · {line} · does not fit entirely, or has no time',
    any: 'Choose for me',
    who: 'The coach you choose sees your name and your wishes.',
    choose: 'Choose this coach',
  },
  nobody: {
    heading: {
      'nobody-fits': 'Nobody who fits is free right now',
      'own-calendar-unknown': 'I cannot read your calendar right now',
      'coach-left': 'Something has changed',
    },
    lead: {
      'nobody-fits': 'By **{by}** at the latest you will hear from {firm} what is possible.',
      'own-calendar-unknown':
        'That is why I do not suggest any times. By **{by}** at the latest you will hear from {firm} what is possible.',
      'coach-left':
        'Unfortunately your coach can no longer see you. By **{by}** at the latest you will hear from {firm} with whom you can go on.',
    },
  },
  stillWaiting: {
    heading: 'This takes longer than I said',
    lead: 'I am sorry: {firm} is still looking. By **{by}** at the latest you will hear more.',
    call: 'I am sorry about that. I have no answer for you yet. Would you like to call {firm} yourself? **{phone}**.',
  },
  matching: {
    heading: 'Your request has come in',
    lead: 'The coordinator of {firm} is looking for a coach who suits you. By **{by}** at the latest you will hear more. There is nothing you need to do.',
  },
};

export const intake: InTwo<typeof nl> = { nl, en };
