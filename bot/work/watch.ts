import { changesSeen, lookFrom } from '../flows/look-around.ts';
import { hashOf, oweLookAround, oweWatch } from '../flows/watch.ts';
import type { Outcome, Subscription } from '../ports.ts';
import { renewAt, SUBSCRIBE_AGAIN_MS, SUBSCRIBED_MS } from '../rules/hearing.ts';
import * as watch from '../store/watch.ts';
import type { Ran, Work } from './work.ts';

/**
 * Renews the subscription, or makes one where none is. One process at a time. Whatever goes wrong, the next try
 * is owed already (`watchDue`), the look around goes on meanwhile, and /readyz says so.
 */
export async function keepWatch(w: Work): Promise<Ran> {
  const now = w.c.clock.now();
  const standing = await watch.claim(w.c.db, { now, leaseUntil: now + SUBSCRIBE_AGAIN_MS });
  if (!standing) return 'done';
  const renewed = await renew(w, standing);
  if (renewed.kind !== 'done') return failed(w, renewed.code);
  if (renewed.value) return stands(w, { subscription: renewed.value, isNew: false });
  const made = await subscribe(w, standing);
  if (made.kind !== 'done') return failed(w, made.code);
  await stands(w, { subscription: made.value, isNew: true });
  await removeOthers(w, { standing, keep: made.value.id });
  return 'done';
}

/** Null: there is none, here or at Outlook's. */
function renew(w: Work, { subscription }: watch.Watch): Promise<Outcome<Subscription | null>> {
  if (subscription === null) return Promise.resolve({ kind: 'done', value: null });
  return w.subscriptions.renew(subscription, w.c.clock.now() + SUBSCRIBED_MS);
}

/** The secret is kept (its hash) before the call: Outlook may tell of something before it answers. */
async function subscribe(w: Work, { url }: watch.Watch): Promise<Outcome<Subscription>> {
  const secret = Buffer.from(w.random.bytes(32)).toString('base64url');
  await watch.making(w.c.db, hashOf(secret));
  return w.subscriptions.create({ url, secret, until: w.c.clock.now() + SUBSCRIBED_MS });
}

/** What happened while nobody listened is looked up at once. */
function stands(w: Work, q: { readonly subscription: Subscription; readonly isNew: boolean }): Promise<Ran> {
  const { id, expiresAt } = q.subscription;
  return w.c.db.transaction().execute(async (trx) => {
    await watch.stands(trx, { subscription: id, expiresAt });
    await oweWatch(trx, renewAt(expiresAt));
    if (q.isNew) await oweLookAround(trx, w.c.clock.now());
    return 'done' as const;
  });
}

function failed(w: Work, code: string): Promise<Ran> {
  return w.c.db.transaction().execute(async (trx) => {
    await watch.failed(trx, code);
    return 'done' as const;
  });
}

/** One whose making we never heard the end of, or of a process that died: it would only be refused. */
async function removeOthers(
  w: Work,
  q: { readonly standing: watch.Watch; readonly keep: string },
): Promise<void> {
  const listed = await w.subscriptions.list(q.standing.url);
  if (listed.kind !== 'done') return;
  for (const { id } of listed.value) if (id !== q.keep) await w.subscriptions.remove(id);
}

/** One call when nothing changed; what can not be read now is read in the next round, from the same place. */
export async function lookAround(w: Work): Promise<Ran> {
  const from = lookFrom(await watch.find(w.c.db), w.c.clock.now());
  const changes = await w.calendar.changes(from);
  if (changes.kind === 'done') await changesSeen(w.c, { from, changes: changes.value });
  else await watch.notLooked(w.c.db, changes.code);
  return 'done';
}
