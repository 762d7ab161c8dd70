import { sql } from 'kysely';
import type { CardJson } from '../../bot/ports.ts';
import type { Role } from '../../bot/rules/programme.ts';
import type { Db } from '../../bot/store/database.ts';
import { walkBlocks } from './card-reading.ts';
import { allEnds, idOf, pass } from './faults.ts';
import { type Actor, type House, type Inputs, readCard, until, verbsOf } from './house.ts';
import { type Page, signedIn } from './visitor.ts';

export const DAY = 24 * 60 * 60_000;
/** The one text for "not allowed" and "not found". */
export const CLOSED = 'Dit kan ik niet voor u openen';

/** The role goes, whatever gave it: as when the programme is applied without it. */
export async function takeRole(house: House, person: Pick<Actor, 'upn'>, role: Role): Promise<void> {
  const id = await idOf(house, person);
  for (const table of ['roles', 'grants'] as const)
    await house.parts.c.db.deleteFrom(table).where('person', '=', id).where('role', '=', role).execute();
}

export async function giveRole(house: House, person: Pick<Actor, 'upn'>, role: Role): Promise<void> {
  const id = await idOf(house, person);
  const { db } = house.parts.c;
  await db.insertInto('roles').values({ person: id, role }).execute();
  await db.insertInto('grants').values({ person: id, role, via: 'file' }).execute();
}

export type Held = {
  readonly activity: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** A button as it is on the newest card that has it: to be pressed later, when that card may be gone. */
export function button(person: Actor, verb: string, inputs: Inputs = {}): Held {
  const message = person.messages().findLast((m) => m.card && verbsOf(m.card).includes(verb));
  const found = walkBlocks(message?.card ?? {}).find((b) => b.type === 'Action.Execute' && b.verb === verb);
  if (!message || !found) throw new Error(`no card with ${verb}`);
  return { activity: message.id, verb, data: { ...(found.data as object), ...inputs } };
}

/** The same on every card that has it, oldest first. */
export function buttons(person: Actor, verb: string): readonly Held[] {
  return person.messages().flatMap(({ id, card }) => {
    const found = walkBlocks(card ?? {}).find((b) => b.type === 'Action.Execute' && b.verb === verb);
    return found ? [{ activity: id, verb, data: found.data as Held['data'] }] : [];
  });
}

/** What the answer to a press says. */
export async function answerTo(house: House, person: Actor, held: Held): Promise<string> {
  const { card } = await house.teams.press(person.aad, held);
  return card === null ? 'no card' : readCard(card);
}

/** All that was ever sent to somebody, as it stands now. */
export function heard(person: Actor): string {
  return person
    .messages()
    .map((m) => (m.card ? readCard(m.card) : ''))
    .join('\n');
}

export function cardsFromBot(person: Actor): readonly string[] {
  return person.messages().flatMap((m) => (m.card ? [readCard(m.card)] : []));
}

/** Says a word, and waits for the message that answers it. */
export async function ask(person: Actor, text: string): Promise<void> {
  const before = cardsFromBot(person).length;
  await person.say(text);
  await until(() => cardsFromBot(person).length > before);
}

/** The promised day on the newest card: "woensdag 8 april 2026". */
export function promisedDay(person: Actor): string {
  const [, day = ''] = /Uiterlijk (\w+ \d+ \w+ \d{4})/.exec(person.reads()) ?? [];
  if (day === '') throw new Error(`no day is promised on: ${person.reads()}`);
  return day;
}

/** Days on, at the same time of day, one after the other; what falls due on the way runs. */
export async function passDays(house: House, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) await pass(house, DAY);
}

/** Nobody of these has any time: the coordinator must look. */
export function fillWeeksOf(house: House, firsts: readonly string[]): void {
  const now = house.clock.now();
  for (const first of firsts)
    house.outlook?.addBusy({ upn: house.person(first).upn, start: now - DAY, end: now + 80 * DAY });
}

const TABLES = ['inbox', 'cards', 'intakes', 'callbacks', 'drafts', 'offers', 'bookings', 'due', 'record'];

/** Everybody has the app, and their welcome has arrived: what is said next is the newest card. */
export async function installed(house: House, firsts: readonly string[]): Promise<void> {
  for (const first of firsts) await house.teams.install(house.person(first).aad);
  await allEnds(house);
}

/** Until the first tidying is done: for a minute of our clock the house then tends nothing by itself. */
export async function tidied(house: House): Promise<void> {
  const { db } = house.parts.c;
  const unsealed = db.selectFrom('record').select('id').where('position', 'is', null);
  await until(async () => (await unsealed.executeTakeFirst()) === undefined);
  // The last thing that it owes from then on.
  const daily = db.selectFrom('due').select('id').where('kind', '=', 'retention.daily');
  await until(async () => (await daily.executeTakeFirst()) !== undefined);
}

/** How many rows every table has, the jobs that wait among them. */
export async function counted(db: Db): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of [...TABLES, 'pgboss.job']) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db);
    counts[table] = rows[0]?.n ?? -1;
  }
  return counts;
}

/** Jobs that were given up. */
export async function dead(house: House): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from pgboss.job where name = 'dead'`.execute(house.parts.c.db);
  return rows[0]?.n ?? -1;
}

/** Faults that the house logged: a turn that threw, a job that failed, a sweep that failed. */
export function faultsLogged(house: House): readonly string[] {
  return house.logged.filter((line) => /turn-failed|turn-lost|job\.(failed|dead)|sweep\.failed/.test(line));
}

/** The cards of one kind for somebody, oldest first. */
export async function cardsOfKind(house: House, person: Pick<Actor, 'upn'>, kind: string) {
  return house.parts.c.db
    .selectFrom('cards')
    .select(['id', 'state', 'by', 'activity', 'subject', 'replaces'])
    .where('recipient', '=', await idOf(house, person))
    .where('kind', '=', kind)
    .orderBy('created_at')
    .execute();
}

export function mailsTo(house: House, person: Pick<Actor, 'upn'>) {
  return house.outlook?.mailbox(person.upn).filter((m) => m.kind === 'mail') ?? [];
}

/** Signs in with the link of the newest mail, and answers the page that it opens. */
export async function openMail(house: House, person: Pick<Actor, 'upn'>): Promise<Page> {
  return (await signedIn(house, person)).page();
}

/** Values that can be chosen on this card. */
export function choicesOf(card: CardJson | null | undefined, input: string): readonly string[] {
  const field = walkBlocks(card ?? {}).find((b) => b.id === input);
  return ((field?.choices ?? []) as { value: string }[]).map((choice) => choice.value);
}
