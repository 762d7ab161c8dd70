import type { Said } from './markdown.ts';

/** Whom the service calls, always from its own side, always TLS. A test holds this to the code. */
export const HOSTS: Readonly<Record<string, Said>> = {
  'graph.microsoft.com': {
    nl: 'Microsoft Graph: agenda, vrij/bezet, mail en personen (zie Rechten)',
    en: 'Microsoft Graph: calendar, free/busy, mail and people (see Permissions)',
  },
  'login.microsoftonline.com': {
    nl: 'Microsoft Entra: tokens voor Graph en voor de bot',
    en: 'Microsoft Entra: tokens for Graph and for the bot',
  },
  'login.botframework.com': {
    nl: 'Openbare sleutels waarmee berichten van Teams worden gecontroleerd',
    en: 'Public keys with which messages from Teams are checked',
  },
  'api.botframework.com': {
    nl: 'Alleen een naam (uitgever en doel van tokens); er wordt niets opgevraagd',
    en: 'A name only (issuer and audience of tokens); nothing is fetched from it',
  },
};

/** Addresses that come from elsewhere than the code, so that no scan can find them. */
export const ELSEWHERE: readonly { readonly host: string; readonly why: Said }[] = [
  {
    host: 'smba.trafficmanager.net, *.botframework.com, *.teams.microsoft.com',
    why: {
      nl: 'Teams: berichten en kaarten versturen; het adres komt uit een gecontroleerd bericht en moet een van deze zijn',
      en: 'Teams: sending messages and cards; the address comes from a verified message and must be one of these',
    },
  },
  {
    host: 'people[].coach.ics',
    why: {
      nl: 'Alleen voor coaches met `calendar: ics`: hun agenda, elk uur, over https. De naam wordt één keer opgezocht en moet naar openbare adressen leiden; er wordt alleen binnen dezelfde host doorgestuurd, hoogstens 10 seconden en 2 MB. Het adres zelf staat hier niet: het is een geheim',
      en: 'Only for coaches with `calendar: ics`: their calendar, every hour, over https. The name is looked up once and has to lead to public addresses; redirects are followed within the same host alone, for at most 10 seconds and 2 MB. The address itself is not here: it is a secret',
    },
  },
  {
    host: 'DATABASE_URL',
    why: { nl: 'Uw eigen PostgreSQL', en: 'Your own PostgreSQL' },
  },
  {
    host: '169.254.169.254, IDENTITY_ENDPOINT',
    why: {
      nl: 'Alleen bij een beheerde identiteit: de tokendienst van de host zelf',
      en: 'Only with a managed identity: the token service of the host itself',
    },
  },
];

