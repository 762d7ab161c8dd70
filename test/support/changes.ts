import type { CardJson } from '../../bot/ports.ts';
import type { Chance } from '../simulate/chance.ts';
import { walkBlocks } from './card-reading.ts';
import { bookingOf, sessionsIn } from './faults.ts';
import { type Actor, type House, verbsOf } from './house.ts';
import { outlookOf } from './outlook.ts';
import { answers, deletedByHand, movedByHand } from './outlook-hands.ts';
import { buttons, choicesOf } from './review.ts';
import { coachOf } from './sessions.ts';

const DAY = 24 * 3_600_000;

/** What director, coach or the programme's mailbox may do with a session, in chat or in Outlook. */
export const CHANGES = [
  'director moves in chat',
  'coach moves in chat',
  'director cancels in chat',
  'coach cancels in chat',
  'director accepts',
  'director says maybe',
  'director proposes',
  'coach proposes',
  'director declines',
  'coach declines',
  'director deletes the copy',
  'coach deletes the copy',
  'moved by hand',
  'moved by hand',
  'deleted by hand',
] as const;
export type Change = (typeof CHANGES)[number];

/** Does one of them to the session of this director as it stands; what is not possible any more is left. */
export async function change(house: House, q: { noor: Actor; what: Change; random: Chance }): Promise<void> {
  const { noor, what, random } = q;
  const { event, ical_uid, state, starts } = await bookingOf(house, noor);
  if (state !== 'confirmed' || event === null) return;
  const coach = await coachOf(house, noor);
  const session = { noor, coach, start: starts.getTime(), iCalUId: ical_uid ?? '' };
  const at = whereIs(house, coach, { iCalUId: session.iCalUId, near: session.start });
  const to = later(house, random);
  const who = what.startsWith('coach') ? coach : noor;
  switch (what) {
    case 'director moves in chat':
    case 'coach moves in chat':
      return movesInChat(house, { who, noor, random });
    case 'director cancels in chat':
    case 'coach cancels in chat':
      return cancelsInChat(house, { who, noor });
    case 'moved by hand':
      return gone(movedByHand(house, noor, to));
    case 'deleted by hand':
      return gone(deletedByHand(house, noor));
    default:
      if (at === null) return;
      return gone(inOutlook(house, { session, what, who, at, to }));
  }
}

type InOutlook = {
  readonly session: Parameters<typeof answers>[1];
  readonly what: Change;
  readonly who: Actor;
  readonly at: number;
  readonly to: number;
};

async function inOutlook(house: House, { session, what, who, at, to }: InOutlook): Promise<void> {
  if (what.endsWith('accepts')) return answers(house, session, { who, at, answer: 'accept' });
  if (what.endsWith('maybe')) return answers(house, session, { who, at, answer: 'tentativelyAccept' });
  if (what.endsWith('proposes')) return answers(house, session, { who, at, answer: 'tentativelyAccept', to });
  if (what.endsWith('declines')) return answers(house, session, { who, at, answer: 'decline' });
  const copy = sessionsIn(house, who.upn, at).find(({ iCalUId }) => iCalUId === session.iCalUId);
  if (copy) await outlookOf(house).ask('DELETE', `/users/${who.upn}/events/${encodeURIComponent(copy.id)}`);
}

/** Where the session stands in the coach's week, which may be elsewhere than the store knows. */
function whereIs(house: House, coach: Actor, q: { iCalUId: string; near: number }): number | null {
  for (let week = -8; week <= 8; week += 1)
    for (const event of sessionsIn(house, coach.upn, q.near + week * 7 * DAY))
      if (event.iCalUId === q.iCalUId && !event.isCancelled) return Date.parse(event.start);
  return null;
}

/** Some day of the coming weeks, at some hour of the day that is whole. */
function later(house: House, random: Chance): number {
  const midnight = Math.ceil(house.clock.now() / DAY) * DAY;
  return midnight + (2 + random.int(35)) * DAY + (8 + random.int(8)) * 3_600_000;
}

async function movesInChat(house: House, q: { who: Actor; noor: Actor; random: Chance }): Promise<void> {
  const times = await presses(house, { ...q, verb: 'session.move' });
  const slots = choicesOf(times?.card, 'slot');
  if (!times || slots.length === 0) return;
  const { activity, card } = times;
  const data = { ...dataOf(card, 'session.choose-time'), slot: q.random.pick(slots) };
  await house.teams.press(q.who.aad, { activity, verb: 'session.choose-time', data });
}

async function cancelsInChat(house: House, q: { who: Actor; noor: Actor }): Promise<void> {
  const asked = await presses(house, { ...q, verb: 'session.cancel' });
  if (!asked || !verbsOf(asked.card).includes('session.cancel-sure')) return;
  const { activity, card } = asked;
  const data = dataOf(card, 'session.cancel-sure');
  await house.teams.press(q.who.aad, { activity, verb: 'session.cancel-sure', data });
}

/** On their own card about this session; null when none leads there. Answers what it became. */
async function presses(house: House, q: { who: Actor; noor: Actor; verb: string }) {
  const { who, noor, verb } = q;
  const { id } = await bookingOf(house, noor);
  const about = await house.parts.c.db.selectFrom('cards').select('id').where('subject', '=', id).execute();
  const ids = new Set<unknown>(about.map((card) => card.id));
  const held = buttons(who, verb).findLast(({ data }) => ids.has(data.card));
  if (!held) return null;
  const { card } = await house.teams.press(who.aad, held);
  return card && { activity: held.activity, card };
}

function dataOf(card: CardJson, verb: string): Readonly<Record<string, unknown>> {
  const button = walkBlocks(card).find((b) => b.type === 'Action.Execute' && b.verb === verb);
  return (button?.data ?? {}) as Readonly<Record<string, unknown>>;
}

/** What Outlook does not have any more can not be answered: that is no fault of anybody. */
async function gone(done: Promise<void>): Promise<void> {
  await done.catch((error: unknown) => {
    if (!(error instanceof Error && /: (404|400|409) |no copy of the session/.test(error.message)))
      throw error;
  });
}
