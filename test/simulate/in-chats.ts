import type { Selectable } from 'kysely';
import * as cards from '../../bot/store/cards.ts';
import type { Tables } from '../../bot/store/tables.ts';
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

/**
 * What comes by itself, with a notification: the same one twice about the same thing is one too many. And each
 * message is some card's: one whose answer was lost accounts for one that nobody knows, and for no second.
 */
export async function toldTwice(sim: Sim): Promise<readonly string[]> {
  const rows = await sim.world.database.db
    .selectFrom('cards')
    .select(['activity', 'kind', 'subject', 'recipient', 'by', 'replaces'])
    .execute();
  const sends = rows.filter(({ replaces }) => replaces === null);
  const known = new Set(rows.map(({ activity }) => activity));
  return sim.world.players.flatMap(({ id, upn }) => {
    const messages = sim.teams.messages(id);
    const lost = rows.filter(
      (row) => row.recipient === id && (row.by === 'send' || row.by === 'mail') && row.activity === null,
    );
    const nobodys = messages.filter(({ activity }) => !known.has(activity));
    return [
      // A message that nobody knows outlives the erasure of who it tells about: a known limit.
      ...(nobodys.length > lost.length && sim.erased.size === 0
        ? [`${upn} got ${nobodys.length} messages that ${lost.length} cards account for`]
        : []),
      ...repeats(messages, sends).map((text) => `${upn} is told twice: ${text.slice(0, 80)}`),
    ];
  });
}

type Send = Pick<Selectable<Tables['cards']>, 'activity' | 'kind' | 'subject' | 'recipient'>;

function repeats(messages: readonly Message[], sends: readonly Send[]): readonly string[] {
  const told = messages.flatMap(({ activity, sent }) => {
    const send = sends.find((one) => one.activity === activity);
    // Two sessions at one time, the second after the first was let go, read alike.
    return send && BY_ITSELF.test(heading(sent))
      ? [{ text: `${readCard(sent)}\n${send.subject}`, send }]
      : [];
  });
  const same = [...Map.groupBy(told, ({ text }) => text)];
  return same
    .filter(([, [first, ...again]]) => {
      const between = first ? newsTold(sends, first.send) - 1 - again.length : 0;
      return again.length > Math.max(0, between);
    })
    .map(([text]) => text);
}

/** News that takes back what was told before: to, fro and to again is told each time. */
const TO_AND_FRO = [['session-moved'], ['coach-moved'], ['next-session', 'session-missed']];

/** What was told of it to this person, of this kind or taking that back: it may not have arrived. */
function newsTold(sends: readonly Send[], { kind, subject, recipient }: Send): number {
  const kinds = TO_AND_FRO.find((some) => some.includes(kind)) ?? [];
  return sends.filter(
    (one) => kinds.includes(one.kind) && one.subject === subject && one.recipient === recipient,
  ).length;
}

/** The answer to a word may say the same each time it is asked. */
const BY_ITSELF =
  /vastgelegd|verzet$|niet door$|geannuleerd|doorgegaan|Hoe gaat het met u|^Morgen|^Straks|Vandaag/;

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
  // Cards of others told of who is erased, and are gone with them.
  if (sim.erased.size > 0) return [];
  const rows = await sim.world.database.db.selectFrom('cards').select('id').execute();
  const kept = new Set<string>(rows.map(({ id }) => id));
  return [...sim.answered]
    .filter(([id]) => !kept.has(id))
    .map(([, text]) => `"${text}" was answered, and is not kept`);
}
