import type { Said } from './markdown.ts';

/** What a column can hold, in words for who is no programmer. */
export const KINDS = {
  id: { nl: 'eigen, willekeurig nummer', en: 'random number of our own' },
  person: { nl: 'verwijzing naar een persoon', en: 'reference to a person' },
  reference: { nl: 'verwijzing naar een ander gegeven', en: 'reference to another item' },
  account: { nl: 'accountgegeven van de organisatie', en: 'account data of the organisation' },
  name: { nl: 'naam', en: 'name' },
  contact: { nl: 'contactgegeven', en: 'contact detail' },
  choice: { nl: 'keuze van de persoon', en: 'choice of the person' },
  role: { nl: 'rol', en: 'role' },
  sealed: { nl: 'versleuteld met de sleutel van één persoon', en: 'encrypted with the key of one person' },
  time: { nl: 'tijdstip', en: 'moment' },
  state: { nl: 'stand of soort', en: 'state or kind' },
  address: {
    nl: 'technisch adres van een gesprek of afspraak',
    en: 'technical address of a chat or appointment',
  },
  secret: { nl: 'sleutel of controlegetal', en: 'key or checksum' },
  settings: { nl: 'instellingen van het programma', en: 'settings of the programme' },
  minutes: { nl: 'regel van het logboek', en: 'line of the record' },
  count: { nl: 'aantal of volgnummer', en: 'count or number in a row' },
} as const satisfies Readonly<Record<string, Said>>;

export type ColumnKind = keyof typeof KINDS;
export type TableNote = {
  readonly what: Said;
  readonly kept: Said;
  readonly columns: Readonly<Record<string, ColumnKind>>;
};

const WHILE_TAKING_PART: Said = {
  nl: 'zolang iemand een rol heeft, en daarna leavers-days dagen (30)',
  en: 'as long as somebody has a role, and leavers-days days (30) after that',
};
const OR_ERASED: Said = {
  nl: ', of tot de persoon alles laat wissen',
  en: ', or until the person has everything erased',
};
/** The setting under `retention` in the programme file, with its default. */
const after = (what: Said, setting: string, days: number): Said => ({
  nl: `${what.nl}: ${setting} dagen (${days})${OR_ERASED.nl}`,
  en: `${what.en}: ${setting} days (${days})${OR_ERASED.en}`,
});
const AFTER_LAST_SESSION = after(
  { nl: 'na het laatste gesprek', en: 'after the last session' },
  'coach-days',
  90,
);
const AS_MESSAGES = after({ nl: 'na het verzoek', en: 'after the request' }, 'messages-days', 90);

