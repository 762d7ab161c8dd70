import { sql } from 'kysely';
import * as cards from '../../bot/store/cards.ts';
import { drawCard } from '../../cards/draw.ts';
import { readCard } from '../support/house.ts';
import { heading } from './people.ts';
import type { Sim } from './sim.ts';
import type { Message } from './teams.ts';

export type Violation = { readonly invariant: string; readonly what: string };

/** What must hold when nothing is owed any more; each by its name. */
export const INVARIANTS: { readonly [name: string]: (sim: Sim) => Promise<readonly string[]> } = {
  'nobody is booked twice at one time': async (sim) => {
    const { rows } = await sql<{ a: string; b: string }>`
      select a.id as a, b.id as b from bookings a join bookings b on a.id < b.id
        and (a.coach = b.coach or a.director = b.director)
        and tstzrange(a.starts, a.ends, '[)') && tstzrange(b.starts, b.ends, '[)')
      where a.state in ('held', 'confirmed') and b.state in ('held', 'confirmed')`.execute(
      sim.world.database.db,
    );
    return rows.map(({ a, b }) => `${a} and ${b} overlap`);
  },
  'one event for each live session, and none for a dead one': events,
  'every message has its end': async (sim) => {
    const { db } = sim.world.database;
    const rows = await db
      .selectFrom('cards')
      .select(['kind', 'state', 'by', 'id'])
      .where('state', 'in', ['owed', 'sending'])
      .execute();
    return rows.map(({ kind, state, by, id }) => `${kind} ${id} is ${state} by ${by}`);
  },
  'chat and store say the same': chats,
  'nobody is told the same twice': told,
  'nothing is left half done': async (sim) => {
    const { db } = sim.world.database;
    const held = await db.selectFrom('bookings').select('id').where('state', '=', 'held').execute();
    return held.map(({ id }) => `booking ${id} is still held`);
  },
  'no step throws': async (sim) =>
    sim.strands
      .failed()
      .map(({ name, error }) => `${name}: ${error instanceof Error ? error.stack : String(error)}`),
};

export async function violations(sim: Sim): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const [invariant, check] of Object.entries(INVARIANTS))
    for (const what of await check(sim)) found.push({ invariant, what });
  return found;
}

function comes(sim: Sim, booking: { readonly state: string; readonly starts: Date }): boolean {
  return booking.state === 'confirmed' && booking.starts.getTime() > sim.clock.now();
}

const ENDED: ReadonlySet<string> = new Set(['done', 'missed', 'unconfirmed']);

async function events(sim: Sim): Promise<readonly string[]> {
  const { db } = sim.world.database;
  const { mailbox, subject } = sim.world.settings;
  const bookings = await db.selectFrom('bookings').selectAll().execute();
  const organised = sim.outlook.eventsOf(mailbox).filter((one) => !one.isCancelled);
  const faults: string[] = [];
  for (const booking of bookings) {
    const found = organised.filter((one) => one.extended.some(({ value }) => value === booking.id));
    // What was stays in the calendars as it was.
    if (booking.state === 'held' || ENDED.has(booking.state)) continue;
    const wanted = booking.state === 'confirmed' ? 1 : 0;
    if (found.length !== wanted && (wanted === 0 || comes(sim, booking)))
      faults.push(`booking ${booking.id} is ${booking.state} and has ${found.length} events`);
    // What began is as it is.
    for (const one of found)
      if (comes(sim, booking) && one.startAt !== booking.starts.getTime())
        faults.push(`booking ${booking.id} starts at another time than its event`);
  }
  const known = new Set<string>(bookings.map(({ id }) => id));
  for (const one of organised)
    if (!one.extended.some(({ value }) => known.has(value)))
      faults.push(`an event of nobody (${subject.nl})`);
  return faults;
}

/** What stands in each chat is what the store says stands there. */
async function chats(sim: Sim): Promise<readonly string[]> {
  const { db } = sim.world.database;
  const [replica] = sim.replicas;
  if (!replica) return [];
  const faults: string[] = [];
  const rows = await db
    .selectFrom('cards')
    .select(['id', 'kind', 'recipient', 'whose', 'activity'])
    .where('state', '=', 'shown')
    .where('activity', 'is not', null)
    .execute();
  for (const row of rows) {
    const message = sim.teams.messages(row.recipient).find((one) => one.activity === row.activity);
    const view = await cards.view(db, replica.c.box, row);
    if (!view) continue;
    const { zone } = sim.world.settings;
    // Somebody may change the language after a message was sent.
    const drawn = (['nl', 'en'] as const).map((language) =>
      readCard(drawCard(view, { language, zone, card: row.id })),
    );
    if (!message) faults.push(`${row.kind} ${row.id} is shown nowhere`);
    else if (!drawn.includes(readCard(message.card)))
      faults.push(`${row.kind} ${row.id} stands as "${heading(message.card)}"`);
  }
  return faults;
}

/** Texts that come by themselves: the same one twice about the same thing is one too many. */
async function told(sim: Sim): Promise<readonly string[]> {
  const faults: string[] = [];
  const rows = await sim.world.database.db.selectFrom('cards').select(['activity', 'subject']).execute();
  // Two sessions at one time, the second after the first was let go, read alike.
  const about = new Map(rows.map(({ activity, subject }) => [activity, subject]));
  for (const player of sim.world.players) {
    const counts = new Map<string, number>();
    for (const message of sim.teams.messages(player.id).filter(byItself)) {
      const text = `${readCard(message.card)}\n${about.get(message.activity)}`;
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    for (const [text, count] of counts)
      if (count > 1) faults.push(`${player.upn} reads ${count} times: ${text.slice(0, 80)}`);
  }
  return faults;
}

const BY_ITSELF = /Er is een gesprek vastgelegd|staat in uw agenda|is verzet|gaat helaas niet door/;

/** The answer to a word may say the same each time it is asked. */
function byItself(message: Message): boolean {
  const text = readCard(message.card);
  return BY_ITSELF.test(text) && !text.startsWith('Uw afspraken');
}
