import type { Outcome, Subscription, Subscriptions } from '../bot/ports.ts';
import type { Moment } from '../bot/rules/time.ts';
import { type GraphAnswer, type GraphClient, segment } from './client.ts';
import { subscription, subscriptionPage } from './wire.ts';
import { utcStamp } from './zones.ts';

type Settings = {
  readonly graph: GraphClient;
  readonly mailbox: string;
  readonly timeouts: { readonly readMs: number; readonly writeMs: number };
};

/** Subscriptions of one application are few; a list that goes on for ever is none. */
const MOST_PAGES = 20;

/** On the events of one mailbox. Needs Calendars.Read, which Calendars.ReadWrite covers. */
export function createSubscriptions(settings: Settings): Subscriptions {
  const { graph, timeouts } = settings;
  return {
    async create({ url, secret, until }) {
      const answer = await graph.call({
        method: 'POST',
        path: '/subscriptions',
        body: {
          changeType: 'created,updated,deleted',
          resource: resourceOf(settings),
          notificationUrl: url,
          lifecycleNotificationUrl: url,
          expirationDateTime: utcStamp(until),
          clientState: secret,
          latestSupportedTlsVersion: 'v1_2',
        },
        repeat: false,
        // Outlook waits for our handshake before it answers.
        timeoutMs: timeouts.writeMs,
      });
      return answer.kind === 'done' ? readOne(answer.value) : answer;
    },
    renew: (id, until) => renew(settings, id, until),
    async remove(id) {
      const answer = await graph.call({
        method: 'DELETE',
        path: `/subscriptions/${segment(id)}`,
        repeat: false,
        timeoutMs: timeouts.writeMs,
        mayMiss: true,
      });
      return answer.kind === 'done' ? { kind: 'done', value: undefined } : answer;
    },
    list: (url) => list(settings, url),
  };
}

function resourceOf({ mailbox }: Settings): string {
  return `/users/${mailbox}/events`;
}

/** A renewal is also the answer to `reauthorizationRequired`. */
async function renew(
  { graph, timeouts }: Settings,
  id: string,
  until: Moment,
): Promise<Outcome<Subscription | null>> {
  const answer = await graph.call({
    method: 'PATCH',
    path: `/subscriptions/${segment(id)}`,
    body: { expirationDateTime: utcStamp(until) },
    repeat: false,
    timeoutMs: timeouts.writeMs,
    mayMiss: true,
  });
  if (answer.kind !== 'done') return answer;
  return answer.value.status === 200 ? readOne(answer.value) : { kind: 'done', value: null };
}

function readOne({ body }: GraphAnswer): Outcome<Subscription> {
  const read = subscription.safeParse(body);
  if (!read.success) return { kind: 'unknown', code: 'unreadable' };
  return { kind: 'done', value: { id: read.data.id, expiresAt: read.data.expiresAt } };
}

async function list(settings: Settings, url: string): Promise<Outcome<readonly Subscription[]>> {
  const ours: Subscription[] = [];
  const timeoutMs = settings.timeouts.readMs;
  let answer = await settings.graph.call({
    method: 'GET',
    path: '/subscriptions',
    repeat: true,
    timeoutMs,
  });
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    if (answer.kind !== 'done') return answer;
    const read = subscriptionPage.safeParse(answer.value.body);
    if (!read.success) return { kind: 'unknown', code: 'unreadable' };
    const resource = resourceOf(settings).toLowerCase();
    for (const one of read.data.value)
      if (one.url === url && `/${one.resource.replace(/^\//, '')}`.toLowerCase() === resource)
        ours.push({ id: one.id, expiresAt: one.expiresAt });
    const next = read.data['@odata.nextLink'];
    if (!next) return { kind: 'done', value: ours };
    answer = await settings.graph.follow(next, { timeoutMs });
  }
  return { kind: 'unknown', code: 'too-many-pages' };
}
