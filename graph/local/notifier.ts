import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from './changes.ts';
import { etagOf, eventId } from './event-output.ts';
import type { Storage } from './storage.ts';
import type { StoredSubscription } from './subscription-store.ts';
import type { Behaviour, Disturbance, LifecycleEvent } from './types.ts';
import { stamp } from './zones.ts';

/** A notification that waits in `held`: which event it is about, and what happened. */
export type WaitingNotification = { readonly id: string; readonly event: string; readonly kind: string };

export type Notifier = {
  /** After the commit: tells whoever subscribed to these mailboxes. */
  changed(changes: readonly Change[]): void;
  /** Tells every subscription's lifecycle address; `subscriptionRemoved` also ends it. Resolves when all were told or given up. */
  lifecycle(event: LifecycleEvent): Promise<void>;
  /** The next notifications, in the order given, go wrong. */
  disturb(...disturbances: readonly Disturbance[]): void;
  /** What waits in `held`, oldest first. */
  waiting(): readonly WaitingNotification[];
  /** Delivers one that waits, now; it may be delivered again until it is dropped. False when there is none. */
  deliver(id: string): Promise<boolean>;
  drop(id: string): boolean;
  /** Waits until nothing is on its way. */
  idle(): Promise<void>;
  close(): void;
};

type Item = { readonly id: string; readonly url: string; readonly body: unknown } & WaitingNotification;

/** Graph tries for hours, ever slower; here for half a minute. */
const TRIES_AFTER_MS = [0, 500, 2_000, 8_000, 20_000];
/** An answer later than this counts as none (learn.microsoft.com/graph/change-notifications-delivery-webhooks). */
const ANSWER_WITHIN_MS = 10_000;
export const TENANT = '11111111-1111-4111-8111-111111111111';

export function createNotifier(q: {
  readonly storage: Storage;
  readonly now: () => number;
  readonly behaviour: () => Behaviour;
}): Notifier {
  const closed = new AbortController();
  const onTheirWay = new Set<Promise<void>>();
  const disturbances: { readonly kind: Disturbance['kind']; left: number }[] = [];
  let held: readonly Item[] = [];
  let swapped: Item | null = null;

  const go = (item: Item, delayMs = 0): Promise<void> => {
    const way = post(item, delayMs, closed.signal).finally(() => onTheirWay.delete(way));
    onTheirWay.add(way);
    return way;
  };
  const takeDisturbance = (): Disturbance['kind'] | null => {
    const found = disturbances.find(({ left }) => left > 0);
    if (found === undefined) return null;
    found.left -= 1;
    return found.kind;
  };
  const send = (item: Item): void => {
    if (q.behaviour().notify === 'held') {
      held = [...held, item];
      return;
    }
    const kind = takeDisturbance();
    if (kind === 'swapped') {
      swapped = item;
      return;
    }
    if (kind === 'lost') return;
    const delayMs = kind !== null && typeof kind === 'object' ? kind.delayMs : 0;
    const way = go(item, delayMs);
    if (kind === 'doubled') void go(item);
    const earlier = swapped;
    swapped = null;
    if (earlier !== null) void way.then(() => go(earlier));
  };
  const live = () => q.storage.subscriptions().filter(({ expiresAt }) => expiresAt > q.now());

  return {
    changed(changes) {
      for (const subscription of live()) {
        const told = changes.filter(({ mailbox }) => mailbox === subscription.mailbox);
        for (const [key, kind] of lastOfEach(told))
          if (subscription.changeType.split(',').includes(kind))
            send(changeItem(q.storage, subscription, { key, kind }));
      }
    },
    async lifecycle(event) {
      const told = live().filter((one) => one.lifecycleNotificationUrl !== null);
      if (event === 'subscriptionRemoved')
        for (const { id } of q.storage.subscriptions()) q.storage.removeSubscription(id);
      await Promise.all(told.map((subscription) => go(lifecycleItem(subscription, event))));
    },
    disturb: (...more) => void disturbances.push(...more.map(({ kind, times }) => ({ kind, left: times }))),
    waiting: () => held.map(({ id, event, kind }) => ({ id, event, kind })),
    async deliver(id) {
      const item = held.find((one) => one.id === id);
      if (item !== undefined) await go(item);
      return item !== undefined;
    },
    drop(id) {
      const before = held.length;
      held = held.filter((one) => one.id !== id);
      return held.length < before;
    },
    async idle() {
      while (onTheirWay.size > 0) await Promise.all(onTheirWay);
    },
    close: () => closed.abort(),
  };
}

/** Several changes in one transaction are one: what was made and changed is made, what is gone is gone. */
function lastOfEach(changes: readonly Change[]): ReadonlyMap<string, Change['kind']> {
  const kinds = new Map<string, Change['kind']>();
  for (const { key, kind } of changes) kinds.set(key, kind === 'updated' ? (kinds.get(key) ?? kind) : kind);
  return kinds;
}

function changeItem(
  storage: Storage,
  subscription: StoredSubscription,
  { key, kind }: Pick<Change, 'key' | 'kind'>,
): Item {
  const event = storage.eventByKey(subscription.mailbox, key);
  const id = eventId(key, subscription.immutableIds);
  const resource = `Users/${subscription.mailbox}/Events/${id}`;
  const etag = event === null ? {} : { '@odata.etag': etagOf(event) };
  const resourceData = { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, ...etag, id };
  const body = { value: [{ ...common(subscription), changeType: kind, resource, resourceData }] };
  return { id: randomUUID(), event: id, kind, url: subscription.notificationUrl, body };
}

function lifecycleItem(subscription: StoredSubscription, lifecycleEvent: LifecycleEvent): Item {
  const body = { value: [{ ...common(subscription), resource: subscription.resource, lifecycleEvent }] };
  const url = subscription.lifecycleNotificationUrl ?? '';
  return { id: randomUUID(), event: '', kind: lifecycleEvent, url, body };
}

function common({ id, expiresAt, clientState }: StoredSubscription) {
  return {
    subscriptionId: id,
    subscriptionExpirationDateTime: stamp(expiresAt),
    clientState,
    tenantId: TENANT,
  };
}

/** Until somebody answers 2xx, or the tries are used up. */
async function post({ url, body }: Item, delayMs: number, closed: AbortSignal): Promise<void> {
  for (const wait of TRIES_AFTER_MS) {
    try {
      if (wait + delayMs > 0) await sleep(wait === 0 ? delayMs : wait, null, { signal: closed, ref: false });
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([closed, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.body?.cancel();
      if (response.ok) return;
    } catch (error) {
      if (closed.aborted) return;
      // Not reached, or no answer in time: the next try follows.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    }
  }
}
