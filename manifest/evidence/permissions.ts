import type { Said } from './markdown.ts';

export type Permission = {
  /** As Microsoft's pages call it (application permission). */
  readonly name: string;
  /** As Entra lists it, with the id of the app role; null when it is granted in Exchange Online instead. */
  readonly entra: { readonly name: string; readonly id: string } | null;
  /** The role of RBAC for Applications that takes its place; it has none for ReadBasic on calendars. */
  readonly exchange: string | null;
  readonly covers: Said;
  readonly note?: Said;
};

/**
 * Least permission for each call. Names: learn.microsoft.com/graph/permissions-reference; roles:
 * learn.microsoft.com/exchange/permissions-exo/application-rbac.
 */
export const PERMISSIONS: readonly Permission[] = [
  {
    name: 'Calendars.ReadWrite',
    entra: null,
    exchange: 'Application Calendars.ReadWrite',
    covers: { nl: 'alleen de mailbox van het programma', en: "the programme's mailbox only" },
    note: {
      nl: 'Of Graph met dit afgebakende recht ook meldingen geeft (POST /subscriptions), zegt Microsoft niet. Weigert Graph dat, dan staat bij /readyz outlook op false en wordt elke drie minuten gevraagd wat veranderde; er gaat niets verloren.',
      en: 'Whether Graph also gives notifications (POST /subscriptions) on this scoped permission, Microsoft does not say. If Graph refuses, /readyz shows outlook as false, and every three minutes it is asked what changed; nothing is lost.',
    },
  },
  {
    name: 'Mail.Send',
    entra: null,
    exchange: 'Application Mail.Send',
    covers: { nl: 'alleen de mailbox van het programma', en: "the programme's mailbox only" },
  },
  {
    name: 'Calendars.ReadBasic',
    entra: { name: 'Calendars.ReadBasic.All', id: '8ba4a692-bc31-4128-9094-475872af8a53' },
    exchange: null,
    covers: {
      nl: 'agenda-items van iedereen zonder tekst en bijlagen; Klankbord vraagt alleen vrij/bezet van wie meedoet',
      en: 'calendar items of everybody without text and attachments; Klankbord asks only for free/busy of who takes part',
    },
    note: {
      nl: 'Dit recht kent in Exchange Online geen rol en dus geen afbakening. Wilt u dat niet, gebruik dan de tweede weg hieronder.',
      en: 'This permission has no role in Exchange Online and so can not be scoped. If you do not want that, take the second way below.',
    },
  },
  {
    name: 'User.ReadBasic.All',
    entra: { name: 'User.ReadBasic.All', id: '97235f07-e226-4f63-ace3-39588e11d3a1' },
    exchange: null,
    covers: { nl: 'naam en mailadres van accounts', en: 'name and mail address of accounts' },
    note: {
      nl: 'Telefoonnummers horen niet bij dit basisprofiel: blijven ze leeg, dan typt wie gebeld wil worden zelf een nummer. Weigert Graph de vraag (Authorization_RequestDenied), geef dan User.Read.All (df021288-bdef-4463-88db-98f22de89214) in plaats hiervan.',
      en: 'Telephone numbers are not in this basic profile: if they stay empty, who wants a call types a number. If Graph refuses the question (Authorization_RequestDenied), grant User.Read.All (df021288-bdef-4463-88db-98f22de89214) in its place.',
    },
  },
  {
    name: 'GroupMember.Read.All',
    entra: { name: 'GroupMember.Read.All', id: '98830695-27a2-44f7-8c18-0c3ebc9698f6' },
    exchange: null,
    covers: { nl: 'leden van groepen', en: 'members of groups' },
    note: {
      nl: 'Alleen nodig als het programmabestand Entra-groepen noemt (groups).',
      en: 'Needed only if the programme file names Entra groups (groups).',
    },
  },
  {
    name: 'AppCatalog.Read.All',
    entra: { name: 'AppCatalog.Read.All', id: 'e12dae10-5a57-4817-b79d-dfbec5348930' },
    exchange: null,
    covers: { nl: 'de lijst van apps in Teams', en: 'the list of apps in Teams' },
    note: {
      nl: 'Alleen nodig voor `npm run programme -- install`. Zet u de app zelf klaar met een installatiebeleid in het Teams-beheercentrum, geef dit recht dan niet.',
      en: 'Needed only for `npm run programme -- install`. If you roll the app out yourself by a setup policy in the Teams admin centre, do not grant this.',
    },
  },
  {
    name: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    entra: {
      name: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
      id: '908de74d-f8b2-4d6b-a9ed-2a17b3b78179',
    },
    exchange: null,
    covers: {
      nl: 'deze app zelf bij mensen in Teams zetten of weghalen; geen andere app',
      en: 'putting this app itself into Teams of people, or removing it; no other app',
    },
    note: {
      nl: 'Alleen nodig voor `npm run programme -- install`. Teams herkent de app aan `webApplicationInfo` in het manifest.',
      en: 'Needed only for `npm run programme -- install`. Teams knows the app by `webApplicationInfo` in the manifest.',
    },
  },
];

export type Call = { readonly call: string; readonly permission: string; readonly why: Said };

