import type { View } from '../../cards/view.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Box } from './box.ts';
import * as cards from './cards.ts';
import * as dataRequests from './data-requests.ts';
import type { Db, Trx } from './database.ts';
import * as drafts from './drafts.ts';
import * as feeds from './feeds.ts';
import * as intakes from './intakes.ts';
import * as ownWords from './own-words.ts';
import * as record from './record.ts';

/** The numbers under which things of a person stand, in the record and elsewhere. */
export type Nouns = {
  readonly intakes: readonly string[];
  readonly bookings: readonly string[];
  readonly callbacks: readonly string[];
  readonly offers: readonly string[];
  readonly objections: readonly string[];
  readonly extras: readonly string[];
};

export async function nounsOf(db: Db | Trx, person: PersonId): Promise<Nouns> {
  const idsIn = async (table: 'intakes' | 'bookings' | 'callbacks') =>
    (await db.selectFrom(table).select('id').where('director', '=', person).execute()).map(({ id }) =>
      String(id),
    );
  const offers = await db
    .selectFrom('offers')
    .innerJoin('intakes', 'intakes.id', 'offers.intake')
    .select('offers.id')
    .where('intakes.director', '=', person)
    .execute();
  const objections = await dataRequests.ofPerson(db, person);
  const extras = await db
    .selectFrom('extras')
    .innerJoin('intakes', 'intakes.id', 'extras.intake')
    .select('extras.id')
    .where('intakes.director', '=', person)
    .execute();
  return {
    intakes: await idsIn('intakes'),
    bookings: await idsIn('bookings'),
    callbacks: await idsIn('callbacks'),
    offers: offers.map(({ id }) => id),
    objections: objections.map(({ id }) => id),
    extras: extras.map(({ id }) => id),
  };
}

export function idsOf(nouns: Nouns): readonly string[] {
  return Object.values(nouns).flat();
}

/** Somebody opened what is kept of a person, or was sent it. */
export type Opened = {
  readonly at: number;
  /** Who did: null once the record forgot. */
  readonly actor: PersonId | null;
  readonly what: 'preferences' | 'page' | 'match-request' | 'my-data';
  /** Of a page: which card it showed. */
  readonly kind: string | null;
};

const OPENINGS = ['preferences.read', 'page.open', 'my-data.open', 'my-data.download'] as const;

/** From the record, and from the cards that told a coordinator; newest first. */
export async function openingsOf(db: Db | Trx, person: PersonId, limit: number): Promise<readonly Opened[]> {
  const ids = [person, ...idsOf(await nounsOf(db, person))];
  const lines = await record.about(db, { ids, actions: OPENINGS, limit: 10 * limit });
  // What somebody opens of others is none of theirs.
  const opened = lines.flatMap((line): Opened[] => {
    if (line.object === null || !ids.includes(line.object)) return [];
    const { at, action, outcome } = line;
    const actor = line.actor as PersonId | null;
    if (action === 'preferences.read') return [{ at, actor, what: 'preferences', kind: null }];
    if (action === 'page.open') return actor === person ? [] : [{ at, actor, what: 'page', kind: outcome }];
    return [{ at, actor, what: 'my-data', kind: null }];
  });
  const told = await db
    .selectFrom('cards')
    .select(['created_at', 'recipient'])
    .where('whose', '=', person)
    .where('recipient', '!=', person)
    .where('kind', 'in', ['match-request', 'override'])
    .execute();
  const sent = told.map(
    ({ created_at, recipient }): Opened => ({
      at: created_at.getTime(),
      actor: recipient,
      what: 'match-request',
      kind: null,
    }),
  );
  return [...opened, ...sent].sort((a, b) => b.at - a.at).slice(0, limit);
}

/** What there is of each kind, for the card: counts, not contents. */
export type Held = {
  readonly phone: boolean;
  readonly draft: boolean;
  readonly preferences: boolean;
  readonly sessions: number;
  readonly callbacks: number;
  readonly messages: number;
  /** As a coach: sessions with others. */
  readonly coaching: number;
  readonly profile: boolean;
};

