import { z } from 'zod';
import type { MailboxCall, World } from './call.ts';
import { eventId, renderEvent } from './event-output.ts';
import { isRefusal, type Refusal, type Reply, refuse } from './replies.ts';
import type { Span, StoredEvent } from './types.ts';
import { utcMoment } from './zones.ts';

/**
 * `calendarView/delta` (api/event-delta): the whole window first, then what changed since, page by page. The
 * window and the place in the log travel in the tokens, which callers hand back as they were given.
 */
export function calendarDelta(world: World, call: MailboxCall): Reply {
  const token = tokenOf(world, call);
  if (isRefusal(token)) return token.refused;
  const items = token.since === null ? standing(world, call, token) : changed(world, call, token);
  const rest = items.filter(({ key }) => token.past === null || key > token.past);
  const page = rest.slice(0, call.prefer.pageSize);
  const more = rest.length > page.length;
  const past = page.at(-1)?.key ?? null;
  const next = more
    ? { '@odata.nextLink': link(world, call, { $skiptoken: { ...token, past } }) }
    : { '@odata.deltaLink': link(world, call, { $deltatoken: after(world, token) }) };
  const context = `${world.url()}/v1.0/$metadata#Collection(event)`;
  return { status: 200, body: { '@odata.context': context, ...next, value: page.map(({ shown }) => shown) } };
}

/**
 * `since`: the last change that the caller knows of; null while the whole window is read. `upTo`: the last one
 * when this round began, so that what changes meanwhile comes in the next. `past`: the key where the last page ended.
 */
const tokenSchema = z.strictObject({
  mailbox: z.string(),
  from: z.int(),
  to: z.int(),
  since: z.int().nullable(),
  upTo: z.int(),
  past: z.string().nullable(),
  issuedAt: z.int(),
});
type Token = z.infer<typeof tokenSchema>;

type Item = { readonly key: string; readonly shown: unknown };

const NOT_HERE = ['$select', '$expand', '$filter', '$orderby', '$search', '$top'];

function tokenOf(world: World, call: MailboxCall): Token | Refusal {
  const page = call.query.get('$skiptoken');
  if (page !== null) return readToken(world, call, page);
  const round = call.query.get('$deltatoken');
  if (round !== null) {
    const token = readToken(world, call, round);
    return isRefusal(token) ? token : { ...token, upTo: world.storage.lastChange() };
  }
  const unsupported = NOT_HERE.find((name) => call.query.has(name));
  if (unsupported !== undefined)
    return refuse(400, 'ErrorInvalidUrlQuery', `The option ${unsupported} is not supported with delta.`);
  const [from = null, to = null] = ['startDateTime', 'endDateTime'].map((name) => boundOf(call, name));
  if (from === null || to === null || from >= to)
    return refuse(
      400,
      'ErrorInvalidParameter',
      'This request requires a time window: startDateTime and endDateTime.',
    );
  const upTo = world.storage.lastChange();
  return { mailbox: call.owner.id, from, to, since: null, upTo, past: null, issuedAt: world.now() };
}

/** These two are written in either case in Microsoft's own examples. */
function boundOf({ query }: MailboxCall, name: string): number | null {
  const text = [...query].find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
  return text === undefined ? null : utcMoment(text);
}

function readToken(world: World, call: MailboxCall, given: string): Token | Refusal {
  const token = tokenSchema.safeParse(decoded(given));
  if (!token.success || token.data.mailbox !== call.owner.id)
    return refuse(400, 'ErrorInvalidUrlQuery', 'Badly formed token.');
  const { deltaTokenMs } = world.behaviour();
  if (world.now() - token.data.issuedAt < deltaTokenMs) return token.data;
  return refuse(410, 'SyncStateNotFound', 'The sync state generation is not found; a full sync is needed.');
}

function standing(world: World, call: MailboxCall, { from, to }: Token): readonly Item[] {
  const events = world.storage.eventsWithin(call.owner.id, { start: from, end: to });
  return inOrder(events.map((event) => itemOf(call, event)));
}

/** Each event once, as it stands now; one that left the window, or the calendar, as removed. */
function changed(world: World, call: MailboxCall, token: Token): readonly Item[] {
  const window = { start: token.from, end: token.to };
  const log = world.storage
    .changesAfter(call.owner.id, token.since ?? 0)
    .filter(({ seq }) => seq <= token.upTo);
  const items = [...new Set(log.map(({ key }) => key))].flatMap((key): Item[] => {
    const event = world.storage.eventByKey(call.owner.id, key);
    if (event !== null && overlaps({ start: event.startAt, end: event.endAt }, window))
      return [itemOf(call, event)];
    const known = log.some((one) => one.key === key && one.before !== null && overlaps(one.before, window));
    const id = eventId(key, call.prefer.immutableIds);
    return known ? [{ key, shown: { id, '@removed': { reason: 'deleted' } } }] : [];
  });
  return inOrder(items);
}

function itemOf(call: MailboxCall, event: StoredEvent): Item {
  const shown = renderEvent(event, { prefer: call.prefer, select: null, expand: [] });
  return { key: event.key, shown: { '@odata.type': '#microsoft.graph.event', ...shown } };
}

function after(world: World, token: Token): Token {
  return { ...token, since: token.upTo, past: null, issuedAt: world.now() };
}

function link(world: World, call: MailboxCall, option: Readonly<Record<string, Token>>): string {
  const [[name, token] = ['', null]] = Object.entries(option);
  const text = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${world.url()}/v1.0${call.path}?${name}=${text}`;
}

function decoded(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function inOrder(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && a.end > b.start;
}
