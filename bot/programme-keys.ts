import { z } from 'zod';
import { programmeSchema } from './programme-schema.ts';

/** What each key of the programme file is for. `a/b` are two keys of one kind; a test holds this to the schema. */
export const KEYS: Readonly<Record<string, string>> = {
  'programme.municipality': 'name of the municipality, as people read it',
  'programme.firm': 'name of the coaching firm, as people read it',
  'programme.firm-contact.phone': 'number at which the firm answers questions',
  'programme.firm-contact.mail': 'address at which the firm answers questions',
  'programme.mailbox': 'the mailbox that organises every appointment and sends mail; of nobody in person',
  'programme.zone': 'zone of the programme',
  'programme.start-week':
    'ISO week (`2026-W48`): nothing is offered before its Monday. `when-first-applied`: this week',
  'programme.places': 'directors who can take part; the next one comes on the waiting list',
  'programme.sessions': 'sessions for each director',
  'programme.matching': '`director` chooses a coach, or the `coordinator` matches',
  'programme.slots.notice-hours': 'shortest notice of a session',
  'programme.slots.buffer-minutes': 'rest that a coach gets before and after a session',
  'programme.slots.grid-minutes': 'sessions start at multiples of this: 5, 10, 15, 30 or 60',
  'programme.slots.horizon-days': 'how far ahead times are offered',
  'programme.slots.director-hours':
    'when directors can be asked: for each day (`mon` … `sun`) times `{ from, to }`',
  'programme.themes[].code': 'short name of a theme that coaches name too; never shown',
  'programme.themes[].nl': 'the theme as people read it, in Dutch',
  'programme.themes[].en': 'and in English',
  'programme.helpline.number': 'telephone number for who needs somebody now',
  'programme.helpline.hours': 'when it is answered',
  'programme.subject': 'subject in calendars: neutral, without programme or firm',
  'programme.address': 'where sessions on location are: neutral too',
  'programme.answer-within-working-days':
    'within how many working days who has no match hears what is possible',
  'programme.retention.preferences-days': 'days after the last session that preferences are kept',
  'programme.retention.coach-days':
    'days after the last session that is kept who was coached by whom, and when',
  'programme.retention.messages-days': 'days that the text of messages is kept',
  'programme.retention.record-days': 'days that the record of who did what is kept',
  'programme.retention.leavers-days': 'days that somebody without a role is kept',
  'programme.siblings[].name':
    'another activity of the leadership programme: no session is offered during it',
  'programme.siblings[].dates[].start': 'its start: a day, or a day with a time (`2026-12-03 13:00`)',
  'programme.siblings[].dates[].end': 'its end; a day alone is included whole',
  'programme.budget.cents': 'what was agreed, in cents without VAT',
  'programme.budget.places': 'for how many places; `places` when it is left out',
  'programme.requests.day': "on which day a week's requests go to the contact person",
  'programme.requests.time': 'and at what time',
  'programme.keep-place.days': 'working days that a place is kept for who waited',
  'programme.keep-place.days-again': 'working days after they were asked once more',
  'programme.session-templates[].number': 'of which session this is a proposal to the coach (advice only)',
  'programme.session-templates[].title': 'its title',
  'programme.session-templates[].goals': 'its goals',
  'programme.session-templates[].topics': 'what may come up',
  'programme.session-templates[].exercises[].title': 'an exercise',
  'programme.session-templates[].exercises[].text': 'how it goes',
  'programme.session-templates[].exercises[].link': 'https address of a sheet',
  'programme.sign-in.tenants':
    'ids of Entra tenants whose accounts may sign in on a page, beside a code by mail',
  'programme.ics-hours':
    'hours for which a calendar behind an ICS address counts as it was read last; after that its coach is not offered',
  'programme.late-cancel-hours': 'who cancels later than this before the start cancels late',
  'programme.late-cancel-counts': "whether such a session counts as one of the director's",
  'programme.missed-counts': 'whether a missed session does',
  'programme.spacing-days': 'advice on the days between two sessions, nothing more',
  'programme.call-back-hours':
    'working hours (9:00–17:00 on working days) in which the own coach takes a request for a call; then the coordinator is asked',
  'programme.reminders': '`day`: the working day before; `hour`: an hour before',
  'people[].upn': 'account of somebody; for who has none, their mail address',
  'people[].name': 'name, only of who has no account here',
  'people[].mail': 'mail address, only of who has no account here',
  'people[].roles':
    '`director`, `coach`, `coordinator`, `office`, `contact`, `administrator`. Firm and municipality exclude each other: nobody is coach or coordinator as well as office or contact; nor coach and director',
  'people[].language': '`nl` or `en`: in which the bot writes to them',
  'people[].reach': '`teams` or `mail`: where',
  'people[].coach.line': 'one sentence by which directors choose',
  'people[].coach.languages': 'languages of sessions',
  'people[].coach.themes': 'codes of themes that they like to take',
  'people[].coach.places': '`teams`, `location`, `phone`',
  'people[].coach.zone': "the coach's zone",
  'people[].coach.hours': 'when they work: for each day times `{ from, to }`',
  'people[].coach.calendar':
    '`tenant`: free/busy is read here; `windows`: the coach gives times on their own page; `ics`: read every hour behind an address; `other-tenant`: free/busy is read in the tenant of another organisation, which has consented to the application of `AZURE_CLIENT_ID` (with a secret, certificate or federated token: no managed identity)',
  'people[].coach.ics':
    'with `calendar: ics`: the https address of their calendar. Who has it reads that calendar: keep the file accordingly',
  'people[].coach.tenant':
    'with `calendar: other-tenant`: the id of that tenant. `mail` (or `upn`) is the name of their account there',
  'people[].coach.max-directors': 'directors at most',
  'groups[].group': 'an Entra group, by object id or mail address, read on apply and every hour',
  'groups[].roles': 'roles of everybody in it (not `coach`)',
  'governance.controller.name': 'who answers for the data (GDPR article 4(7))',
  'governance.controller.contact': 'and how to reach them',
  'governance.processors[].name': 'who processes data for them (article 28)',
  'governance.processors[].does': 'what they do',
  'governance.processors[].agreement': 'under which agreement',
  'governance.legal-basis': 'on what ground people are asked (article 6)',
  'governance.dpia.reference': 'reference of the impact assessment (article 35)',
  'governance.dpia.date': 'and its date',
  'governance.register-entry': 'where it stands in the register of processing (article 30)',
  'governance.works-council.consent': 'reference of the consent of the works council (WOR article 27)',
  'governance.works-council.date': 'and its date',
  'governance.retention[].what': 'a kind of data',
  'governance.retention[].term': 'how long it is kept',
  'governance.retention[].basis': 'and why',
  'governance.classification': 'security classification',
  'governance.helpline-owner.name': 'who answers for the helpline',
  'governance.helpline-owner.contact': 'and how to reach them',
  'governance.requests-to':
    '`coordinator` or `office`: who handles an objection, with the name of who objects. The office is the municipality’s',
};