export async function heldOf(db: Db | Trx, person: PersonId): Promise<Held> {
  const own = await db
    .selectFrom('people')
    .select((e) => [
      e('phone_sealed', 'is not', null).as('phone'),
      e.exists(e.selectFrom('drafts').select('kind').where('person', '=', person)).as('draft'),
      e
        .exists(
          e
            .selectFrom('intakes')
            .select('id')
            .where('director', '=', person)
            .where('preferences_sealed', 'is not', null),
        )
        .as('preferences'),
      e.exists(e.selectFrom('coaches').select('person').where('person', '=', person)).as('profile'),
      e
        .selectFrom('bookings')
        .select((b) => b.fn.countAll<string>().as('n'))
        .where('director', '=', person)
        .as('sessions'),
      e
        .selectFrom('bookings')
        .select((b) => b.fn.countAll<string>().as('n'))
        .where('coach', '=', person)
        .as('coaching'),
      e
        .selectFrom('callbacks')
        .select((b) => b.fn.countAll<string>().as('n'))
        .where('director', '=', person)
        .as('callbacks'),
      e
        .selectFrom('cards')
        .select((b) => b.fn.countAll<string>().as('n'))
        .where('recipient', '=', person)
        .where('view_sealed', 'is not', null)
        .as('messages'),
    ])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  return {
    phone: Boolean(own.phone),
    draft: Boolean(own.draft),
    preferences: Boolean(own.preferences),
    profile: Boolean(own.profile),
    sessions: Number(own.sessions),
    coaching: Number(own.coaching),
    callbacks: Number(own.callbacks),
    messages: Number(own.messages),
  };
}

/**
 * Everything that is kept of a person, opened, by table. What coaches and coordinators keep of others is not
 * theirs to take along: of those it is only told that it is there. Others are named by role, never by number.
 */
export async function everythingOf(db: Db | Trx, box: Box, person: PersonId) {
  const about = await db.selectFrom('people').selectAll().where('id', '=', person).executeTakeFirstOrThrow();
  const { phone_sealed: _, ...account } = about;
  const intake = await intakes.ofDirector(db, box, person);
  const nouns = await nounsOf(db, person);
  const names = new Map(
    (await db.selectFrom('people').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
  );
  const lines = await record.about(db, { ids: [person, ...idsOf(nouns)], limit: 100_000 });
  const roles = await rolesOf(db);
  const who = (id: string | null) =>
    id === null ? null : id === person ? 'you' : (roles.get(id) ?? 'klankbord');
  return {
    account,
    ownWords: await ownWords.find(db, box, person),
    roles: [
      ...(await db.selectFrom('grants').select(['role', 'via']).where('person', '=', person).execute()),
    ],
    chat: (await db.selectFrom('chats').selectAll().where('person', '=', person).executeTakeFirst()) ?? null,
    coachProfile:
      (await db.selectFrom('coaches').select('profile').where('person', '=', person).executeTakeFirst())
        ?.profile ?? null,
    draft: await drafts.find(db, box, { person, kind: 'sign-up' }),
    signUp: intake && {
      state: intake.state,
      preferences: intake.preferences && {
        ...intake.preferences,
        avoid: intake.preferences.avoid && (names.get(intake.preferences.avoid) ?? 'somebody who left'),
        former: intake.preferences.former?.map((id) => names.get(id) ?? 'somebody who left') ?? [],
      },
      consentedAt: iso(intake.consentedAt),
      coach: intake.coach && (names.get(intake.coach) ?? null),
      handedOverAt: iso(intake.handedOverAt),
    },
    sessions: await sessionsOf(db, { person, names }),
    sessionsAsCoach: await asCoach(db, person),
    callbacks: await callbacksOf(db, box, person),
    objections: (await dataRequests.ofPerson(db, person)).map(({ handler, state, askedAt, settledAt }) => ({
      handler,
      state,
      askedAt: iso(askedAt),
      settledAt: iso(settledAt),
    })),
    messages: await messagesOf(db, box, person),
    toldToOthers: await toldOf(db, box, { person, roles }),
    pressed: await db
      .selectFrom('inbox')
      .select(['verb', 'state', 'received_at as at'])
      .where('actor', '=', person)
      .orderBy('received_at')
      .execute(),
    waiting: await db
      .selectFrom('waiting')
      .select(['state', 'until', 'told'])
      .where('director', '=', person)
      .execute(),
    extras: await db
      .selectFrom('extras')
      .innerJoin('intakes', 'intakes.id', 'extras.intake')
      .select(['extras.state', 'extras.by_director', 'extras.by_coach'])
      .where('intakes.director', '=', person)
      .execute(),
    ownHours: await hoursOf(db, person),
    calendarBehindAddress: await feedOf(db, box, person),
    signIns: await signInsOf(db, person),
    app: await db
      .selectFrom('installs')
      .select(['state', 'code', 'tries', 'at'])
      .where('person', '=', person)
      .execute(),
    links: await db.selectFrom('links').select('expires_at as until').where('person', '=', person).execute(),
    coming: await db
      .selectFrom('due')
      .select(['kind', 'at'])
      .where('subject', 'in', [person, ...idsOf(nouns)])
      .orderBy('at')
      .execute(),
    record: lines.map(({ at, actor, action, outcome }) => ({ at: iso(at), by: who(actor), action, outcome })),
  };
}
export type Everything = Awaited<ReturnType<typeof everythingOf>>;

/** What a coach set on their own page. */
async function hoursOf(db: Db | Trx, person: PersonId) {
  const hours = db.selectFrom('coach_hours').select(['hours', 'changed_at']).where('person', '=', person);
  const windows = db.selectFrom('coach_windows').select(['starts', 'ends']).where('person', '=', person);
  const pauses = db.selectFrom('coach_pauses').select(['starts', 'ends']).where('person', '=', person);
  return {
    changed: await hours.execute(),
    windows: await windows.execute(),
    pauses: await pauses.execute(),
  };
}

/** Without the address, which opens a calendar: their own program shows it, and the programme file has it. */
async function feedOf(db: Db | Trx, box: Box, person: PersonId) {
  const feed = await feeds.find(db, box, person);
  if (!feed) return null;
  const busy = feed.kept?.reading.busy ?? [];
  return {
    readAt: iso(feed.readAt),
    busy: busy.map(({ start, end }) => ({ starts: iso(start), ends: iso(end) })),
  };
}

/** Without what opens anything: of codes and sessions only when. */
async function signInsOf(db: Db | Trx, person: PersonId) {
  const codes = db.selectFrom('codes').select(['asked_at', 'used_at']).where('person', '=', person);
  const open = db.selectFrom('page_sessions').select(['via', 'opened_at', 'ends_at']);
  const accounts = db.selectFrom('accounts').select(['tenant', 'oid']).where('person', '=', person);
  return {
    codes: await codes.execute(),
    open: await open.where('person', '=', person).execute(),
    accounts: await accounts.execute(),
  };
}

async function rolesOf(db: Db | Trx): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('roles').select(['person', 'role']).orderBy('role').execute();
  const roles = new Map<string, string>();
  for (const { person, role } of rows)
    roles.set(person, [roles.get(person), role].filter(Boolean).join(', '));
  return roles;
}