/** Every table with every column. `checkMap` holds this to the database that the migrations make. */
export const DATA_MAP: Readonly<Record<string, TableNote>> = {
  programme: {
    what: { nl: 'Het programma zoals het geldt', en: 'The programme as it stands' },
    kept: { nl: 'tot het volgende programmabestand', en: 'until the next programme file' },
    columns: {
      id: 'id',
      settings: 'settings',
      source_hash: 'secret',
      applied_at: 'time',
      extra_places: 'count',
    },
  },
  applied: {
    what: { nl: 'Welke programmabestanden ooit golden', en: 'Which programme files ever stood' },
    kept: { nl: 'blijft; geen persoonsgegeven', en: 'stays; no personal data' },
    columns: { source_hash: 'secret', at: 'time' },
  },
  people: {
    what: {
      nl: 'Deelnemers, coaches en beheerders uit het programmabestand',
      en: 'Participants, coaches and administrators of the programme file',
    },
    kept: WHILE_TAKING_PART,
    columns: {
      id: 'id',
      tenant: 'account',
      aad_object_id: 'account',
      upn: 'account',
      name: 'name',
      mail: 'contact',
      phone: 'contact',
      language: 'choice',
      reach: 'choice',
      phone_sealed: 'sealed',
      language_chosen: 'choice',
    },
  },
  roles: {
    what: { nl: 'Wie welke rol heeft', en: 'Who has which role' },
    kept: { nl: 'tot de rol vervalt', en: 'until the role ends' },
    columns: { person: 'person', role: 'role' },
  },
  grants: {
    what: {
      nl: 'Waardoor iemand een rol heeft: het bestand of een groep',
      en: 'What gives a role: the file or a group',
    },
    kept: { nl: 'tot de rol vervalt', en: 'until the role ends' },
    columns: { person: 'person', role: 'role', via: 'account' },
  },
  role_groups: {
    what: { nl: 'Entra-groepen die een rol geven', en: 'Entra groups that give a role' },
    kept: { nl: 'zolang het bestand ze noemt', en: 'as long as the file names them' },
    columns: { name: 'account', roles: 'role', next_at: 'time', fault: 'state' },
  },
  processes: {
    what: { nl: 'Welke processen van de dienst draaien', en: 'Which processes of the service run' },
    kept: {
      nl: 'tot het proces stopt; geen persoonsgegeven',
      en: 'until the process ends; no personal data',
    },
    columns: { id: 'id', seen_at: 'time' },
  },
  installs: {
    what: {
      nl: 'Bij wie de app in Teams is gezet, en of dat lukte',
      en: 'For whom the app was put into Teams, and whether that worked',
    },
    kept: WHILE_TAKING_PART,
    columns: { person: 'person', state: 'state', code: 'state', tries: 'count', at: 'time' },
  },
  coaches: {
    what: {
      nl: 'Wat een coach over zichzelf toont, en werktijden',
      en: 'What a coach shows of themselves, and hours',
    },
    kept: WHILE_TAKING_PART,
    columns: { person: 'person', profile: 'choice' },
  },
  keys: {
    what: {
      nl: 'De sleutel van één persoon, zelf versleuteld. Weg met de sleutel is weg met alles wat ermee versleuteld is',
      en: 'The key of one person, itself encrypted. Gone with the key is all that was encrypted with it',
    },
    kept: {
      nl: 'tot de persoon alles laat wissen of vertrekt; bewaar deze tabel in reservekopieën apart en kort',
      en: 'until the person has everything erased or leaves; keep this table apart and short in backups',
    },
    columns: { person: 'person', wrapped: 'secret', key_id: 'secret' },
  },
  chats: {
    what: { nl: 'Waar iemands chat met de bot is', en: "Where somebody's chat with the bot is" },
    kept: WHILE_TAKING_PART,
    columns: {
      person: 'person',
      tenant: 'account',
      service_url: 'address',
      conversation: 'address',
      user_mri: 'account',
      bot: 'address',
      state: 'state',
      seen_at: 'time',
    },
  },
  drafts: {
    what: { nl: 'De eerste stap van een formulier', en: 'The first step of a form' },
    kept: {
      nl: 'tot de laatste stap, tot stoppen of wissen, of tot de wensen verlopen',
      en: 'until the last step, until stopping or erasing, or until the wishes expire',
    },
    columns: { person: 'person', kind: 'state', data_sealed: 'sealed' },
  },
  intakes: {
    what: {
      nl: 'De aanmelding: wensen (versleuteld), toestemming, en wie de coach is',
      en: 'The sign-up: wishes (encrypted), consent, and who the coach is',
    },
    kept: {
      nl: `wensen: preferences-days dagen (30) na het laatste gesprek, en meteen bij stoppen; wie de coach is: ${AFTER_LAST_SESSION.nl}; daarna alleen een aantal`,
      en: `wishes: preferences-days days (30) after the last session, and at once when stopping; who the coach is: ${AFTER_LAST_SESSION.en}; then only a number`,
    },
    columns: {
      id: 'id',
      director: 'person',
      state: 'state',
      preferences_sealed: 'sealed',
      consented_at: 'time',
      coach: 'person',
      handed_over_at: 'time',
      created_at: 'time',
      sessions_before: 'count',
      finished_at: 'time',
      sessions_extra: 'count',
    },
  },
  waiting: {
    what: {
      nl: 'Wie op een plek wacht, op volgorde. Geen wensen, geen toestemming, ook niet sinds wanneer',
      en: 'Who waits for a place, in order. No wishes, no consent, not even since when',
    },
    kept: {
      nl: 'tot iemand een plek heeft, van de lijst gaat of uit het programma is',
      en: 'until somebody has a place, leaves the list or the programme',
    },
    columns: {
      id: 'id',
      number: 'count',
      director: 'person',
      state: 'state',
      until: 'time',
      told: 'count',
      request: 'reference',
    },
  },
  extras: {
    what: {
      nl: 'Verzoeken om een gesprek meer dan het programma geeft',
      en: 'Requests for a session more than the programme gives',
    },
    kept: { nl: 'zolang de aanmelding bestaat', en: 'as long as the sign-up exists' },
    columns: {
      id: 'id',
      number: 'count',
      intake: 'reference',
      by_director: 'state',
      by_coach: 'state',
      state: 'state',
      request: 'reference',
    },
  },
  requests: {
    what: {
      nl: 'Wat per week aan de contactpersoon is gevraagd: aantallen, de prijs, en wie wat besloot. Zonder wie erom vroeg',
      en: 'What was asked of the contact person each week: numbers, the price, and who decided what. Without who asked for it',
    },
    kept: { nl: 'blijft, als bewijs van het besluit', en: 'stays, as proof of the decision' },
    columns: {
      id: 'id',
      asked_at: 'time',
      places: 'count',
      sessions: 'count',
      price: 'settings',
      places_given: 'count',
      sessions_given: 'count',
      answered_by: 'person',
      answered_at: 'time',
    },
  },
  offers: {
    what: {
      nl: 'Aangeboden tijden en de vrij/bezet-gegevens eronder (versleuteld)',
      en: 'Times offered and the free/busy beneath them (encrypted)',
    },
    kept: {
      nl: 'vrij/bezet: een uur; de rest tot de wensen verlopen, of tot stoppen of wissen',
      en: 'free/busy: an hour; the rest until the wishes expire, or until stopping or erasing',
    },
    columns: { id: 'id', intake: 'reference', checked_at: 'time', facts_sealed: 'sealed' },
  },
  bookings: {
    what: {
      nl: 'Afspraken: wie, wanneer, hoe. Geen onderwerp, geen inhoud, geen verslag',
      en: 'Appointments: who, when, how. No subject, no content, no notes',
    },
    kept: AFTER_LAST_SESSION,
    columns: {
      id: 'id',
      intake: 'reference',
      director: 'person',
      coach: 'person',
      number: 'count',
      starts: 'time',
      ends: 'time',
      place: 'choice',
      state: 'state',
      attempted: 'state',
      event: 'address',
      ical_uid: 'address',
      join_url_sealed: 'sealed',
      created_at: 'time',
      counts: 'state',
      outlook_starts: 'time',
      outlook_ends: 'time',
      patching: 'id',
      patching_since: 'time',
      changed_at: 'time',
      heard: 'state',
    },
  },
  earlier_wishes: {
    what: {
      nl: 'Wie bericht wil als er eerder plek is',
      en: 'Who wants to hear when an earlier time comes free',
    },
    kept: { nl: 'tot het bericht, of tot de afspraak', en: 'until the message, or the appointment' },
    columns: { intake: 'reference', asked_at: 'time' },
  },
  hearings: {
    what: {
      nl: 'Wat Outlook meldde over een eigen afspraak: dát er iets veranderde, niet wat',
      en: 'What Outlook told of an appointment of our own: that something changed, not what',
    },
    kept: { nl: 'een week na de laatste melding', en: 'a week after the last notification' },
    columns: {
      event: 'address',
      since: 'time',
      hints: 'count',
      look_until: 'time',
      hint: 'secret',
      removed: 'state',
      etag: 'secret',
      changed_at: 'time',
    },
  },
  watch: {
    what: {
      nl: 'Het abonnement op de mailbox van het programma; van het geheim alleen een controlegetal',
      en: "The subscription to the programme's mailbox; of the secret only a checksum",
    },
    kept: {
      nl: 'zolang de dienst draait; geen persoonsgegeven',
      en: 'as long as the service runs; no personal data',
    },
    columns: {
      id: 'id',
      mailbox: 'settings',
      url: 'settings',
      subscription: 'address',
      secret_hash: 'secret',
      expires_at: 'time',
      busy_until: 'time',
      fault: 'state',
      look_fault: 'state',
      link: 'address',
      window_start: 'time',
    },
  },
  callbacks: {
    what: { nl: 'Verzoeken om gebeld te worden', en: 'Requests for a call' },
    kept: AS_MESSAGES,
    columns: {
      id: 'id',
      director: 'person',
      reader: 'person',
      phone_sealed: 'sealed',
      wish: 'choice',
      state: 'state',
      asked_at: 'time',
    },
  },
  inbox: {
    what: {
      nl: 'Welke knop wanneer is ingedrukt, zodat een herhaling hetzelfde antwoord krijgt. Getypte tekst staat hier nooit',
      en: 'Which button was pressed when, so that a repeat gets the same answer. Typed text is never here',
    },
    kept: { nl: 'een week, of tot wissen', en: 'a week, or until erased' },
    columns: {
      key: 'reference',
      actor: 'person',
      verb: 'state',
      card: 'reference',
      inputs_sealed: 'sealed',
      state: 'state',
      answer: 'reference',
      received_at: 'time',
    },
  },
  cards: {
    what: { nl: 'Verstuurde berichten (inhoud versleuteld)', en: 'Messages sent (content encrypted)' },
    kept: {
      nl: 'inhoud: tot een nieuwer bericht, hoogstens messages-days dagen (90); de rest: record-days dagen (365); alles tot wissen',
      en: 'content: until a newer message, at most messages-days days (90); the rest: record-days days (365); all of it until erased',
    },
    columns: {
      id: 'id',
      kind: 'state',
      subject: 'reference',
      recipient: 'person',
      whose: 'person',
      once: 'reference',
      activity: 'address',
      replaces: 'reference',
      state: 'state',
      by: 'state',
      view_sealed: 'sealed',
      created_at: 'time',
      put_at: 'time',
      wanted: 'count',
    },
  },
  links: {
    what: {
      nl: 'Links in mails; alleen een controlegetal ervan. Een link opent niets: hij vraagt om een code',
      en: 'Links in mails; only a checksum of them. A link opens nothing: it asks for a code',
    },
    kept: {
      nl: 'tot de link verloopt (30 dagen), of tot wissen',
      en: 'until the link expires (30 days), or until erased',
    },
    columns: { token_hash: 'secret', card: 'reference', person: 'person', expires_at: 'time' },
  },
  codes: {
    what: {
      nl: 'Gevraagde eenmalige codes; van code, cookie en netwerk alleen een controlegetal',
      en: 'One-time codes asked for; of code, cookie and network only a checksum',
    },
    kept: { nl: 'twee uur', en: 'two hours' },
    columns: {
      id: 'id',
      secret_hash: 'secret',
      person: 'person',
      card: 'reference',
      network: 'secret',
      tag: 'secret',
      tries: 'count',
      asked_at: 'time',
      expires_at: 'time',
      used_at: 'time',
    },
  },
  page_sessions: {
    what: { nl: 'Wie op een pagina is ingelogd', en: 'Who is signed in on a page' },
    kept: {
      nl: 'tot uitloggen; hooguit acht uur, of twee uur zonder gebruik',
      en: 'until signing out; at most eight hours, or two without use',
    },
    columns: {
      id: 'id',
      token_hash: 'secret',
      person: 'person',
      roles: 'role',
      via: 'state',
      code: 'reference',
      opened_at: 'time',
      seen_at: 'time',
      ends_at: 'time',
    },
  },
  accounts: {
    what: {
      nl: 'Het account van een andere organisatie waarmee iemand inlogt',
      en: 'The account of another organisation with which somebody signs in',
    },
    kept: WHILE_TAKING_PART,
    columns: { person: 'person', tenant: 'account', oid: 'account' },
  },
  feeds: {
    what: {
      nl: 'Het ICS-adres van de agenda van een coach, en wanneer die daarin bezet is (zonder onderwerpen)',
      en: 'The ICS address of the calendar of a coach, and when they are busy in it (without subjects)',
    },
    kept: {
      nl: 'het adres zolang het in het programmabestand staat; wat erin stond tot de volgende lezing (elk uur), en hoogstens ics-hours uur (3) plus een uur',
      en: 'the address as long as it is in the programme file; what was in it until the next reading (every hour), and at most ics-hours hours (3) and one',
    },
    columns: {
      person: 'person',
      address_sealed: 'sealed',
      reading_sealed: 'sealed',
      read_at: 'time',
      fault: 'state',
    },
  },
  coach_hours: {
    what: { nl: 'Werktijden die een coach zelf invulde', en: 'Working hours that a coach filled in' },
    kept: { nl: 'tot de coach ze wist', en: 'until the coach removes them' },
    columns: { person: 'person', hours: 'choice', changed_at: 'time' },
  },
  coach_windows: {
    what: {
      nl: 'Tijden waarin een coach te boeken is',
      en: 'Times in which a coach can be booked',
    },
    kept: { nl: 'tot een week erna', en: 'until a week after' },
    columns: { id: 'id', person: 'person', starts: 'time', ends: 'time' },
  },
  coach_pauses: {
    what: {
      nl: 'Van wanneer tot wanneer een coach niets nieuws krijgt; zonder reden',
      en: 'From when until when a coach gets nothing new; without a reason',
    },
    kept: { nl: 'tot een week erna', en: 'until a week after' },
    columns: { person: 'person', starts: 'time', ends: 'time' },
  },
  due: {
    what: { nl: 'Wat er wanneer moet gebeuren', en: 'What has to happen when' },
    kept: { nl: 'tot het moment', en: 'until that moment' },
    columns: { id: 'id', at: 'time', kind: 'state', subject: 'reference' },
  },
  record: {
    what: {
      nl: 'Logboek: wie deed wat, met welk nummer, met welke uitkomst. Zonder inhoud; wissen laat het bewijs heel',
      en: 'The record: who did what, to which number, with which outcome. Without content; erasing leaves the proof whole',
    },
    kept: {
      nl: 'wie en wat: record-days dagen (365), of tot wissen; welke coach het deed: coach-days dagen (90); daarna alleen controlegetallen, zodat de keten klopt',
      en: 'who and what: record-days days (365), or until erased; which coach did it: coach-days days (90); then only checksums, so that the chain holds',
    },
    columns: { id: 'count', at: 'time', fields: 'minutes', hash: 'secret', position: 'count' },
  },
  data_links: {
    what: {
      nl: 'Link naar de eigen gegevens; alleen controlegetallen ervan',
      en: "Link to one's own data; only checksums of it",
    },
    kept: {
      nl: 'een kwartier; de regel hoogstens een dag',
      en: 'a quarter of an hour; the row at most a day',
    },
    columns: { token_hash: 'secret', person: 'person', reader_hash: 'secret', expires_at: 'time' },
  },
  data_requests: {
    what: {
      nl: 'Bezwaren: wie, wanneer, hoe het afliep. Zonder redenen',
      en: 'Objections: who, when, how it ended. Without reasons',
    },
    kept: {
      nl: 'record-days dagen (365) na de beslissing, of tot wissen',
      en: 'record-days days (365) after the decision, or until erased',
    },
    columns: {
      id: 'id',
      person: 'person',
      handler: 'role',
      state: 'state',
      asked_at: 'time',
      settled_at: 'time',
    },
  },
  message_wipes: {
    what: {
      nl: 'Berichten in Teams die nog overschreven of weggehaald moeten worden',
      en: 'Messages in Teams that are still to be overwritten or removed',
    },
    kept: {
      nl: 'tot dat gebeurd is, en zo nodig enkele minuten later nog eens',
      en: 'until that is done, and once more some minutes later when need be',
    },
    columns: {
      id: 'id',
      recipient: 'person',
      card: 'reference',
      activity: 'address',
      way: 'state',
      created_at: 'time',
    },
  },
  event_wipes: {
    what: {
      nl: 'Afspraken in Outlook die nog weggehaald moeten worden',
      en: 'Appointments in Outlook that are still to be removed',
    },
    kept: {
      nl: 'tot dat gebeurd is; wie erbij hoorde staat er niet in',
      en: 'until that is done; whose they were is not in it',
    },
    columns: { id: 'id', booking: 'reference', event: 'address', until: 'time' },
  },
  tally: {
    what: {
      nl: 'Aantallen zonder persoon: gesprekken van wie gewist is',
      en: 'Numbers without a person: sessions of those who were erased',
    },
    kept: { nl: 'blijft; geen persoonsgegeven', en: 'stays; no personal data' },
    columns: { what: 'state', count: 'count' },
  },
};
