import { createHash, timingSafeEqual } from 'node:crypto';
import { never } from '../rules/decision.ts';
import { LOOK_AROUND_MS, QUIET_MS, SUBSCRIBE_AGAIN_MS, SUBSCRIBED_MS } from '../rules/hearing.ts';
import type { Moment } from '../rules/time.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as watch from '../store/watch.ts';
import type { Context } from './context.ts';
import { type Hint, type Noted, noteHints } from './hints.ts';

/** There is one watch: what is owed to it carries this word. */
const SUBJECT = 'programme';
export const WATCH = 'outlook.watch';
export const LOOK_AROUND = 'outlook.look-around';

/**
 * Sees to it that Outlook is listened to: from the first start on two moments are always owed, one for the
 * subscription and one for the look around. Several processes start together and owe the same two.
 */
export function beginWatch(c: Context, url: string): Promise<void> {
  const { mailbox } = c.programme();
  return c.db.transaction().execute(async (trx) => {
    const stood = await watch.find(trx);
    const begun = await watch.begin(trx, { mailbox, url });
    const moved = stood !== null && (stood.url !== url || stood.mailbox !== mailbox);
    const renewal = await due.when(trx, WATCH, SUBJECT);
    if (renewal === null || moved || begun.subscription === null) await oweWatch(trx, c.clock.now());
    const look = await due.when(trx, LOOK_AROUND, SUBJECT);
    if (look === null || moved) await oweLookAround(trx, c.clock.now());
  });
}

export function oweWatch(trx: Trx, at: Moment): Promise<void> {
  return due.owe(trx, { at, kind: WATCH, subject: SUBJECT });
}

export function oweLookAround(trx: Trx, at: Moment): Promise<void> {
  return due.owe(trx, { at, kind: LOOK_AROUND, subject: SUBJECT });
}

/** The next is owed before this one ran: whatever becomes of the job, it is tried again. */
export async function watchDue(c: Context, trx: Trx): Promise<void> {
  await oweWatch(trx, c.clock.now() + SUBSCRIBE_AGAIN_MS);
  await c.jobs.owe(trx, { kind: 'calendar.watch' });
}

export async function lookAroundDue(c: Context, trx: Trx): Promise<void> {
  await oweLookAround(trx, c.clock.now() + LOOK_AROUND_MS);
  await c.jobs.owe(trx, { kind: 'calendar.look-around' });
}

/** Our clock was set back: the look around does not wait until it has come so far again. */
export async function keepLooking(c: Context, trx: Trx): Promise<void> {
  const latest = c.clock.now() + LOOK_AROUND_MS;
  const owed = await due.when(trx, LOOK_AROUND, SUBJECT);
  if (owed !== null && owed > latest) await oweLookAround(trx, latest);
}

/** One notification, as far as it is read. */
export type Notification = {
  readonly subscription: string;
  readonly secret: string;
  readonly what:
    | { readonly kind: 'changed'; readonly hint: Hint }
    /** It must be renewed, or is gone: both show when it is renewed. `missed`: notifications were lost. */
    | { readonly kind: 'subscription' }
    | { readonly kind: 'missed' };
};

/** What became of a notification. */
export type Received = Noted | 'unknown-subscription' | 'wrong-secret' | 'renew' | 'look-around';

/**
 * Takes notifications in: what is not from our subscription with its secret is refused, the rest is noted in
 * one transaction. Nothing that a notification says is believed but "look".
 */
export async function takeNotifications(
  c: Context,
  notifications: readonly Notification[],
): Promise<readonly Received[]> {
  const standing = await watch.find(c.db);
  const refused = notifications.map((one) => whyRefused(standing, one));
  const ours = notifications.filter((_, at) => refused[at] === null);
  if (ours.length === 0) return refused.map((why) => why ?? 'not-ours');
  const taken = await c.db.transaction().execute((trx) => note(c, trx, ours));
  return notifications.map((one, at) => refused[at] ?? taken.get(one) ?? 'not-ours');
}

async function note(
  c: Context,
  trx: Trx,
  ours: readonly Notification[],
): Promise<ReadonlyMap<Notification, Received>> {
  const received = new Map<Notification, Received>();
  const changed: { one: Notification; hint: Hint }[] = [];
  for (const one of ours) {
    switch (one.what.kind) {
      case 'changed':
        changed.push({ one, hint: one.what.hint });
        break;
      case 'subscription':
        received.set(one, 'renew');
        break;
      case 'missed':
        received.set(one, 'look-around');
        break;
      default:
        never(one.what);
    }
  }
  const noted = await noteHints(
    c,
    trx,
    changed.map(({ hint }) => hint),
  );
  changed.forEach(({ one }, at) => {
    received.set(one, noted[at] ?? 'not-ours');
  });
  const kinds = new Set(received.values());
  if (kinds.has('renew')) await renewSoon(c, trx, await watch.find(trx));
  if (kinds.has('look-around')) await sooner(trx, LOOK_AROUND, c.clock.now() + QUIET_MS);
  return received;
}

/** At once; but what was renewed a moment ago is not renewed again, however often that is asked. */
async function renewSoon(c: Context, trx: Trx, standing: watch.Watch | null): Promise<void> {
  const renewedAt = (standing?.expiresAt ?? 0) - SUBSCRIBED_MS;
  await sooner(trx, WATCH, Math.max(c.clock.now(), renewedAt + SUBSCRIBE_AGAIN_MS));
}

/** What is owed earlier stays. */
async function sooner(trx: Trx, kind: typeof WATCH | typeof LOOK_AROUND, at: Moment): Promise<void> {
  const owed = await due.when(trx, kind, SUBJECT);
  if (owed === null || owed > at) await due.owe(trx, { at, kind, subject: SUBJECT });
}

/** While a subscription is being made its id is not known yet: then the secret alone tells. */
function whyRefused(
  standing: watch.Watch | null,
  { subscription, secret }: Notification,
): 'unknown-subscription' | 'wrong-secret' | null {
  if (!standing?.secretHash) return 'unknown-subscription';
  if (standing.subscription !== null && standing.subscription !== subscription) return 'unknown-subscription';
  return isSame(hashOf(secret), standing.secretHash) ? null : 'wrong-secret';
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Hashes are of one length, so that the time it takes says nothing of the secret. */
function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
