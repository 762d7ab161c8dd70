import type { Hint } from '../../bot/flows/hints.ts';
import type { Calendar, Mail, Outcome, Subscriptions } from '../../bot/ports.ts';
import { createCalendar } from '../../graph/calendar.ts';
import type { GraphClient, GraphCall as OurCall } from '../../graph/client.ts';
import { statusFailure } from '../../graph/errors.ts';
import { NO_APPS } from '../../graph/local/apps.ts';
import { type GraphCall, readPreferences, type World } from '../../graph/local/call.ts';
import { directoryOf } from '../../graph/local/directory.ts';
import { etagOf, eventId } from '../../graph/local/event-output.ts';
import { isRefusal, type Reply } from '../../graph/local/replies.ts';
import { answer, isMatch, matchRoute } from '../../graph/local/routes.ts';
import { openStorage } from '../../graph/local/storage.ts';
import type { OutlookPerson, StoredEvent } from '../../graph/local/types.ts';
import { createMail } from '../../graph/mail.ts';
import type { Net } from './net.ts';

export const ORIGIN = 'http://127.0.0.1:1';
/** Some links are too old when they are followed. */
const DELTA_TOKEN_MS = 3 * 24 * 3_600_000;
const PREFER = 'IdType="ImmutableId", outlook.timezone="UTC"';
const LIMITS = { readMs: 10_000, writeMs: 20_000 };

export type OutlookSide = {
  readonly calendar: Calendar;
  readonly mail: Mail;
  readonly subscriptions: Subscriptions;
  /** The secret of the subscription that stands; null while there is none. */
  secret(): { readonly subscription: string; readonly secret: string } | null;
  /** What the programme's mailbox has to tell since it was last asked, each change once. */
  news(): readonly Hint[];
  /** Done by somebody in Outlook itself, at once: Graph's own paths, as that mailbox. */
  act(method: string, path: string, body?: unknown, prefer?: string): Reply;
  /** Copies in somebody's calendar. */
  eventsOf(upn: string): readonly StoredEvent[];
  mailsTo(address: string): number;
  /** Mailboxes that changed since the last question. */
  touched(): readonly string[];
};

/**
 * Local Outlook without its HTTP: the house's own Graph edge in front, the net between, and Outlook's own
 * rules behind it.
 */
export function createOutlookSide(q: {
  readonly net: Net;
  readonly people: readonly OutlookPerson[];
  readonly mailbox: string;
  readonly zone: string;
  readonly now: () => number;
  readonly bytes: (count: number) => Uint8Array;
  /** Graph without its memory of creates: a mutant. */
  readonly forgetsCreates: boolean;
}): OutlookSide {
  const storage = openStorage(null);
  const directory = directoryOf(q.people);
  const changed = new Set<string>();
  const world: World = {
    storage,
    directory,
    now: q.now,
    bytes: q.bytes,
    apps: NO_APPS,
    behaviour: () => ({
      replay: 'same',
      meetingLink: true,
      concurrentCalls: null,
      deltaTokenMs: DELTA_TOKEN_MS,
      deletedCopy: 'declines',
      notify: 'held',
    }),
    url: () => ORIGIN,
    touch: (address) => void changed.add(address.toLowerCase()),
  };
  const act: OutlookSide['act'] = (method, path, body, more) => {
    const url = new URL(`${ORIGIN}/v1.0${path}`);
    const prefer = readPreferences(more === undefined ? PREFER : `${PREFER}, ${more}`);
    if (isRefusal(prefer)) throw new Error('the preferences can be read');
    const call: GraphCall = {
      method,
      path: url.pathname.slice('/v1.0'.length),
      query: url.searchParams,
      prefer,
      ifMatch: null,
      eventual: false,
      body: body === undefined ? undefined : without(JSON.parse(JSON.stringify(body)), q.forgetsCreates),
    };
    const found = matchRoute(call.method, call.path);
    if (!isMatch(found)) return found;
    return storage.atomically(() => answer(world, call, { ...found, allowed: null }));
  };
  let subscribed: { readonly subscription: string; readonly secret: string } | null = null;
  let toldUpTo = 0;
  const graph = graphOf(q.net, act);
  return {
    calendar: createCalendar({
      graph,
      mailbox: q.mailbox,
      zone: q.zone,
      timeouts: LIMITS,
      elsewhere: () => null,
    }),
    subscriptions: subscriptionsOf(q.net, (made) => {
      subscribed = made;
    }),
    secret: () => subscribed,
    news() {
      const organiser = directory.byUpn(q.mailbox)?.id ?? '';
      const changes = storage.changesAfter(organiser, toldUpTo);
      toldUpTo = storage.lastChange();
      return changes.map(({ key, kind }): Hint => {
        const event = storage.eventByKey(organiser, key);
        return {
          event: eventId(key, true),
          removed: kind === 'deleted',
          etag: event === null ? null : etagOf(event),
        };
      });
    },
    mail: createMail({ graph, mailbox: q.mailbox, timeoutMs: LIMITS.writeMs }),
    act,
    eventsOf: (upn) => storage.eventsOf(directory.byUpn(upn)?.id ?? ''),
    mailsTo: (address) => storage.mailsOf(address.toLowerCase()).filter((m) => m.kind === 'mail').length,
    touched() {
      const list = [...changed];
      changed.clear();
      return list;
    },
  };
}

function without(body: unknown, transaction: boolean): unknown {
  if (!transaction || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'transactionId'));
}

/** Graph's subscriptions without a handshake: what they bring is the seed's to deliver. */
function subscriptionsOf(
  net: Net,
  made: (subscription: { readonly subscription: string; readonly secret: string }) => void,
): Subscriptions {
  let last = 0;
  const done = <T>(value: T) => ({ kind: 'done', value }) as const;
  return {
    create: ({ secret, until }) =>
      net.call('POST subscriptions', () => {
        last += 1;
        const id = `subscription-${last}`;
        made({ subscription: id, secret });
        return done({ id, expiresAt: until });
      }),
    renew: (id, until) => net.call('PATCH subscriptions', () => done({ id, expiresAt: until })),
    list: () => net.call('GET subscriptions', () => done([])),
    remove: () => net.call('DELETE subscriptions', () => done(undefined)),
  };
}

/** As `graph/client.ts` answers: 2xx is done, 404 may be an answer, and the rest by status. */
function graphOf(net: Net, act: OutlookSide['act']): GraphClient {
  const call = (asked: OurCall) =>
    net.call<{ status: number; body: unknown }>(nameOf(asked), () => {
      const query = new URLSearchParams(asked.query).toString();
      const reply = act(
        asked.method,
        query === '' ? asked.path : `${asked.path}?${query}`,
        asked.body,
        asked.prefer,
      );
      return outcomeOf(asked, reply);
    });
  return {
    call,
    follow: (link, how) =>
      call({ method: 'GET', path: link.slice(`${ORIGIN}/v1.0`.length), repeat: true, ...how }),
  };
}

function outcomeOf(asked: OurCall, reply: Reply): Outcome<{ status: number; body: unknown }> {
  const { status } = reply;
  const body = reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
  if (status < 300 || ((status === 404 || status === 410) && asked.mayMiss === true))
    return { kind: 'done', value: { status, body } };
  return statusFailure({ status, headers: new Headers(reply.headers), body }, 0);
}

/** `POST events`, without anybody's name. */
function nameOf({ method, path }: OurCall): string {
  const last = path.split('?')[0]?.split('/').slice(3) ?? [];
  const known = last.filter((part) => /^[a-zA-Z]+$/.test(part));
  return `${method} ${known.join('/')}`;
}
