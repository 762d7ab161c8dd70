import { type Selectable, sql } from 'kysely';
import type { Booking, BookingState } from '../rules/booking.ts';
import type { Answers } from '../rules/hear.ts';
import type { BookingId, IntakeId, PersonId } from '../rules/ids.ts';
import type { Interval, Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

/** A booking with what Outlook knows of it. */
export type Booked = Booking & {
  readonly attempted: boolean;
  readonly event: string | null;
  /** The time that Outlook has, as far as we know; null before the event stands there. */
  readonly outlook: Interval | null;
  /** The mark of the PATCH that is out, or whose process died. */
  readonly patching: { readonly mark: string; readonly since: Moment } | null;
  /** Since when it has this time: by our clock, and by Outlook's own as soon as it is known there. */
  readonly changedAt: Moment;
  readonly createdAt: Moment;
  /** What both answered in Outlook, as far as it was acted upon. */
  readonly heard: Answers;
};

/** `rules/booking.ts` LIVE, as the exclusion constraint has it. */
const LIVE: readonly BookingState[] = ['held', 'confirmed'];
/** … and OFF: it does not take place. */
const OFF: readonly BookingState[] = ['released', 'cancelled', 'cancelled-late'];

/** Throws a conflict (23P01) when the coach or the director has another live booking then. */
export async function insert(trx: Trx, booking: Booking, now: Moment): Promise<void> {
  await trx
    .insertInto('bookings')
    .values({
      id: booking.id,
      intake: booking.intake,
      director: booking.director,
      coach: booking.coach,
      number: booking.number,
      starts: new Date(booking.when.start),
      ends: new Date(booking.when.end),
      place: booking.place,
      state: booking.state,
      counts: booking.counts,
      created_at: new Date(now),
      changed_at: new Date(now),
    })
    .execute();
}

export async function find(db: Db | Trx, id: BookingId): Promise<Booked | null> {
  return read(await db.selectFrom('bookings').select(COLUMNS).where('id', '=', id).executeTakeFirst());
}

/** Takes the booking until the end of the transaction. */
export async function take(trx: Trx, id: BookingId): Promise<Booked | null> {
  return read(
    await trx.selectFrom('bookings').select(COLUMNS).where('id', '=', id).forNoKeyUpdate().executeTakeFirst(),
  );
}

export async function ofIntake(db: Db | Trx, intake: IntakeId): Promise<readonly Booked[]> {
  const rows = await db
    .selectFrom('bookings')
    .select(COLUMNS)
    .where('intake', '=', intake)
    .orderBy('starts')
    .execute();
  return rows.map(convert);
}

/** Live bookings (held or confirmed) of these people that touch the period, by person. */
export async function live(
  db: Db | Trx,
  q: {
    readonly people: readonly PersonId[];
    readonly period: Interval;
    /** One that is to be moved, and so is in nobody's way. */
    readonly except?: BookingId;
  },
): Promise<ReadonlyMap<PersonId, readonly Interval[]>> {
  if (q.people.length === 0) return new Map();
  const all = db
    .selectFrom('bookings')
    .select(['coach', 'director', 'starts', 'ends'])
    .where('state', 'in', LIVE)
    .where('starts', '<', new Date(q.period.end))
    .where('ends', '>', new Date(q.period.start))
    .where((e) => e.or([e('coach', 'in', q.people), e('director', 'in', q.people)]));
  const rows = await (q.except ? all.where('id', '!=', q.except) : all).execute();
  const byPerson = new Map<PersonId, Interval[]>();
  for (const row of rows) {
    const when = { start: row.starts.getTime(), end: row.ends.getTime() };
    for (const person of [row.coach, row.director])
      byPerson.set(person, [...(byPerson.get(person) ?? []), when]);
  }
  return byPerson;
}

/** Confirmed or held, and not over yet, of somebody in either part; earliest first. */
export async function coming(
  db: Db | Trx,
  q: { readonly person: PersonId; readonly now: Moment },
): Promise<readonly Booked[]> {
  const rows = await db
    .selectFrom('bookings')
    .select(COLUMNS)
    .where('state', 'in', LIVE)
    .where('ends', '>', new Date(q.now))
    .where((e) => e.or([e('coach', '=', q.person), e('director', '=', q.person)]))
    .orderBy('starts')
    .execute();
  return rows.map(convert);
}

/** Everybody who was ever to coach this director. */
export async function coachesOf(db: Db | Trx, director: PersonId): Promise<readonly PersonId[]> {
  const rows = await db
    .selectFrom('bookings')
    .select('coach')
    .distinct()
    .where('director', '=', director)
    .execute();
  return rows.map(({ coach }) => coach);
}

/** What the rule decided. A new time throws a conflict (23P01) when either has another live booking then. */
export async function save(trx: Trx, booking: Booking & Pick<Booked, 'changedAt'>): Promise<void> {
  const { state, counts, when } = booking;
  await trx
    .updateTable('bookings')
    .set({
      state,
      counts,
      starts: new Date(when.start),
      ends: new Date(when.end),
      changed_at: new Date(booking.changedAt),
    })
    .where('id', '=', booking.id)
    .execute();
}

/**
 * The time that Outlook has now. `since`: when it came to have it, by Outlook's own clock; null when that is not
 * known. By it answers are old or new, whatever our clock said when the session got this time.
 */
export async function setOutlook(
  trx: Trx,
  id: BookingId,
  when: Interval,
  since: Moment | null,
): Promise<void> {
  const [outlook_starts, outlook_ends] = [new Date(when.start), new Date(when.end)];
  await trx.updateTable('bookings').set({ outlook_starts, outlook_ends }).where('id', '=', id).execute();
  if (since === null) return;
  await trx
    .updateTable('bookings')
    .set({ changed_at: new Date(since) })
    .where('id', '=', id)
    .where('starts', '=', outlook_starts)
    .where('ends', '=', outlook_ends)
    .execute();
}

export async function setHeard(trx: Trx, id: BookingId, heard: Answers): Promise<void> {
  await trx
    .updateTable('bookings')
    .set({ heard: JSON.stringify(heard) })
    .where('id', '=', id)
    .execute();
}

/** Marks that a PATCH goes out, or with null that it came back. */
export async function setPatching(trx: Trx, id: BookingId, mark: Booked['patching']): Promise<void> {
  await trx
    .updateTable('bookings')
    .set({ patching: mark?.mark ?? null, patching_since: mark && new Date(mark.since) })
    .where('id', '=', id)
    .execute();
}

/**
 * The send mark: from here on a POST may have gone out. It is never taken back, also when a try surely came to
 * nothing: another process may have made the next one meanwhile.
 */
export async function attempt(trx: Trx, id: BookingId): Promise<void> {
  await trx.updateTable('bookings').set({ attempted: true }).where('id', '=', id).execute();
}

export async function setEvent(
  trx: Trx,
  box: Box,
  q: {
    readonly booking: Booking;
    readonly event: string;
    readonly iCalUId: string;
    readonly joinUrl: string | null;
    readonly when: Interval;
    /** As for `setOutlook`. */
    readonly since: Moment | null;
  },
): Promise<void> {
  const place = { table: 'bookings', column: 'join_url_sealed', row: q.booking.id };
  const join_url_sealed =
    q.joinUrl === null ? null : await box.seal(trx, q.booking.director, place, q.joinUrl);
  await trx
    .updateTable('bookings')
    .set({
      event: q.event,
      ical_uid: q.iCalUId,
      join_url_sealed,
    })
    .where('id', '=', q.booking.id)
    .execute();
  await setOutlook(trx, q.booking.id, q.when, q.since);
}

/** Where one joins; null when Outlook gave no link, or its owner was erased. */
export async function joinUrl(
  db: Db | Trx,
  box: Box,
  { id, director }: Pick<Booking, 'id' | 'director'>,
): Promise<string | null> {
  const row = await db
    .selectFrom('bookings')
    .select('join_url_sealed')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.join_url_sealed) return null;
  const place = { table: 'bookings', column: 'join_url_sealed', row: id };
  const url = await box.open(db, director, place, row.join_url_sealed);
  return typeof url === 'string' && url !== 'erased' ? url : null;
}

