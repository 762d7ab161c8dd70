import type { Said } from './markdown.ts';

/** Whom the service calls, always from its own side, always TLS on port 443. A test holds this to the code. */
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
  'GET /healthz': { nl: 'Leeft het; alleen voor uw bewaking', en: 'Is it alive; for your monitoring only' },
  'GET /readyz': {
    nl: 'Zijn opslag, programma, tokens en taken in orde; alleen voor uw bewaking',
    en: 'Are store, programme, tokens and jobs in order; for your monitoring only',
  },
  'GET /page.css': { nl: 'Opmaak van de pagina', en: 'Style of the page' },
  'GET /': {
    nl: 'Waar dit voor is, zonder namen van personen',
    en: 'What this is for, without names of people',
  },
  'GET /privacy': { nl: 'Wat er met gegevens gebeurt', en: 'What happens with data' },
  'GET /terms': { nl: 'Op welke voet iemand meedoet', en: 'On what footing people take part' },
  'GET /p/:token': {
    nl: 'De link uit een mail: toont niets tot iemand op "openen" drukt',
    en: 'The link of a mail: shows nothing until somebody presses "open"',
  },
  'POST /p/:token': {
    nl: 'Het bericht achter die link, en de knoppen daarop',
    en: 'The message behind that link, and its buttons',
  },
};