/** Where the service answers. From outside only HTTPS through your own proxy. */
export const ROUTES: Readonly<Record<string, Said>> = {
  'POST /api/messages': {
    nl: 'Teams (Bot Service). Het token wordt gecontroleerd vóór de inhoud wordt gelezen; zonder geldig token 401',
    en: 'Teams (Bot Service). The token is checked before the body is read; without a valid token 401',
  },
  'POST /api/notifications': {
    nl: 'Microsoft Graph: dat er iets veranderde in de mailbox van het programma. Elke melding draagt een geheim dat alleen Graph kent; wat zij zegt wordt nooit geloofd, alleen nagekeken. Kan Graph hier niet bij, dan werkt alles door: elke drie minuten wordt gevraagd wat veranderde',
    en: "Microsoft Graph: that something changed in the programme's mailbox. Each notification carries a secret that only Graph knows; what it says is never believed, only looked up. If Graph can not reach this, everything goes on: every three minutes it is asked what changed",
  },
  'GET /healthz': { nl: 'Leeft het; alleen voor uw bewaking', en: 'Is it alive; for your monitoring only' },
  'GET /readyz': {
    nl: 'Zijn opslag, programma, tokens, taken en het luisteren naar Outlook in orde; alleen voor uw bewaking',
    en: 'Are store, programme, tokens, jobs and the listening to Outlook in order; for your monitoring only',
  },
  'GET /page.css': { nl: 'Opmaak van de pagina', en: 'Style of the page' },
  'GET /': {
    nl: 'Waar dit voor is, zonder namen van personen',
    en: 'What this is for, without names of people',
  },
  'GET /privacy': { nl: 'Wat er met gegevens gebeurt', en: 'What happens with data' },
  'GET /terms': { nl: 'Op welke voet iemand meedoet', en: 'On what footing people take part' },
  'GET /p/:token': {
    nl: 'De link uit een mail: vraagt om een eenmalige code, en toont verder niets',
    en: 'The link of a mail: asks for a one-time code, and shows nothing else',
  },
  'POST /p/:token': {
    nl: 'Stuurt een code naar wie bij die link hoort; antwoordt voor elke link hetzelfde',
    en: 'Sends a code to whom that link belongs; answers the same for every link',
  },
  'GET /mij/aanmelden': { nl: 'Aanmelden met een e-mailadres', en: 'Signing in with an e-mail address' },
  'POST /mij/aanmelden': {
    nl: 'Stuurt een code naar dat adres als iemand het heeft; antwoordt voor elk adres hetzelfde',
    en: 'Sends a code to that address if somebody has it; answers the same for every address',
  },
  'GET /mij/code': { nl: 'Het veld voor de code', en: 'The field for the code' },
  'POST /mij/code': {
    nl: 'Controleert de code en meldt aan, met een cookie (HttpOnly, SameSite=Lax, `__Host-`)',
    en: 'Checks the code and signs in, with a cookie (HttpOnly, SameSite=Lax, `__Host-`)',
  },
  'GET /mij/entra': {
    nl: 'Naar Entra, om met een werkaccount aan te melden (alleen tenants uit het programmabestand)',
    en: 'To Entra, to sign in with a work account (only tenants of the programme file)',
  },
  'GET /mij/entra/terug': {
    nl: 'Terug van Entra: het token wordt gecontroleerd, daarna is iemand ingelogd',
    en: 'Back from Entra: the token is checked, then somebody is signed in',
  },
  'GET /mij': { nl: 'De eigen pagina van wie is ingelogd', en: 'The own page of who is signed in' },
  'POST /mij/afmelden': { nl: 'Meldt af, op elk apparaat', en: 'Signs out, on every device' },
  'GET /mij/bericht/:card': {
    nl: 'Eén bericht, voor wie het is; dat het is geopend wordt vastgelegd',
    en: 'One message, for whom it is; that it was opened is recorded',
  },
  'POST /mij/bericht/:card': { nl: 'De knoppen daarop', en: 'Its buttons' },
  'GET /my-data/:token': {
    nl: 'De link naar iemands eigen gegevens: toont niets tot iemand op "tonen" drukt',
    en: 'The link to somebody\'s own data: shows nothing until somebody presses "show"',
  },
  'POST /my-data/:token': {
    nl: 'Die gegevens, als pagina of bestand: een kwartier, voor wie de link het eerst opende',
    en: 'That data, as a page or file: a quarter of an hour, for whoever opened the link first',
  },
  'GET /mij/gesprek/:booking': {
    nl: 'Voor de coach: één gesprek, met de voorbereiding; dat het is geopend wordt vastgelegd',
    en: 'For the coach: one session, with its preparation; that it was opened is recorded',
  },
  'POST /mij/andere-coach': {
    nl: 'Voor de coördinator: iemand een andere coach geven; het gaat verder op een bericht van henzelf',
    en: 'For the coordinator: giving somebody another coach; it goes on in a message of their own',
  },
  'POST /mij/gesprek/:booking/later': {
    nl: 'Voor de coach: "ik ben 10 minuten later"',
    en: 'For the coach: "I am 10 minutes late"',
  },
  'GET /mij/tijden': {
    nl: 'Voor de coach: werktijden, vrije momenten en pauze',
    en: 'For the coach: working hours, free times and pause',
  },
  'POST /mij/tijden/werktijden': { nl: 'Eigen werktijden opslaan', en: 'Saving own working hours' },
  'POST /mij/tijden/werktijden-terug': {
    nl: 'Terug naar de werktijden van het programmabestand',
    en: 'Back to the hours of the programme file',
  },
  'POST /mij/tijden/moment': { nl: 'Een vrij moment toevoegen', en: 'Adding a free time' },
  'POST /mij/tijden/moment-weg': { nl: 'Een vrij moment weghalen', en: 'Taking a free time away' },
  'POST /mij/tijden/pauze': { nl: 'Een pauze vastleggen', en: 'Setting a pause' },
  'POST /mij/tijden/pauze-weg': { nl: 'De pauze beëindigen', en: 'Ending the pause' },
};
