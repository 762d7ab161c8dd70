import { heard } from '../../bot/flows/calendar-news.ts';
import { graphAt } from '../graph/edge/support/situation.ts';
import { bookingOf, MAILBOX, sessionsIn } from './faults.ts';
import type { Actor, House } from './house.ts';
import type { Booked } from './sessions.ts';

type Asked = { readonly method: string; readonly path: string; readonly body?: unknown };

/** A person's own Outlook, as Graph sees it. */
async function graph(house: House, { method, path, body }: Asked): Promise<void> {
  const answer = await fetch(`${house.outlook?.url}/v1.0${path}`, {
    method,
    headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

type Answer = 'accept' | 'decline' | 'tentativelyAccept';

/** Director or coach answers the invitation; with `to` they ask for another time. */
export async function answers(
  house: House,
  session: Booked,
  q: { readonly who: Actor; readonly at: number; readonly answer: Answer; readonly to?: number },
): Promise<void> {
  const { who, at, answer, to } = q;
  const copy = sessionsIn(house, who.upn, at).find((event) => event.iCalUId === session.iCalUId);
  if (!copy) throw new Error(`no copy of the session in the week of ${who.upn}`);
  const length = Date.parse(copy.end) - Date.parse(copy.start);
  const proposedNewTime = to && { start: utc(to), end: utc(to + length) };
  const path = `/users/${who.upn}/events/${encodeURIComponent(copy.id)}/${answer}`;
  await graph(house, { method: 'POST', path, body: { sendResponse: true, ...(to && { proposedNewTime }) } });
}

/** Somebody in the programme's mailbox moves the event by hand. */
export async function movedByHand(house: House, noor: Actor, to: number): Promise<void> {
  const { event, starts, ends } = await bookingOf(house, noor);
  const end = to + ends.getTime() - starts.getTime();
  const path = `/users/${MAILBOX}/events/${encodeURIComponent(event ?? '')}`;
  await graph(house, { method: 'PATCH', path, body: { start: utc(to), end: utc(end) } });
}

/** … or takes it away. */
export async function deletedByHand(house: House, noor: Actor): Promise<void> {
  const { event } = await bookingOf(house, noor);
  await graph(house, {
    method: 'DELETE',
    path: `/users/${MAILBOX}/events/${encodeURIComponent(event ?? '')}`,
  });
}

/** The bot looks at the event as it stands now. */
export async function look(house: House, noor: Actor): Promise<void> {
  const { id: booking, event } = await bookingOf(house, noor);
  const { calendar } = graphAt(house.outlook?.url ?? '', { mailbox: MAILBOX, clock: house.clock });
  const seen = await calendar.read(event ?? '');
  if (seen.kind !== 'done') throw new Error(`the event can not be read: ${seen.kind}`);
  await heard(house.parts.c, { booking, event: event ?? '', seen: seen.value });
}

function utc(moment: number) {
  return { dateTime: new Date(moment).toISOString().slice(0, 19), timeZone: 'UTC' };
}
