import { allEnds, bookingOf, pass } from './faults.ts';
import { type Actor, book, type House, until } from './house.ts';
import { calls, LOOK, listening, outlookOf, READ_EVENT } from './outlook.ts';
import { installed } from './review.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FREE_BUSY = 'POST /users/{id}/calendar/getSchedule';
const PATCH = 'PATCH /users/{id}/events/{event-id}';
/** What goes on at its own pace, whatever people do. */
const OWN: ReadonlySet<string> = new Set([LOOK, 'PATCH /subscriptions/{id}', 'POST /subscriptions']);

/** Calls to Graph, counted by the local Outlook that they arrive at. */
export type Counted = {
  readonly moveFreeBusy: number;
  readonly movePatch: number;
  /** Anything else that a move costs. */
  readonly moveElse: number;
  readonly quietLook: number;
  /** Looks at one event after a thousand notifications about it within a minute. */
  readonly flood: number;
  /** From the day before a session to the answered check-in, beside the looks around. */
  readonly reminders: number;
};

/** Plays a move, a quiet while, a flood of notifications, and a session with its reminders and check-in. */
export async function countCalls(house: House, q: { director: string; coach: string }): Promise<Counted> {
  const { outlook } = outlookOf(house);
  await listening(house);
  const noor = house.person(q.director);
  const coach = house.person(q.coach);
  await installed(house, [q.director, q.coach]);
  await book(noor);
  await quiet(house);
  const moved = await aMove(house, noor);
  const quietLook = await aQuietWhile(house);
  await aFlood(house, noor);
  const flood = calls(outlook, READ_EVENT);
  const reminders = await aSession(house, { noor, coach });
  return { ...moved, quietLook, flood, reminders };
}

/** What was told of earlier changes is looked at, and the counts begin anew. */
async function quiet(house: House): Promise<void> {
  const { outlook } = outlookOf(house);
  await outlook.notifications.idle();
  await pass(house, 2 * MINUTE);
  await outlook.notifications.idle();
  await allEnds(house);
  outlook.requests.reset();
}

async function aMove(house: House, noor: Actor) {
  const { outlook } = outlookOf(house);
  await noor.press('session.move');
  await noor.press('session.choose-time', { slot: noor.choices('slot').at(-1) ?? '' });
  await until(async () => {
    await house.parts.engine.settle();
    const { outlook_starts, starts } = await bookingOf(house, noor);
    return outlook_starts?.getTime() === starts.getTime();
  });
  await allEnds(house);
  const all = outlook.requests.all();
  const [moveFreeBusy, movePatch] = [all[FREE_BUSY] ?? 0, all[PATCH] ?? 0];
  return { moveFreeBusy, movePatch, moveElse: besides(house) - moveFreeBusy - movePatch };
}

async function aQuietWhile(house: House): Promise<number> {
  const { outlook } = outlookOf(house);
  await quiet(house);
  // What was due meanwhile has run, so that exactly one look falls in the next three minutes.
  await pass(house, 3 * MINUTE);
  outlook.requests.reset();
  await pass(house, 3 * MINUTE);
  return Object.values(outlook.requests.all()).reduce((sum, n) => sum + n, 0);
}

async function aFlood(house: House, noor: Actor): Promise<void> {
  const { outlook } = outlookOf(house);
  const { event } = await bookingOf(house, noor);
  const [standing] = outlook.subscriptions();
  await quiet(house);
  const told = {
    ...{ subscriptionId: standing?.id, clientState: standing?.clientState, changeType: 'updated' },
    resourceData: { id: event },
  };
  const body = JSON.stringify({ value: Array.from({ length: 20 }, () => told) });
  for (let n = 0; n < 50; n += 1) {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${house.url}/api/notifications`, { method: 'POST', headers, body });
    await pass(house, MINUTE / 60);
  }
  await pass(house, 2 * MINUTE);
  await allEnds(house);
}

async function aSession(house: House, q: { noor: Actor; coach: Actor }): Promise<number> {
  const { noor, coach } = q;
  const { starts, ends } = await bookingOf(house, noor);
  await pass(house, Math.max(0, starts.getTime() - 5 * DAY - house.clock.now()));
  await quiet(house);
  for (let moment = house.clock.now(); moment < ends.getTime(); moment += 12 * HOUR)
    await pass(house, 12 * HOUR);
  await coach.press('session.held');
  for (let day = 0; day < 4; day += 1) await pass(house, DAY);
  await noor.press('checkin.answer');
  await allEnds(house);
  return besides(house);
}

function besides(house: House): number {
  const all = Object.entries(outlookOf(house).outlook.requests.all());
  return all.reduce((sum, [call, n]) => (OWN.has(call) ? sum : sum + n), 0);
}
