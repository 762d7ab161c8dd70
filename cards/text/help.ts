import type { InTwo } from '../text.ts';

const nl = {
  help: {
    heading: { help: 'Wat u hier kunt doen', 'not-understood': 'Dat begreep ik niet' },
    notKept: 'Wat u typte, bewaar ik niet. Teams kan het wel bewaren.',
    lead: 'Dit kunt u typen:',
    signUp: '**aanmelden**: een gesprek met een coach regelen',
    director: [
      '**afspraken**: zien wat vastligt en verdergaan',
      '**verzetten** of **annuleren**: een afspraak veranderen',
      '**hulplijn**: iemand spreken',
      '**stoppen**: niet meer meedoen',
    ],
    list: '**help**: deze lijst',
    myData: '**mijn gegevens**: zien wat ik van u bewaar, en het aanpassen of wissen',
    coach: ['**afspraken**: zien wat er staat, verzetten, annuleren, of u ziek melden'],
    coachNews:
      'Ik stuur u hier een bericht als iemand een gesprek met u vastlegt, of graag door u gebeld wil worden.',
    coachPage: 'Op uw eigen pagina bereidt u gesprekken voor, en past u uw tijden aan of neemt u een pauze.',
    coordinatorPage: 'Op uw eigen pagina ziet u wie op een coach wacht en wie gebeld wil worden.',
    page: 'Mijn pagina openen',
    coordinator:
      'Ik stuur u hier een bericht als u een coach voor iemand kunt kiezen, of als iemand gebeld wil worden. Hieronder kunt u iemand een andere coach geven.',
    decider:
      'Is er om extra plekken of gesprekken gevraagd? Dan leg ik u dat hier voor: hooguit één keer per week, en zonder namen.',
    nothing: 'Voor u staat hier nu niets klaar.',
    sessions: 'Mijn afspraken',
  },
  closed: {
    heading: 'Dit kan ik niet voor u openen',
    lead: 'Misschien is het al afgehandeld, of is het voor iemand anders. Typ **help** voor wat u hier kunt doen.',
  },
  already: {
    heading: 'Dit is al geregeld',
    coached: 'Deze stap is al gezet. U hoeft hier niets meer te doen. Typ **help** voor wat u wel kunt doen.',
    booked: 'Er ligt al een afspraak vast. Typ **afspraken** om die te zien.',
    place: 'Er is nieuws over uw plek. Typ **afspraken** om te zien hoe het staat.',
    extra: 'Uw vraag om nog een gesprek is beantwoord. Typ **afspraken** om te zien hoe het staat.',
  },
  outOfOrder: {
    heading: 'Dit lukt nu niet',
    lead: 'Dat ligt niet aan u. Typ **afspraken** om te zien wat vastligt, of probeer het later nog eens.',
    helpline: 'Hulp nodig? Bel **{number}** ({hours}).',
  },
  mail: {
    subject: 'Er staat een bericht voor u klaar',
    text: 'Goedendag,\n\nEr staat een bericht voor u klaar. Open het met deze link:\n\n{link}\n\nDaar vraagt u een code. Die komt in een tweede e-mail naar dit adres.',
  },
  codeMail: {
    subject: 'De code die u vroeg',
    text: 'Goedendag,\n\nUw code is:\n\n{code}\n\nHij werkt één keer, tot {until}, in de browser waarin u hem vroeg. Geef hem aan niemand; er wordt u nooit om gevraagd.\n\nVroeg u geen code? Dan hoeft u niets te doen.',
  },
};

const en: typeof nl = {
  help: {
    heading: { help: 'What you can do here', 'not-understood': 'I did not understand that' },
    notKept: 'I do not keep what you typed. Teams may keep it.',
    lead: 'You can type:',
    signUp: '**sign up**: arrange a session with a coach',
    director: [
      '**sessions**: see what is booked and continue',
      '**move** or **cancel**: change an appointment',
      '**helpline**: talk to someone',
      '**stop**: take part no longer',
    ],
    list: '**help**: this list',
    myData: '**my data**: see what I keep about you, and change or erase it',
    coach: ['**sessions**: see what is booked, move, cancel, or call in sick'],
    coachNews:
      'I will send you a message here when someone books a session with you, or would like a call from you.',
    coachPage: 'On your own page you prepare sessions, and change your times or take a pause.',
    coordinatorPage: 'On your own page you see who is waiting for a coach and who would like a call.',
    page: 'Open my page',
    coordinator:
      'I will send you a message here when you can choose a coach for someone, or when someone would like a call. Below you can give someone another coach.',
    decider:
      'Have extra places or sessions been asked for? Then I will ask you about them here: at most once a week, and without names.',
    nothing: 'There is nothing here for you at the moment.',
    sessions: 'My appointments',
  },
  closed: {
    heading: 'I cannot open this for you',
    lead: 'Perhaps it has been dealt with already, or it is meant for someone else. Type **help** to see what you can do here.',
  },
  already: {
    heading: 'This has been arranged already',
    coached:
      'This step has been taken already. There is nothing more to do here. Type **help** to see what you can do.',
    booked: 'An appointment is already booked. Type **sessions** to see it.',
    place: 'There is news about your place. Type **sessions** to see how things stand.',
    extra: 'Your request for one more session has been answered. Type **sessions** to see how things stand.',
  },
  outOfOrder: {
    heading: 'This is not working right now',
    lead: 'It is not your fault. Type **sessions** to see what is booked, or try again later.',
    helpline: 'Need help? Call **{number}** ({hours}).',
  },
  mail: {
    subject: 'There is a message for you',
    text: 'Hello,\n\nThere is a message for you. Open it with this link:\n\n{link}\n\nThere you ask for a code. It comes in a second e-mail to this address.',
  },
  codeMail: {
    subject: 'The code you asked for',
    text: 'Hello,\n\nYour code is:\n\n{code}\n\nIt works once, until {until}, in the browser in which you asked for it. Give it to nobody; you will never be asked for it.\n\nDid you not ask for a code? Then there is nothing you need to do.',
  },
};

export const help: InTwo<typeof nl> = { nl, en };