export type Key = { readonly path: string; readonly needed: boolean; readonly otherwise: string | null };

type Shape = {
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
};

/** Every key of the schema that has no keys of its own; a text in nl and en, and hours by day, are one. */
export function keysOfSchema(): readonly Key[] {
  const shape: unknown = z.toJSONSchema(programmeSchema, { io: 'input', unrepresentable: 'any' });
  return keysIn(shape as Shape, '');
}

function keysIn(shape: Shape, path: string): readonly Key[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, of]) => {
    const inner = of as Shape;
    const here = path === '' ? name : `${path}.${name}`;
    const below = keysIn(inner, here);
    const items = inner.items === undefined ? [] : keysIn(inner.items as Shape, `${here}[]`);
    const all = [...below, ...items];
    if (all.length > 0 && !isText(inner) && !isText(inner.items)) return all;
    const otherwise = inner.default === undefined ? null : said(inner.default);
    return [{ path: here, needed: shape.required?.includes(name) ?? false, otherwise }];
  });
}

function isText(shape: unknown): boolean {
  const names = Object.keys((shape as Shape | undefined)?.properties ?? {});
  return names.join() === 'nl,en';
}

function said(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const texts = Object.values(value);
  return texts.every((text) => typeof text === 'string')
    ? texts.join(' / ')
    : 'Monday to Friday, 08:30–18:00';
}

/** The keys as a table in Markdown: what the README shows. */
export function keyTable(): string {
  const rows = keysOfSchema().map(({ path, needed, otherwise }) => {
    const without = otherwise ?? (needed ? '*needed*' : '–');
    return `| \`${path}\` | ${KEYS[path] ?? ''} | ${without} |`;
  });
  return ['| key | what it is | when it is left out |', '|---|---|---|', ...rows].join('\n');
}
