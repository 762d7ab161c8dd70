import { DatabaseSync } from 'node:sqlite';
import { CHANGE_SCHEMA, changeLog } from './changes.ts';
import { SUBSCRIPTION_SCHEMA, subscriptionStore } from './subscription-store.ts';
import type { Span, StoredEvent, StoredMail } from './types.ts';

/** Everything the local Outlook keeps, in one SQLite file or in memory. */
export type Storage = ReturnType<typeof openStorage>;

/**
 * Opens the storage; `file` null keeps it in memory.
 * In WAL mode with `synchronous=NORMAL` an answered call survives the death of the process, not of the machine.
 */
export function openStorage(file: string | null) {
  const db = new DatabaseSync(file ?? ':memory:');
  db.exec(SCHEMA + CHANGE_SCHEMA + SUBSCRIPTION_SCHEMA);
  const log = changeLog(db);
  return {
    ...log,
    ...events(db, log),
    ...subscriptionStore(db),
    ...transactions(db),
    ...mails(db),
    atomically: atomically(db),
    close: () => db.close(),
  };
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL, uid TEXT NOT NULL,
    start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, data TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS event_by_time ON event (mailbox, start_at);
  CREATE INDEX IF NOT EXISTS event_by_uid ON event (uid);
  CREATE TABLE IF NOT EXISTS creation (
    mailbox TEXT NOT NULL, transaction_id TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (mailbox, transaction_id)) STRICT;
  CREATE TABLE IF NOT EXISTS mail (seq INTEGER PRIMARY KEY, address TEXT NOT NULL, data TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS mail_by_address ON mail (address);
`;

type Row = Readonly<Record<string, unknown>>;

function events(db: DatabaseSync, log: Pick<ReturnType<typeof changeLog>, 'noteChange'>) {
  const put =
    db.prepare(`INSERT INTO event (key, mailbox, uid, start_at, end_at, data) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET start_at = excluded.start_at, end_at = excluded.end_at, data = excluded.data`);
  const byKey = db.prepare('SELECT data FROM event WHERE mailbox = ? AND key = ?');
  const all = db.prepare('SELECT data FROM event WHERE mailbox = ? ORDER BY seq');
  const within = db.prepare(
    'SELECT data FROM event WHERE mailbox = ? AND start_at < ? AND end_at > ? ORDER BY start_at, seq',
  );
  const byUid = db.prepare('SELECT data FROM event WHERE mailbox = ? AND uid = ?');
  const remove = db.prepare('DELETE FROM event WHERE key = ?');
  return {
    putEvent(event: StoredEvent): void {
      const { key, mailbox, uid, startAt, endAt } = event;
      const was = eventOf(byKey.get(mailbox, key));
      log.noteChange(event, was === null ? 'created' : 'updated', was);
      put.run(key, mailbox, uid, startAt, endAt, JSON.stringify(event));
    },
    eventByKey: (mailbox: string, key: string) => eventOf(byKey.get(mailbox, key)),
    eventByUid: (mailbox: string, uid: string) => eventOf(byUid.get(mailbox, uid)),
    eventsOf: (mailbox: string) => all.all(mailbox).flatMap((row) => eventOf(row) ?? []),
    eventsWithin: (mailbox: string, span: Span) =>
      within.all(mailbox, span.end, span.start).flatMap((row) => eventOf(row) ?? []),
    removeEvent(event: StoredEvent): void {
      log.noteChange(event, 'deleted', event);
      remove.run(event.key);
    },
  };
}

function transactions(db: DatabaseSync) {
  const put = db.prepare('INSERT INTO creation (mailbox, transaction_id, key) VALUES (?, ?, ?)');
  const get = db.prepare('SELECT key FROM creation WHERE mailbox = ? AND transaction_id = ?');
  return {
    rememberCreation(mailbox: string, transactionId: string, key: string): void {
      put.run(mailbox, transactionId, key);
    },
    /** The key of the event that a transactionId made, also after that event is gone. */
    createdBy(mailbox: string, transactionId: string): string | null {
      const row = get.get(mailbox, transactionId);
      return row === undefined ? null : String(row.key);
    },
  };
}

function mails(db: DatabaseSync) {
  const put = db.prepare('INSERT INTO mail (address, data) VALUES (?, ?)');
  const list = db.prepare('SELECT data FROM mail WHERE address = ? ORDER BY seq');
  return {
    putMail(address: string, mail: StoredMail): void {
      put.run(address, JSON.stringify(mail));
    },
    mailsOf: (address: string) => list.all(address).map((row) => JSON.parse(String(row.data)) as StoredMail),
  };
}

function atomically(db: DatabaseSync) {
  return <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
}

function eventOf(row: Row | undefined): StoredEvent | null {
  return row === undefined ? null : (JSON.parse(String(row.data)) as StoredEvent);
}
