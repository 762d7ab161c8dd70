import * as cards from '../../bot/store/cards.ts';
import { drawCard } from '../../cards/draw.ts';
import { readCard } from '../support/house.ts';
import { heading } from './people.ts';
import type { Sim } from './sim.ts';
import type { Message } from './teams.ts';

/** What stands in each chat is what the store says stands there. */
export async function chatFaults(sim: Sim): Promise<readonly string[]> {
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
export async function toldTwice(sim: Sim): Promise<readonly string[]> {
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

/** Words that are always answered with a message of a kind that nothing else sends. */
const ANSWERS = { helpline: ['helpline'], help: ['help', 'sign-up'] } as const;

/** However often Teams delivers what somebody said: it was said once, and is answered once. */
export async function answeredTwice(sim: Sim): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [kind, words] of Object.entries(ANSWERS))
    for (const { id, upn } of sim.world.players) {
      const said = sim.said.filter(
        (one) => one.person === id && (words as readonly string[]).includes(one.word),
      );
      const sent = await sim.world.database.db
        .selectFrom('cards')
        .select('id')
        .where('recipient', '=', id)
        .where('kind', '=', kind)
        .where('by', '=', 'send')
        .execute();
      if (sent.length > said.length)
        faults.push(`${upn} asked ${said.length} times for ${kind} and was answered ${sent.length} times`);
    }
  return faults;
}

/** A card that somebody got in answer to a press is kept: what they were told stands. */
export async function lostAnswers(sim: Sim): Promise<readonly string[]> {
  const rows = await sim.world.database.db.selectFrom('cards').select('id').execute();
  const kept = new Set<string>(rows.map(({ id }) => id));
  return [...sim.answered]
    .filter(([id]) => !kept.has(id))
    .map(([, { text }]) => `"${text}" was answered, and is not kept`);
}