/** Of an event that turned up for a booking that was let go: to remove it. */
export async function setCalendarId(trx: Trx, id: BookingId, event: string): Promise<void> {
  await trx.updateTable('bookings').set({ event }).where('id', '=', id).execute();
}

/** The end of the last session that is not off; null when there is none. */
export async function lastEnd(db: Db | Trx, intake: IntakeId): Promise<Moment | null> {
  const row = await db
    .selectFrom('bookings')
    .select((e) => e.fn.max('ends').as('last'))
    .where('intake', '=', intake)
    .where('state', 'not in', OFF)
    .executeTakeFirst();
  return row?.last?.getTime() ?? null;
}

/** How many sessions of an intake count. */
export async function counted(db: Db | Trx, intake: IntakeId): Promise<number> {
  const row = await db
    .selectFrom('bookings')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('intake', '=', intake)
    .where('counts', '=', true)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Sessions become a number of their intake; answers which went. */
export async function fold(trx: Trx, intake: IntakeId): Promise<readonly BookingId[]> {
  const count = await counted(trx, intake);
  await trx
    .updateTable('intakes')
    .set({ sessions_before: sql<number>`least(10, sessions_before + ${count}::int)` })
    .where('id', '=', intake)
    .execute();
  const rows = await trx.deleteFrom('bookings').where('intake', '=', intake).returning('id').execute();
  return rows.map(({ id }) => id);
}

const COLUMNS = [
  'id',
  'intake',
  'director',
  'coach',
  'number',
  'starts',
  'ends',
  'place',
  'state',
  'attempted',
  'event',
  'counts',
  'outlook_starts',
  'outlook_ends',
  'patching',
  'patching_since',
  'changed_at',
  'created_at',
  'heard',
] as const;

type Row = Pick<Selectable<Tables['bookings']>, (typeof COLUMNS)[number]>;

function convert(row: Row): Booked {
  const { id, intake, director, coach, number, place, state, counts, attempted, event } = row;
  const outlook = row.outlook_starts && row.outlook_ends && interval(row.outlook_starts, row.outlook_ends);
  const { patching: mark, patching_since: since } = row;
  return {
    ...{ id, intake, director, coach, number, place, state, counts, attempted, event, outlook },
    when: interval(row.starts, row.ends),
    patching: mark !== null && since !== null ? { mark, since: since.getTime() } : null,
    changedAt: (row.changed_at ?? row.created_at).getTime(),
    createdAt: row.created_at.getTime(),
    // Written by setHeard alone, so read back as it was.
    heard: (row.heard ?? {}) as Answers,
  };
}

const interval = (start: Date, end: Date): Interval => ({ start: start.getTime(), end: end.getTime() });

function read(row: Row | undefined): Booked | null {
  return row ? convert(row) : null;
}
