import type { Feeds } from '../ports.ts';
import { feedPeriod, nextFeedReading, speaksFor } from '../rules/feeds.ts';
import type { PersonId } from '../rules/ids.ts';
import { HOUR, type Moment } from '../rules/time.ts';
import type { Box } from '../store/box.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as feeds from '../store/feeds.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { periodOf } from './period.ts';

export const READ_FEED = 'feed.read';

/** A coach's ICS address, as the programme file has it. */
export type WantedFeed = { readonly person: PersonId; readonly address: string };

/** As the programme file says now: others go, and each is read at once. */
export async function settleFeeds(
  d: Pick<Context, 'clock'> & { openBox(): Box },
  trx: Trx,
  wanted: readonly WantedFeed[],
): Promise<void> {
  const gone = await feeds.keepOnly(
    trx,
    wanted.map(({ person }) => person),
  );
  for (const person of gone) await due.cancel(trx, READ_FEED, person);
  for (const feed of wanted) {
    const box = d.openBox();
    if ((await feeds.find(trx, box, feed.person))?.address !== feed.address) await feeds.put(trx, box, feed);
    await owe(trx, feed.person, d.clock.now());
  }
}

/** The next hour's reading is owed before this one ran: whatever becomes of it, it is tried again. */
export async function feedDue(c: Context, trx: Trx, person: PersonId): Promise<void> {
  if (!(await feeds.exists(trx, person))) return;
  await owe(trx, person, nextFeedReading(c.clock.now(), phaseOf(person)));
  await c.jobs.owe(trx, { kind: 'feed.read', person });
}

type Question = Parameters<Feeds['read']>[0];
type Answer = Awaited<ReturnType<Feeds['read']>>;

/** What to ask of a coach's calendar now; null when the programme does not read it any more. */
export async function feedQuestion(c: Context, person: PersonId): Promise<Question | null> {
  const coach = (await people.coaches(c.db)).find(({ id }) => id === person);
  const feed = coach?.calendar === 'ics' ? await feeds.find(c.db, c.box, person) : null;
  if (!coach || !feed) return null;
  const { address, kept } = feed;
  const { zone } = coach;
  const asked = periodOf(c);
  const usable = kept !== null && speaksFor(kept.reading, { asked, zone });
  return { address, zone, known: usable ? kept.validators : null, covers: feedPeriod(asked) };
}

/** What came of it; when the address changed meanwhile, nothing. */
export function feedAnswered(
  c: Context,
  q: { readonly person: PersonId; readonly question: Question; readonly answer: Answer },
): Promise<void> {
  const { person, question, answer } = q;
  const now = c.clock.now();
  return c.db.transaction().execute(async (trx) => {
    const feed = await feeds.take(trx, c.box, person);
    if (feed?.address !== question.address) return;
    if (answer.kind !== 'done')
      return feeds.failed(trx, { person, code: answer.code, staleBefore: now - staleMs(c) });
    if (answer.value.kind === 'same') return feeds.same(trx, person, now);
    const { busy, validators } = answer.value;
    const { covers, zone } = question;
    await feeds.save(trx, c.box, { person, kept: { reading: { busy, covers, zone }, validators }, now });
  });
}

/** The address lives on under a new key when its coach has everything else erased: it is what the programme file says. */
export async function resealFeed(
  c: Context,
  trx: Trx,
  q: { readonly person: PersonId; readonly erase: () => Promise<void> },
): Promise<void> {
  const feed = await feeds.find(trx, c.box, q.person);
  await q.erase();
  if (!feed) return;
  await feeds.put(trx, c.box, { person: q.person, address: feed.address });
  await owe(trx, q.person, c.clock.now());
}

/** How many calendars behind an address are not known now. */
export function unreadFeeds(c: Context): Promise<number> {
  return feeds.unreadSince(c.db, c.clock.now() - staleMs(c));
}

/** How old a reading may be. */
export function staleMs(c: Pick<Context, 'programme'>): number {
  return c.programme().feedHours * HOUR;
}

function owe(trx: Trx, person: PersonId, at: Moment): Promise<void> {
  return due.owe(trx, { at, kind: READ_FEED, subject: person });
}

/** A person's own moment of the hour, by their random number. */
function phaseOf(person: PersonId): number {
  return Number.parseInt(person.slice(0, 8), 16) % HOUR;
}
