import { takeNotifications } from '../../bot/flows/watch.ts';
import { eventId } from '../../graph/local/event-output.ts';
import type { StoredEvent } from '../../graph/local/types.ts';
import { NO_ROOM, writing } from './house.ts';
import type { Sim } from './sim.ts';

const HOUR = 3_600_000;

/** One notification arrives, somewhere, in whatever order; some are lost and some come twice. */
export async function deliverNews(sim: Sim): Promise<void> {
  const { chance, net, outlook } = sim;
  sim.news.push(...outlook.news());
  for (const { event } of sim.news) sim.alias(event);
  const secret = outlook.secret();
  if (sim.news.length === 0 || secret === null) return;
  const at = chance.int(sim.news.length);
  const [hint] = sim.news.splice(at, 1);
  if (!hint) return;
  if (chance.happens(0.15)) {
    net.count('notification lost');
    return;
  }
  if (chance.happens(0.15)) {
    net.count('notification comes twice');
    sim.news.push(hint);
  }
  const replica = chance.pick(sim.replicas);
  const name = `notification #${sim.alias(hint.event)} in ${replica.number}`;
  const notification = { ...secret, what: { kind: 'changed', hint } } as const;
  await sim.strands.start(name, replica.number, async () => {
    const received = await writing(sim, () => takeNotifications(replica.c, [notification]));
    // Graph sends again what was not accepted.
    if (received === NO_ROOM) sim.news.push(hint);
    else sim.trace.push(`  ${name}: ${received.join(' ')}`);
  });
}

/** A director or a coach answers an invitation in Outlook, proposes another time, or deletes their copy. */
export function attendeeActs(sim: Sim): void {
  const { chance, outlook } = sim;
  const player = chance.pick(sim.world.players);
  const copies = outlook
    .eventsOf(player.upn)
    .filter((one) => !one.isOrganizer && !one.isCancelled && comes(sim, one));
  if (copies.length === 0) return;
  const copy = chance.pick(copies);
  const path = `/users/${player.aad}/events/${eventId(copy.key, true)}`;
  const act = chance.weigh({ accept: 4, tentativelyAccept: 2, decline: 2, propose: 2, delete: 1 });
  sim.net.count(`attendee: ${act}`);
  sim.trace.push(`${player.upn} in Outlook: ${act}`);
  if (act === 'delete') outlook.act('DELETE', path);
  else if (act === 'propose')
    outlook.act('POST', `${path}/tentativelyAccept`, {
      sendResponse: true,
      proposedNewTime: later(sim, copy),
    });
  else outlook.act('POST', `${path}/${act}`, { sendResponse: true });
}

/** Somebody in the programme's mailbox moves an event of ours, or takes it away. */
export function mailboxActs(sim: Sim): void {
  const { chance, outlook, world } = sim;
  const events = outlook
    .eventsOf(world.settings.mailbox)
    .filter((one) => !one.isCancelled && comes(sim, one));
  if (events.length === 0) return;
  const event = chance.pick(events);
  const path = `/users/${encodeURIComponent(world.settings.mailbox)}/events/${eventId(event.key, true)}`;
  const act = chance.weigh({ move: 3, delete: 1 });
  sim.net.count(`mailbox: ${act}`);
  sim.trace.push(`the programme's mailbox in Outlook: ${act}`);
  if (act === 'delete') outlook.act('DELETE', path);
  else outlook.act('PATCH', path, later(sim, event));
}

function comes(sim: Sim, event: StoredEvent): boolean {
  return event.startAt > sim.clock.now();
}

function later(sim: Sim, { startAt, endAt }: StoredEvent) {
  const by = sim.chance.pick([-24 * HOUR, HOUR, 24 * HOUR, 7 * 24 * HOUR]);
  const at = (moment: number) => ({
    dateTime: new Date(moment + by).toISOString().slice(0, 19),
    timeZone: 'UTC',
  });
  return { start: at(startAt), end: at(endAt) };
}
