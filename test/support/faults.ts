import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import type { Where } from '../../bot/store/database.ts';
import { type Job, parseJob, QUEUES } from '../../bot/store/job.ts';
import type { Tables } from '../../bot/store/tables.ts';
import { newPostgres, pgliteTemplate } from './databases.ts';
import { type Actor, type House, until } from './house.ts';
import { postgresSource } from './postgres-server.ts';

export const MAILBOX = 'gesprekken@voorbeeld.example';
const SUBJECT = 'Gesprek';

/** The databases to attack on, with what gives each up; what is skipped says why. */
export function stores(): readonly {
  readonly name: string;
  readonly skip: boolean;
  readonly make: () => Promise<Made>;
}[] {
  const source = postgresSource();
  const name = source.kind === 'none' ? `PostgreSQL, skipped: ${source.reason}` : 'PostgreSQL';
  return [
    { name: 'PGlite', skip: false, make: newLite },
    { name, skip: source.kind === 'none', make: newPostgres },
  ];
}
type Made = { readonly where: Where; readonly drop: () => Promise<void> };

async function newLite(): Promise<Made> {
  const where = { kind: 'pglite', dir: null, template: await pgliteTemplate() } as const;
  return { where, drop: async () => undefined };
}

export type SampleQ = {
  /** `d1` … beside those of the sample. */
  readonly directors?: number;
  /** `c1` … in place of those of the sample; they work on weekdays from nine to five. */
  readonly coaches?: number;
  readonly programme?: Readonly<Record<string, unknown>>;
};

/** The sample programme with more people, or other settings, as the text of a programme file. */
export function sample(q: SampleQ = {}): string {
  const file: { programme: object; people: { roles: string[] }[] } = parse(
    readFileSync(SAMPLE_PROGRAMME, 'utf8'),
  );
  const directors = many('d', q.directors ?? 0, { roles: ['director'] });
  const others =
    q.coaches === undefined ? file.people : file.people.filter(({ roles }) => !roles.includes('coach'));
  const coaches = many('c', q.coaches ?? 0, { roles: ['coach'], coach: COACH });
  const programme = { ...file.programme, places: 200, ...q.programme };
  return JSON.stringify({ programme, people: [...others, ...directors, ...coaches] });
}

const HOURS = [{ from: '09:00', to: '17:00' }];
const COACH = {
  line: { nl: 'Luistert.', en: 'Listens.' },
  languages: ['nl', 'en'],
  themes: [],
  places: ['teams', 'location', 'phone'],
  hours: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
};

function many(letter: string, count: number, more: object) {
  return Array.from({ length: count }, (_, i) => ({ upn: `${letter}${i + 1}@voorbeeld.example`, ...more }));
}

/** Sessions in somebody's week, as local Outlook has them. */
export function sessionsIn(house: House, upn: string, start: number) {
  return (house.outlook?.week(upn, mondayOf(start)) ?? []).filter((event) => event.subject === SUBJECT);
}

/** How many sessions of this director stand at that moment in the calendars of organiser, director and coach. */
export async function calendars(house: House, director: Actor, start: number): Promise<readonly number[]> {
  const { coach } = await bookingOf(house, director);
  const person = await house.parts.c.db
    .selectFrom('people')
    .select('upn')
    .where('id', '=', coach)
    .executeTakeFirstOrThrow();
  const at = new Date(start).toISOString();
  const theirs = (upn: string) =>
    sessionsIn(house, upn, start).filter((event) => event.start === at && !event.isCancelled);
  const organised = theirs(MAILBOX).filter(({ attendees }) =>
    attendees.some(({ address }) => address === director.upn),
  );
  return [organised.length, theirs(director.upn).length, theirs(person.upn).length];
}

/** The newest booking of a director; throws when there is none. */
export async function bookingOf(house: House, director: Actor) {
  return house.parts.c.db
    .selectFrom('bookings')
    .selectAll()
    .where('director', '=', await idOf(house, director))
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
}

export async function bookingsOf(house: House, director: Actor) {
  return house.parts.c.db
    .selectFrom('bookings')
    .selectAll()
    .where('director', '=', await idOf(house, director))
    .execute();
}

export async function idOf(house: House, { upn }: Pick<Actor, 'upn'>): Promise<PersonId> {
  return (
    await house.parts.c.db.selectFrom('people').select('id').where('upn', '=', upn).executeTakeFirstOrThrow()
  ).id;
}

/** Every card made for somebody, oldest first. */
export async function cardsOf(house: House, person: Pick<Actor, 'upn'>) {
  return house.parts.c.db
    .selectFrom('cards')
    .select(['id', 'kind', 'state', 'by', 'activity', 'once', 'subject'])
    .where('recipient', '=', await idOf(house, person))
    .orderBy('created_at')
    .execute();
}

const ENDS: ReadonlySet<Tables['cards']['state']> = new Set([
  'shown',
  'mailed',
  'unknown',
  'impossible',
  'replaced',
]);

/** Cards of anybody that are still on their way. */
export async function unended(house: House): Promise<readonly string[]> {
  const rows = await house.parts.c.db.selectFrom('cards').select(['kind', 'state', 'by']).execute();
  return rows.filter(({ state }) => !ENDS.has(state)).map(({ kind, state, by }) => `${kind} ${state} ${by}`);
}

export type Waiting = { readonly job: Job | null; readonly waitMs: number };

/** Jobs that wait for later, and how long still by the queue's own clock. */
export async function waiting(house: House): Promise<readonly Waiting[]> {
  const { rows } = await sql<{ data: unknown; wait: number }>`
    select data, (extract(epoch from start_after - pgboss.job_now()) * 1000)::float8 as wait
    from pgboss.job where name = any(${[...QUEUES]}::text[]) and state < 'active' and start_after > pgboss.job_now()
  `.execute(house.parts.c.db);
  return rows.map(({ data, wait }) => ({ job: parseJob(data), waitMs: wait }));
}

/** The waits of the queue run on the database's clock, which no test can move: this takes them away. */
export async function hurry(house: House): Promise<void> {
  await sql`update pgboss.job set start_after = pgboss.job_now() where state < 'active' and name <> 'dead'`.execute(
    house.parts.c.db,
  );
  await house.parts.engine.settle();
}

/** Until nothing is owed, now or later, and every message has its end. */
export async function allEnds(house: House, timeoutMs = 20_000): Promise<void> {
  await until(async () => {
    await house.parts.engine.settle();
    return (await waiting(house)).length === 0 && (await unended(house)).length === 0;
  }, timeoutMs);
}

/** Moves our clock on, and runs what fell due. */
export async function pass(house: House, ms: number): Promise<void> {
  house.clock.set(house.clock.now() + ms);
  await house.parts.engine.settle();
}

export function mondayOf(moment: number): string {
  const day = Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO('Europe/Amsterdam')
    .toPlainDate();
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}
