import type { LocalOutlook } from '../../graph/local/outlook.ts';
import { type House, until } from './house.ts';

/** The local Outlook of a house, as the people in it use it: over HTTP, by event and mailbox. */
export function outlookOf(house: House) {
  const outlook = house.outlook;
  if (!outlook) throw new Error('this house has no Outlook of its own');
  const mailbox = house.parts.c.programme().mailbox;
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = {
      authorization: 'Bearer x',
      prefer: 'IdType="ImmutableId"',
      'content-type': 'application/json',
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${outlook.url}/v1.0${path}`, { method, headers, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 200 || answer.status === 201 ? await answer.json() : null;
  };
  return {
    outlook,
    mailbox,
    ask,
    eventPath: (event: string) => `/users/${mailbox}/events/${encodeURIComponent(event)}`,
    /** What the attendee sees of an event of the programme, by their own id. */
    async copyOf(upn: string, event: string): Promise<string> {
      const { iCalUId } = await ask(
        'GET',
        `/users/${mailbox}/events/${encodeURIComponent(event)}?$select=iCalUId`,
      );
      const filter = encodeURIComponent(`iCalUId eq '${iCalUId}'`);
      const { value } = await ask('GET', `/users/${upn}/events?$filter=${filter}`);
      return `/users/${upn}/events/${encodeURIComponent(value[0].id)}`;
    },
  };
}

/** How often a call was made since the counts were reset. */
export function calls(outlook: LocalOutlook, call: string): number {
  return outlook.requests.all()[call] ?? 0;
}

export const READ_EVENT = 'GET /users/{id}/events/{event-id}';
export const LOOK = 'GET /users/{id}/calendarView/delta';

/** Until Outlook tells this house of changes, and the first look around was made. */
export async function listening(house: House): Promise<void> {
  await until(async () => {
    await house.parts.engine.settle();
    const watch = await house.parts.c.db.selectFrom('watch').selectAll().executeTakeFirst();
    return watch?.subscription != null && watch.link !== null;
  }, 30_000);
}

/** The event of the newest confirmed booking. */
export async function newestEvent(house: House): Promise<string> {
  const row = await house.parts.c.db
    .selectFrom('bookings')
    .select('event')
    .where('event', 'is not', null)
    .where('state', '=', 'confirmed')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return row.event ?? '';
}

export async function stateOf(house: House, event: string): Promise<string> {
  const row = await house.parts.c.db
    .selectFrom('bookings')
    .select('state')
    .where('event', '=', event)
    .executeTakeFirstOrThrow();
  return row.state;
}