/** Every call of Graph that the product can make. A test holds this list to the code, both ways. */
export const CALLS: readonly Call[] = [
  {
    call: 'POST /users/{id}/events',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'De afspraak zetten: één, met een neutrale naam, door de mailbox van het programma',
      en: "Making the appointment: one, with a neutral name, by the programme's mailbox",
    },
  },
  {
    call: 'GET /users/{id}/events',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Na een storing nagaan of de eigen afspraak er al staat, voordat er iets wordt herhaald',
      en: 'After a fault, finding out whether our own appointment stands already, before anything is repeated',
    },
  },
  {
    call: 'GET /users/{id}/events/{id}',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Een eigen afspraak lezen nadat Outlook zei dat er iets aan veranderde',
      en: 'Reading an appointment of our own after Outlook said that something about it changed',
    },
  },
  {
    call: 'PATCH /users/{id}/events/{id}',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Een eigen afspraak verzetten: alleen begin en einde',
      en: 'Moving an appointment of our own: start and end only',
    },
  },
  {
    call: 'GET /users/{id}/calendarView/delta',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Elke paar minuten nagaan wat in de mailbox van het programma veranderde, voor als een melding verloren ging (Calendars.Read is genoeg en zit in dit recht)',
      en: "Finding out every few minutes what changed in the programme's mailbox, in case a notification was lost (Calendars.Read is enough and is part of this permission)",
    },
  },
  {
    call: 'POST /subscriptions',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Outlook vragen om te melden dat in de mailbox van het programma iets verandert; alleen die mailbox (Calendars.Read is genoeg en zit in dit recht)',
      en: "Asking Outlook to tell when something changes in the programme's mailbox; that mailbox only (Calendars.Read is enough and is part of this permission)",
    },
  },
  {
    call: 'PATCH /subscriptions/{id}',
    permission: 'Calendars.ReadWrite',
    why: { nl: 'Dat abonnement verlengen', en: 'Renewing that subscription' },
  },
  {
    call: 'GET /subscriptions',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Dubbele abonnementen van onszelf vinden; Microsoft toont alleen die van deze toepassing',
      en: 'Finding doubles of our own subscription; Microsoft shows only those of this application',
    },
  },
  {
    call: 'DELETE /subscriptions/{id}',
    permission: 'Calendars.ReadWrite',
    why: { nl: 'Dubbele abonnementen opzeggen', en: 'Ending doubles of it' },
  },
  {
    call: 'DELETE /users/{id}/events/{id}',
    permission: 'Calendars.ReadWrite',
    why: {
      nl: 'Een eigen afspraak weghalen die niet doorgaat',
      en: 'Removing an appointment of our own that will not take place',
    },
  },
  {
    call: 'POST /users/{id}/calendar/getSchedule',
    permission: 'Calendars.ReadBasic',
    why: {
      nl: 'Vrij/bezet van directeur en coaches op het moment dat de directeur kiest; na een uur gewist. Van coaches met `calendar: other-tenant` in hun eigen tenant, met een token van die tenant: daar is toestemming voor alleen dit recht nodig',
      en: 'Free/busy of the director and the coaches at the moment the director chooses; wiped after an hour. Of coaches with `calendar: other-tenant` in their own tenant, with a token of that tenant: consent to this one permission is needed there',
    },
  },
  {
    call: 'POST /users/{id}/sendMail',
    permission: 'Mail.Send',
    why: {
      nl: 'Een neutrale mail met alleen een link, voor wie Teams niet gebruikt',
      en: 'A neutral mail with only a link, for who does not use Teams',
    },
  },
  {
    call: 'GET /users/{id}',
    permission: 'User.ReadBasic.All',
    why: {
      nl: 'De mensen uit het programmabestand opzoeken bij hun account',
      en: 'Looking up the people of the programme file by their account',
    },
  },
  {
    call: 'GET /groups',
    permission: 'GroupMember.Read.All',
    why: {
      nl: 'De groep uit het programmabestand vinden bij haar mailadres',
      en: 'Finding the group of the programme file by its mail address',
    },
  },
  {
    call: 'GET /groups/{id}/transitiveMembers/microsoft.graph.user',
    permission: 'GroupMember.Read.All',
    why: {
      nl: 'Wie door een groep een rol heeft; elk uur',
      en: 'Who has a role through a group; every hour',
    },
  },
  {
    call: 'GET /appCatalogs/teamsApps',
    permission: 'AppCatalog.Read.All',
    why: {
      nl: 'De app van de organisatie vinden, om haar bij directeuren klaar te zetten',
      en: "Finding the organisation's app, to put it into Teams of directors",
    },
  },
  {
    call: 'POST /users/{id}/teamwork/installedApps',
    permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    why: {
      nl: 'De app klaarzetten bij directeuren die haar nog niet hebben, na `programme -- install`',
      en: 'Putting the app into Teams of directors who do not have it, after `programme -- install`',
    },
  },
];

/** A permission that no call needs, and a call that needs one nobody described. */
export function unusedPermissions(): string[] {
  const needed = new Set(CALLS.map(({ permission }) => permission));
  const known = new Set(PERMISSIONS.map(({ name }) => name));
  return [
    ...PERMISSIONS.filter(({ name }) => !needed.has(name)).map(
      ({ name }) => `manifest/evidence/permissions.ts: no call needs the permission "${name}"; leave it out`,
    ),
    ...CALLS.filter(({ permission }) => !known.has(permission)).map(
      ({ call, permission }) =>
        `manifest/evidence/permissions.ts: "${call}" needs "${permission}", which is not described`,
    ),
  ];
}
