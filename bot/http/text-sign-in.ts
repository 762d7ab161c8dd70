import type { PageLanguage } from './page-html.ts';

const nl = {
  title: 'Inloggen',
  link: {
    heading: 'Er staat een bericht voor u klaar',
    lead: 'Ik stuur een code naar het e-mailadres dat bij deze link hoort. Met die code opent u het bericht.',
    send: 'Stuur mij een code',
    who: 'Dat u inlogt, wordt vastgelegd. Wat u daarna opent, ook.',
  },
  address: {
    heading: 'Inloggen',
    lead: 'Vul het e-mailadres in waarop u mijn berichten krijgt. Ik stuur daar een code naartoe.',
    label: 'Uw e-mailadres',
    error: 'Vul een e-mailadres in, zoals naam@voorbeeld.nl.',
    send: 'Stuur mij een code',
    entra: 'Inloggen met uw werkaccount',
    or: 'Of zonder code:',
  },
  code: {
    heading: 'Vul de code in',
    lead: 'Als ik u ken, is er nu een code onderweg naar uw postvak. De code werkt tot {until}, alleen in deze browser.',
    label: 'De code uit de e-mail',
    enter: 'Inloggen',
    none: 'Kwam er na een paar minuten niets? Kijk bij ongewenste e-mail. Er gaan hooguit acht codes per uur naar één adres. Lukt het niet, bel dan {firm}: {phone}.',
    again: 'Een nieuwe code vragen',
    privacy: 'De code staat niet in het onderwerp van de e-mail. Wie uw postvak beheert, kan hem wel lezen.',
  },
  refused: {
    wrong: 'Deze code klopt niet. U kunt het nog {left} keer proberen.',
    last: 'Deze code klopt niet. U kunt het nog één keer proberen.',
    over: 'Deze code werkt niet (meer). Vraag hieronder een nieuwe.',
    replayed:
      'Deze code is al gebruikt. Voor de zekerheid heb ik uitgelogd wie ermee was ingelogd. Vraag hieronder een nieuwe.',
    none: 'In deze browser is geen code gevraagd, of dat is te lang geleden. Vraag hieronder een nieuwe.',
    busy: 'Er worden nu te veel codes gevraagd. Probeer het over een uur nog eens, of bel {firm}: {phone}.',
    entra: 'Met dit account kunt u hier niet inloggen. Vraag hieronder een code, of kies een ander account.',
    entraDown: 'Inloggen met uw werkaccount lukt nu niet. Vraag hieronder een code.',
  },
  out: { done: 'U bent uitgelogd, op elk apparaat.' },
};

const en: typeof nl = {
  title: 'Sign in',
  link: {
    heading: 'There is a message for you',
    lead: 'I will send a code to the e-mail address that belongs to this link. With that code you open the message.',
    send: 'Send me a code',
    who: 'Signing in is recorded. So is what you open after that.',
  },
  address: {
    heading: 'Sign in',
    lead: 'Fill in the e-mail address at which you get my messages. I will send a code there.',
    label: 'Your e-mail address',
    error: 'Fill in an e-mail address, such as name@example.org.',
    send: 'Send me a code',
    entra: 'Sign in with your work account',
    or: 'Or without a code:',
  },
  code: {
    heading: 'Fill in the code',
    lead: 'If I know you, a code is now on its way to your mailbox. The code works until {until}, in this browser only.',
    label: 'The code from the e-mail',
    enter: 'Sign in',
    none: 'Did nothing come after a few minutes? Look in your junk mail. At most eight codes an hour go to one address. If it does not work, call {firm}: {phone}.',
    again: 'Ask for a new code',
    privacy:
      'The code is not in the subject of the e-mail. Whoever manages your mailbox can read it, though.',
  },
  refused: {
    wrong: 'This code is not right. You can try {left} more times.',
    last: 'This code is not right. You can try once more.',
    over: 'This code does not work (any more). Please ask for a new one below.',
    replayed:
      'This code was used before. To be safe, I have signed out whoever was signed in with it. Please ask for a new one below.',
    none: 'No code was asked for in this browser, or it was too long ago. Please ask for a new one below.',
    busy: 'Too many codes are being asked for right now. Please try again in an hour, or call {firm}: {phone}.',
    entra: 'I cannot sign you in with this account. Please ask for a code below, or choose another account.',
    entraDown: 'Signing in with your work account does not work right now. Please ask for a code below.',
  },
  out: { done: 'You have been signed out, on every device.' },
};

export const SIGN_IN = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;
