import { sql } from 'kysely';
import type { View } from '../../cards/view.ts';
import type { CardId, EventWipeId, IntakeId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import * as bookings from './bookings.ts';
import { type TakenOut, takeOut } from './card-wipes.ts';
import type { Trx } from './database.ts';
import * as eventWipes from './event-wipes.ts';
import * as messageWipes from './message-wipes.ts';
import * as myData from './my-data.ts';
import * as record from './record.ts';

/** A create that is out when its booking is erased is looked for at least this long. */
const LOOK_MS = 24 * 60 * 60_000;

type Wiping = {
  readonly now: Moment;
  readonly uuid: () => string;
  /** What was put since then may still be on its way; and `moment` is the kind of those that put it once more. */
  readonly since: Moment;
  readonly moment: string;
};

export type Erased = TakenOut & {
  /** Numbers of everything that is gone: for the queue. */
  readonly ids: readonly string[];
  readonly events: readonly EventWipeId[];
};

/**
 * What happens to each table with a person in it when that person is erased. A test holds this to the tables.
 * What stays is who may take part, and so comes from the programme file; it goes when they leave.
 */
export const PLAN = {
  people: 'stays until they leave, without their own number and choice of language',
  roles: 'stays until they leave',
  grants: 'stays until they leave',
  coaches: 'stays until they leave: it is what the programme file says',
  chats: 'stays until they leave: it is where the receipt stands, and the way to the helpline',
  keys: 'goes, and what was sealed with it opens nowhere any more',
  drafts: 'goes',
  intakes: 'goes; how many sessions counted stays, as a number',
  bookings: 'goes',
  callbacks: 'goes; what others asked of a coach or coordinator stays theirs',
  inbox: 'goes, but for the press that erased: a repeat of it gets the same answer',
  cards: 'goes, with the messages in Teams; but for the receipt',
  links: 'goes',
  data_links: 'goes',
  data_requests: 'goes',
  codes: 'goes',
  page_sessions: 'goes: whoever is signed in on a page is signed out',
  accounts: 'goes, and comes back with the next sign-in',
  installs: 'stays until they leave: without it the app would be put into their Teams again',
  feeds: 'stays until they leave, the address alone: it is what the programme file says, sealed anew',
  coach_hours: 'stays until they leave: times are offered by it',
  coach_windows: 'stays until they leave: times are offered by it',
  coach_pauses: 'stays until they leave: times are offered by it',
  waiting: 'goes: whoever is erased waits for no place',
  requests: 'names who answered, until they leave; asked for numbers, never for a person',
  message_wipes: 'goes when the message is overwritten',
} as const;

/** Rows that hang on the person alone. */
const OF_PERSON = [
  'data_requests',
  'drafts',
  'data_links',
  'links',
  'codes',
  'page_sessions',
  'accounts',
] as const;

/** Everything of a person, in the caller's transaction. `keep`: the card whose place shows the receipt. */
export async function erase(
  trx: Trx,
  q: Wiping & { readonly person: PersonId; readonly keep: CardId | null; readonly leaves: boolean },
): Promise<Erased> {
  const { person } = q;
  const nouns = myData.idsOf(await myData.nounsOf(trx, person));
  const events = await eventsOf(trx, q);
  const counted = await countedOf(trx, person);
  const own = trx.selectFrom('cards').selectAll().where('recipient', '=', person);
  const mine = await (q.leaves ? own : own.where('whose', '=', person)).execute();
  const theirs = await aboutOthersHave(trx, person).execute();
  const pressed = mine.find(({ id }) => id === q.keep) ?? null;
  const out = await takeOut(trx, {
    ...q,
    remove: mine.filter(({ id }) => id !== q.keep),
    neutral: theirs,
    spare: pressed?.activity ?? null,
  });
  for (const table of OF_PERSON) await trx.deleteFrom(table).where('person', '=', person).execute();
  await trx.deleteFrom('inbox').where('actor', '=', person).where('state', '!=', 'working').execute();
  await trx.deleteFrom('callbacks').where('director', '=', person).execute();
  if (q.leaves) await trx.deleteFrom('callbacks').where('reader', '=', person).execute();
  await trx.deleteFrom('bookings').where('director', '=', person).execute();
  await trx.deleteFrom('intakes').where('director', '=', person).execute();
  await keepCount(trx, { ...q, ...counted });
  await trx
    .updateTable('people')
    .set({ phone_sealed: null, language_chosen: false })
    .where('id', '=', person)
    .execute();
  await forgetNouns(trx, [person, ...nouns]);
  const ids = [...nouns, ...[...mine, ...theirs].map(({ id }) => id as string)];
  await record.forget(trx, [person, ...ids]);
  return { ids: ids.filter((id) => id !== q.keep), ...out, events };
}

/** Messages to others about somebody, of some kinds or (null) all; what it says to themselves loses its content. */
export async function wipeCards(
  trx: Trx,
  q: Wiping & { readonly about: PersonId; readonly kinds: readonly View['kind'][] | null },
): Promise<TakenOut> {
  const { about, kinds } = q;
  const told = aboutOthersHave(trx, about);
  const neutral = await (kinds ? told.where('kind', 'in', kinds) : told).execute();
  const own = trx.updateTable('cards').set({ view_sealed: null }).where('recipient', '=', about);
  if (kinds) await own.where('kind', 'in', kinds).execute();
  return takeOut(trx, { ...q, remove: [], neutral, spare: null });
}

/**
 * By whom a director was coached, wherever their numbers stand beside a coach's: in the record, where a coach
 * opened and marked what was theirs, and in what makes a message the only one of its kind.
 */
export async function forgetCoach(trx: Trx, director: PersonId): Promise<void> {
  const objects = myData.idsOf(await myData.nounsOf(trx, director));
  const coaches = await trx.selectFrom('coaches').select('person').execute();
  await record.forgetActors(trx, { objects, actors: coaches.map(({ person }) => person) });
  await trx.updateTable('cards').set({ once: null }).where('subject', 'in', objects).execute();
}

/** Moments that are owed for things that are gone, and their numbers on cards that stay. */
export async function forgetNouns(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom('due').where('subject', 'in', ids).execute();
  await trx
    .updateTable('cards')
    .set({ subject: sql<string>`recipient::text`, once: null })
    .where('subject', 'in', ids)
    .execute();
}

/**
 * Content of messages from before `messages`, and whole rows from before `rows`; answers how many lost content.
 * A request for a call that nobody took by then is nobody's any more.
 */
export async function wipeOld(
  trx: Trx,
  q: { readonly messages: Moment; readonly rows: Moment },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('cards')
    .set({ view_sealed: null })
    .where('created_at', '<', new Date(q.messages))
    .where('view_sealed', 'is not', null)
    .executeTakeFirst();
  await trx.deleteFrom('callbacks').where('asked_at', '<', new Date(q.messages)).execute();
  await trx.deleteFrom('data_requests').where('settled_at', '<', new Date(q.rows)).execute();
  const old = trx.selectFrom('cards').select('id').where('created_at', '<', new Date(q.rows));
  await trx.updateTable('cards').set({ replaces: null }).where('replaces', 'in', old).execute();
  await trx.deleteFrom('cards').where('created_at', '<', new Date(q.rows)).execute();
  await messageWipes.tidy(trx, q.messages);
  return Number(numUpdatedRows);
}

/** At a time, so that a programme that ended for thousands at once is worked off in rounds. */
const MOST_LEAVERS = 500;

/** Some of the people without a role for whom no term runs yet. */
export async function leavers(trx: Trx, kind: string): Promise<readonly PersonId[]> {
  const rows = await trx
    .selectFrom('people')
    .select('id')
    .where(sql<boolean>`not exists (select from roles where roles.person = people.id)`)
    .where(sql<boolean>`not exists (select from due where due.id = ${kind}::text || ':' || people.id)`)
    .limit(MOST_LEAVERS)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether others are still being coached, or wait for a call, by this person on record. */
export async function isNeeded(trx: Trx, person: PersonId): Promise<boolean> {
  const found = await Promise.all([
    trx.selectFrom('bookings').select('id').where('coach', '=', person).executeTakeFirst(),
    trx.selectFrom('intakes').select('id').where('coach', '=', person).executeTakeFirst(),
  ]);
  const asked = trx.selectFrom('callbacks').select('id').where('reader', '=', person);
  const waits = await asked.where('state', '=', 'asked').executeTakeFirst();
  return found.some((row) => row !== undefined) || waits !== undefined;
}

/** Nothing but the account is left, in Teams neither. */
export async function isBare(trx: Trx, person: PersonId): Promise<boolean> {
  const card = await trx
    .selectFrom('cards')
    .select('id')
    .where((e) => e.or([e('recipient', '=', person), e('whose', '=', person)]))
    .executeTakeFirst();
  const press = await trx.selectFrom('inbox').select('key').where('actor', '=', person).executeTakeFirst();
  const intake = await trx
    .selectFrom('intakes')
    .select('id')
    .where('director', '=', person)
    .executeTakeFirst();
  const empty = [card, press, intake].every((row) => row === undefined);
  return empty && !(await isWiping(trx, person));
}

/** Messages of this person in Teams are still to be overwritten. */
export async function isWiping(trx: Trx, person: PersonId): Promise<boolean> {
  const wipe = trx.selectFrom('message_wipes').select('id').where('recipient', '=', person);
  return (await wipe.where('activity', 'is not', null).executeTakeFirst()) !== undefined;
}

/** The account itself, with all that hangs on it. */
export async function remove(trx: Trx, person: PersonId): Promise<void> {
  await trx.deleteFrom('people').where('id', '=', person).execute();
  await forgetNouns(trx, [person]);
  await record.forget(trx, [person]);
}

function aboutOthersHave(trx: Trx, person: PersonId) {
  return trx.selectFrom('cards').selectAll().where('whose', '=', person).where('recipient', '!=', person);
}

/** In Outlook, or perhaps on the way there; also of sessions that are over. */
async function eventsOf(
  trx: Trx,
  q: Wiping & { readonly person: PersonId },
): Promise<readonly EventWipeId[]> {
  const rows = await trx
    .selectFrom('bookings')
    .select(['id', 'event', 'ends', 'attempted'])
    .where('director', '=', q.person)
    .forUpdate()
    .execute();
  const there = rows.filter(({ event, attempted }) => event !== null || attempted);
  const until = ({ ends }: { ends: Date }) => Math.max(ends.getTime(), q.now + LOOK_MS);
  const wipes = there.map((row) => ({
    id: q.uuid() as EventWipeId,
    booking: row.id,
    event: row.event,
    until: until(row),
  }));
  await eventWipes.insert(trx, wipes);
  const known = wipes.flatMap(({ event }) => event ?? []);
  if (known.length > 0) await trx.deleteFrom('hearings').where('event', 'in', known).execute();
  return wipes.map(({ id }) => id);
}

/** Sessions that count, with and without a booking, and those that were added for this person. */
type Counted = { readonly counted: number; readonly extra: number };

async function countedOf(trx: Trx, person: PersonId): Promise<Counted> {
  const intake = await trx
    .selectFrom('intakes')
    .select(['id', 'sessions_before', 'sessions_extra'])
    .where('director', '=', person)
    .executeTakeFirst();
  if (!intake) return { counted: 0, extra: 0 };
  const counted = intake.sessions_before + (await bookings.counted(trx, intake.id));
  return { counted, extra: intake.sessions_extra };
}

type Count = Wiping & Counted & { readonly person: PersonId; readonly leaves: boolean };

/** With the account as long as there is one: entitlement and bills rest on it. */
async function keepCount(trx: Trx, { person, leaves, counted, extra, ...q }: Count): Promise<void> {
  if (counted === 0) return;
  if (!leaves) {
    const id = q.uuid() as IntakeId;
    const row = { id, director: person, state: 'signing-up', created_at: new Date(q.now) } as const;
    await trx
      .insertInto('intakes')
      .values({ ...row, sessions_before: Math.min(counted, 10), sessions_extra: extra })
      .execute();
    return;
  }
  await trx
    .insertInto('tally')
    .values({ what: 'sessions', count: Math.max(0, counted - extra) })
    .onConflict((c) => c.column('what').doUpdateSet({ count: sql<number>`tally.count + excluded.count` }))
    .execute();
}