async function sessionsOf(db: Db | Trx, q: { person: PersonId; names: ReadonlyMap<PersonId, string> }) {
  const rows = await db
    .selectFrom('bookings')
    .select(['number', 'starts', 'ends', 'place', 'state', 'coach', 'created_at as bookedAt', 'event'])
    .where('director', '=', q.person)
    .orderBy('starts')
    .execute();
  return rows.map(({ coach, event, ...row }) => ({
    ...row,
    coach: q.names.get(coach) ?? null,
    inOutlook: event !== null,
  }));
}

/** Who somebody is, is theirs: a coach sees when, not with whom. */
function asCoach(db: Db | Trx, person: PersonId) {
  return db
    .selectFrom('bookings')
    .select(['number', 'starts', 'ends', 'place', 'state'])
    .where('coach', '=', person)
    .orderBy('starts')
    .execute();
}

async function callbacksOf(db: Db | Trx, box: Box, person: PersonId) {
  const rows = await db.selectFrom('callbacks').selectAll().where('director', '=', person).execute();
  const place = (row: string) => ({ table: 'callbacks', column: 'phone_sealed', row });
  return Promise.all(
    rows.map(async ({ id, phone_sealed, wish, state, asked_at: askedAt }) => ({
      phone: await box.open(db, person, place(id), phone_sealed),
      wish,
      state,
      askedAt,
    })),
  );
}

async function messagesOf(db: Db | Trx, box: Box, person: PersonId) {
  const rows = await db
    .selectFrom('cards')
    .select(['id', 'kind', 'state', 'created_at', 'whose'])
    .where('recipient', '=', person)
    .orderBy('created_at')
    .execute();
  const messages = [];
  for (const { id, kind, state, created_at: at, whose } of rows)
    messages.push({
      kind,
      state,
      at,
      says: whose === person ? contentOf(await cards.view(db, box, { id, whose })) : 'about somebody else',
    });
  return messages;
}

async function toldOf(db: Db | Trx, box: Box, q: { person: PersonId; roles: ReadonlyMap<string, string> }) {
  const { person } = q;
  const rows = await db
    .selectFrom('cards')
    .select(['id', 'kind', 'state', 'created_at', 'recipient'])
    .where('whose', '=', person)
    .where('recipient', '!=', person)
    .orderBy('created_at')
    .execute();
  const told = [];
  for (const { id, kind, state, created_at: at, recipient } of rows) {
    const to = q.roles.get(recipient) ?? 'somebody who left';
    told.push({ kind, state, at, to, says: contentOf(await cards.view(db, box, { id, whose: person })) });
  }
  return told;
}

/** A link that works is a key: it stays out of a file that is kept. */
function contentOf(view: View | null): unknown {
  return view?.kind === 'my-data' ? { ...view, link: null } : view;
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
