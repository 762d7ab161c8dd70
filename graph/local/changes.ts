import type { DatabaseSync } from 'node:sqlite';
import type { Span, StoredEvent } from './types.ts';

export type ChangeKind = 'created' | 'updated' | 'deleted';

/** One change of a mailbox's calendar. `before`: when it was, until then; null for what was not there. */
export type Change = {
  readonly seq: number;
  readonly mailbox: string;
  readonly key: string;
  readonly kind: ChangeKind;
  readonly before: Span | null;
};

export const CHANGE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, mailbox TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
    before_start INTEGER, before_end INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS change_by_mailbox ON change (mailbox, seq);
`;

/** The log of changes, which delta reads and notifications follow. A listener hears of each at once, inside the transaction. */
export function changeLog(db: DatabaseSync) {
  const put = db.prepare(
    'INSERT INTO change (mailbox, key, kind, before_start, before_end) VALUES (?, ?, ?, ?, ?)',
  );
  const after = db.prepare('SELECT * FROM change WHERE mailbox = ? AND seq > ? ORDER BY seq');
  const last = db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM change');
  let listener: ((change: Change) => void) | null = null;
  return {
    onChangeNoted(hears: (change: Change) => void): void {
      listener = hears;
    },
    noteChange(event: StoredEvent, kind: ChangeKind, was: StoredEvent | null): void {
      const before = was === null ? null : { start: was.startAt, end: was.endAt };
      const { mailbox, key } = event;
      const { lastInsertRowid } = put.run(mailbox, key, kind, before?.start ?? null, before?.end ?? null);
      listener?.({ seq: Number(lastInsertRowid), mailbox, key, kind, before });
    },
    changesAfter: (mailbox: string, seq: number) => after.all(mailbox, seq).map(changeOf),
    lastChange: () => Number(last.get()?.seq ?? 0),
  };
}

function changeOf(row: Readonly<Record<string, unknown>>): Change {
  const before =
    row.before_start === null ? null : { start: Number(row.before_start), end: Number(row.before_end) };
  return {
    seq: Number(row.seq),
    mailbox: String(row.mailbox),
    key: String(row.key),
    kind: row.kind as ChangeKind,
    before,
  };
}
