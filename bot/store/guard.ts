import type { Db as BossDb, PgBoss, SendOptions } from 'pg-boss';
import type { BossAccess, Trx } from './database.ts';

/** A job was to be sent outside the transaction that owes it: on PostgreSQL it would commit apart, on PGlite hang. */
export class SendOutsideTransaction extends Error {
  override readonly name = 'SendOutsideTransaction';

  constructor(queue: string) {
    super(`A job for "${queue}" was sent outside a transaction`);
  }
}

export type GuardedSend = {
  /** Throws `SendOutsideTransaction` unless `options.db` is a connection made by `within`. */
  send(queue: string, data: object, options?: SendOptions): Promise<void>;
  /** pg-boss' view of an open transaction; throws `SendOutsideTransaction` for anything else. */
  within(queue: string, trx: Trx): BossDb;
};

/** The only way to pg-boss' `send`. */
export function guardSend(boss: Pick<PgBoss, 'send'>, access: Pick<BossAccess, 'within'>): GuardedSend {
  const made = new WeakSet<BossDb>();
  return {
    async send(queue, data, options = {}) {
      if (options.db === undefined || !made.has(options.db)) throw new SendOutsideTransaction(queue);
      const id = await boss.send(queue, data, options);
      if (id === null) throw new Error(`A job for "${queue}" was not taken`);
    },
    within(queue, trx) {
      if (!trx.isTransaction) throw new SendOutsideTransaction(queue);
      const db = access.within(trx);
      made.add(db);
      return db;
    },
  };
}
