import type { Booking } from '../rules/booking.ts';
import type { BookingId, IntakeId, PersonId } from '../rules/ids.ts';
import type { Interval, Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';

/** A booking with what Outlook knows of it. */
export type Booked = Booking & { readonly attempted: boolean; readonly event: string | null };

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
      created_at: new Date(now),
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
  q: { readonly people: readonly PersonId[]; readonly period: Interval },
): Promise<ReadonlyMap<PersonId, readonly Interval[]>> {
  if (q.people.length === 0) return new Map();
  const rows = await db
    .selectFrom('bookings')
    .select(['coach', 'director', 'starts', 'ends'])
    .where('state', 'in', ['held', 'confirmed'])
    .where('starts', '<', new Date(q.period.end))
    .where('ends', '>', new Date(q.period.start))
    .where((e) => e.or([e('coach', 'in', q.people), e('director', 'in', q.people)]))
    .execute();
  const byPerson = new Map<PersonId, Interval[]>();
  for (const row of rows) {
    const when = { start: row.starts.getTime(), end: row.ends.getTime() };
    for (const person of [row.coach, row.director])
      byPerson.set(person, [...(byPerson.get(person) ?? []), when]);
  }
  return byPerson;
}

export async function setState(trx: Trx, booking: Pick<Booking, 'id' | 'state'>): Promise<void> {
  await trx.updateTable('bookings').set({ state: booking.state }).where('id', '=', booking.id).execute();
}

/** The send mark: from here on a POST may have gone out. */
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
  },
): Promise<void> {
  const place = { table: 'bookings', column: 'join_url_sealed', row: q.booking.id };
  const join_url_sealed =
    q.joinUrl === null ? null : await box.seal(trx, q.booking.director, place, q.joinUrl);
  await trx
    .updateTable('bookings')
    .set({ event: q.event, ical_uid: q.iCalUId, join_url_sealed })
    .where('id', '=', q.booking.id)
    .execute();
}

/** Of an event that turned up for a booking that was let go: to remove it. */
export async function setCalendarId(trx: Trx, id: BookingId, event: string): Promise<void> {
  await trx.updateTable('bookings').set({ event }).where('id', '=', id).execute();
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
] as const;

type Row = Omit<Booked, 'when'> & { readonly starts: Date; readonly ends: Date };

function convert({ starts, ends, ...row }: Row): Booked {
  return { ...row, when: { start: starts.getTime(), end: ends.getTime() } };
}
function read(row: Row | undefined): Booked | null {
  return row ? convert(row) : null;
}
