import type { DatabaseSync } from 'node:sqlite';

/** A subscription to the events of one mailbox; moments are epoch milliseconds. */
export type StoredSubscription = {
  readonly id: string;
  /** The id of the person whose calendar it is. */
  readonly mailbox: string;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly expiresAt: number;
  /** Whether ids in notifications are the immutable ones: as the subscription was asked for. */
  readonly immutableIds: boolean;
};

export const SUBSCRIPTION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS subscription (id TEXT PRIMARY KEY, mailbox TEXT NOT NULL, data TEXT NOT NULL) STRICT;
`;

export function subscriptionStore(db: DatabaseSync) {
  const put = db.prepare(
    'INSERT INTO subscription (id, mailbox, data) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
  );
  const all = db.prepare('SELECT data FROM subscription ORDER BY rowid');
  const remove = db.prepare('DELETE FROM subscription WHERE id = ?');
  return {
    putSubscription(one: StoredSubscription): void {
      put.run(one.id, one.mailbox, JSON.stringify(one));
    },
    subscriptions: () => all.all().map((row) => JSON.parse(String(row.data)) as StoredSubscription),
    removeSubscription(id: string): void {
      remove.run(id);
    },
  };
}
