import type { Selectable } from 'kysely';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

/** How we hear of the programme's mailbox. There is one. */
export type Watch = {
  readonly mailbox: string;
  /** Where Outlook tells us. */
  readonly url: string;
  /** Outlook's id of the subscription; null when there is none, or it is being made. */
  readonly subscription: string | null;
  /** SHA-256 of the secret that comes back with each notification. */
  readonly secretHash: string | null;
  readonly expiresAt: Moment | null;
  /** Codes of what went wrong last, with the subscription and with looking around; null when nothing did. */
  readonly fault: string | null;
  readonly lookFault: string | null;
  /** Where the next look at what changed goes on, and where its window begins. */
  readonly link: string | null;
  readonly windowStart: Moment | null;
};

type Where = Pick<Watch, 'mailbox' | 'url'>;

export async function find(db: Db | Trx): Promise<Watch | null> {
  const row = await db.selectFrom('watch').selectAll().executeTakeFirst();
  return row ? convert(row) : null;
}

/** Begins to watch. What was known of another mailbox, or told to another address, counts no more. */
export async function begin(trx: Trx, { mailbox, url }: Where): Promise<Watch> {
  await trx
    .insertInto('watch')
    .values({ mailbox, url, busy_until: new Date(0) })
    .onConflict((c) => c.column('id').doNothing())
    .execute();
  const row = await trx.selectFrom('watch').selectAll().forNoKeyUpdate().executeTakeFirstOrThrow();
  if (row.mailbox === mailbox && row.url === url) return convert(row);
  const none = { subscription: null, secret_hash: null, expires_at: null, fault: null };
  const elsewhere = row.mailbox === mailbox ? {} : { link: null, window_start: null, look_fault: null };
  const anew = { mailbox, url, ...none, ...elsewhere };
  return convert(await trx.updateTable('watch').set(anew).returningAll().executeTakeFirstOrThrow());
}

/** Takes the subscription for as long as the lease; null when another process has it. */
export async function claim(
  db: Db | Trx,
  q: { readonly now: Moment; readonly leaseUntil: Moment },
): Promise<Watch | null> {
  const busy_until = new Date(q.leaseUntil);
  const row = await db
    .updateTable('watch')
    .set({ busy_until })
    // A lease further ahead than any is from before the clock was set back.
    .where((e) => e.or([e('busy_until', '<=', new Date(q.now)), e('busy_until', '>', busy_until)]))
    .returningAll()
    .executeTakeFirst();
  return row ? convert(row) : null;
}

/** Before the call that makes it: a notification may be here before Outlook's answer is. */
export async function making(db: Db | Trx, secretHash: string): Promise<void> {
  const none = { subscription: null, expires_at: null };
  await db
    .updateTable('watch')
    .set({ ...none, secret_hash: secretHash })
    .execute();
}

/** It stands, and the lease ends. */
export async function stands(
  trx: Trx,
  q: { readonly subscription: string; readonly expiresAt: Moment },
): Promise<void> {
  const { subscription } = q;
  await trx
    .updateTable('watch')
    .set({ subscription, expires_at: new Date(q.expiresAt), fault: null, busy_until: new Date(0) })
    .execute();
}

/** What we have stays as it is, and the lease ends. */
export async function failed(trx: Trx, code: string): Promise<void> {
  await trx
    .updateTable('watch')
    .set({ fault: code, busy_until: new Date(0) })
    .execute();
}

/** A look around was made: the next goes on here. */
export async function looked(
  trx: Trx,
  q: { readonly link: string; readonly windowStart: Moment },
): Promise<void> {
  await trx
    .updateTable('watch')
    .set({ link: q.link, window_start: new Date(q.windowStart), look_fault: null })
    .execute();
}

/** A look around failed: the next begins where this one did. */
export async function notLooked(db: Db | Trx, code: string): Promise<void> {
  await db.updateTable('watch').set({ look_fault: code }).execute();
}

/** Whether Outlook tells us of changes now, and can be asked for them. */
export async function isOn(db: Db | Trx, now: Moment): Promise<boolean> {
  const watch = await find(db);
  if (!watch?.subscription || watch.expiresAt === null) return false;
  return watch.expiresAt > now && watch.lookFault === null;
}

function convert(row: Selectable<Tables['watch']>): Watch {
  return {
    mailbox: row.mailbox,
    url: row.url,
    subscription: row.subscription,
    secretHash: row.secret_hash,
    expiresAt: row.expires_at?.getTime() ?? null,
    fault: row.fault,
    lookFault: row.look_fault,
    link: row.link,
    windowStart: row.window_start?.getTime() ?? null,
  };
}
