import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { CardJson } from '../../ports.ts';
import type { LocalMessage, RoomPlace } from '../types.ts';

/** One person's one-to-one chat with the bot. */
export type StoredChat = {
  readonly aadObjectId: string;
  readonly conversation: string;
  /** The person in this channel (`29:…`). */
  readonly user: string;
  readonly installed: boolean;
  /** The bot took the news of the installation. */
  readonly announced: boolean;
  readonly blocked: boolean;
};
export type ChatFlag = 'installed' | 'announced' | 'blocked';

export type NewMessage = {
  readonly id: string;
  readonly conversation: string;
  readonly from: 'bot' | 'person';
  readonly at: string;
  readonly text: string | null;
  readonly card: CardJson | null;
  /** In a room. */
  readonly sender?: string;
  readonly thread?: string | null;
};

/** What one person sees in place of a card that others see otherwise. */
export type OwnView = {
  readonly conversation: string;
  readonly id: string;
  readonly aadObjectId: string;
  /** Of the message when it was made: a message that the bot replaced since has no such view any more. */
  readonly edits: number;
  /** Null: the bot had nothing of their own for them. */
  readonly card: CardJson | null;
};

/** What the local Teams remembers. Every call is on disk when it returns, and so survives a kill. */
export type TeamsStorage = {
  chatOf(aadObjectId: string): StoredChat | null;
  chatAt(conversation: string): StoredChat | null;
  addChat(chat: Pick<StoredChat, 'aadObjectId' | 'conversation' | 'user'>): StoredChat;
  setFlag(aadObjectId: string, flag: ChatFlag, value: boolean): void;
  /** Whether the app was added to the room. */
  hasRoom(place: RoomPlace): boolean;
  addRoom(place: RoomPlace): void;
  messages(conversation: string): readonly LocalMessage[];
  views(conversation: string, aadObjectId: string): readonly (OwnView & { readonly version: number })[];
  putView(view: OwnView): void;
  /** False when the id is already there: nothing changes. */
  addMessage(message: NewMessage): boolean;
  /** Replaces what the bot said; false when the bot has no such message there. */
  replaceMessage(message: Pick<NewMessage, 'id' | 'conversation' | 'text' | 'card'>): boolean;
  removeMessage(message: Pick<NewMessage, 'id' | 'conversation'>): boolean;
  /** `floor`, or one more than the last id when that is higher: never the same twice. */
  nextId(floor: number): number;
  close(): void;
};

const chatRow = z.object({
  aad: z.string(),
  conversation: z.string(),
  mri: z.string(),
  installed: z.number(),
  announced: z.number(),
  blocked: z.number(),
});
const card = z.record(z.string(), z.unknown());
const messageRow = z.object({
  id: z.string(),
  author: z.enum(['bot', 'person']),
  at: z.string(),
  text: z.string().nullable(),
  card: z.string().nullable(),
  edits: z.number(),
  sender: z.string().nullable(),
  thread: z.string().nullable(),
});
const viewRow = z.object({
  id: z.string(),
  edits: z.number(),
  card: z.string().nullable(),
  version: z.number(),
});
const lastRow = z.object({ last: z.number() });

const TABLES = `
  CREATE TABLE IF NOT EXISTS chats (
    aad TEXT PRIMARY KEY, conversation TEXT NOT NULL UNIQUE, mri TEXT NOT NULL,
    installed INTEGER NOT NULL DEFAULT 0, announced INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, conversation TEXT NOT NULL,
    author TEXT NOT NULL, at TEXT NOT NULL, text TEXT, card TEXT, edits INTEGER NOT NULL DEFAULT 0,
    sender TEXT, thread TEXT, UNIQUE (conversation, id)
  );
  CREATE TABLE IF NOT EXISTS rooms (place TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS views (
    conversation TEXT NOT NULL, id TEXT NOT NULL, aad TEXT NOT NULL, edits INTEGER NOT NULL, card TEXT,
    version INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (conversation, id, aad)
  );
  CREATE TABLE IF NOT EXISTS ids (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL);`;

const NEXT_ID = `INSERT INTO ids (one, last) VALUES (1, ?)
  ON CONFLICT (one) DO UPDATE SET last = max(last + 1, ?) RETURNING last`;

const SET_FLAG: Readonly<Record<ChatFlag, string>> = {
  installed: 'UPDATE chats SET installed = ? WHERE aad = ?',
  announced: 'UPDATE chats SET announced = ? WHERE aad = ?',
  blocked: 'UPDATE chats SET blocked = ? WHERE aad = ?',
};

/** `file` null keeps everything in memory. */
export function openTeamsStorage(file: string | null): TeamsStorage {
  // A file of before there were rooms says that every message is of somebody's own chat.
  const db = new DatabaseSync(file ?? ':memory:', { enableForeignKeyConstraints: false });
  // A write-ahead log with NORMAL survives the death of the process; only a power cut may lose the last writes.
  // What is deleted is overwritten: nothing of it is left on the disk.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;');
  db.exec(TABLES);
  addMissingColumns(db);
  const chatOf = (aad: string) => toChat(db.prepare('SELECT * FROM chats WHERE aad = ?').get(aad));
  return {
    chatOf,
    chatAt: (conversation) =>
      toChat(db.prepare('SELECT * FROM chats WHERE conversation = ?').get(conversation)),
    addChat: (chat) => {
      db.prepare('INSERT INTO chats (aad, conversation, mri) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(
        chat.aadObjectId,
        chat.conversation,
        chat.user,
      );
      const stored = chatOf(chat.aadObjectId);
      if (stored === null) throw new Error(`the chat of ${chat.aadObjectId} was not kept`);
      return stored;
    },
    setFlag: (aad, flag, value) => {
      db.prepare(SET_FLAG[flag]).run(value ? 1 : 0, aad);
    },
    hasRoom: (place) => db.prepare('SELECT 1 FROM rooms WHERE place = ?').get(place) !== undefined,
    addRoom: (place) =>
      void db.prepare('INSERT INTO rooms (place) VALUES (?) ON CONFLICT DO NOTHING').run(place),
    ...messageTable(db),
    ...viewTable(db),
    nextId: (floor) => lastRow.parse(db.prepare(NEXT_ID).get(floor, floor)).last,
    close: () => db.close(),
  };
}

function messageTable(
  db: DatabaseSync,
): Pick<TeamsStorage, 'messages' | 'addMessage' | 'replaceMessage' | 'removeMessage'> {
  return {
    messages: (conversation) =>
      db
        .prepare('SELECT * FROM messages WHERE conversation = ? ORDER BY seq')
        .all(conversation)
        .map(toMessage),
    addMessage: (m) =>
      db
        .prepare(
          'INSERT INTO messages (id, conversation, author, at, text, card, sender, thread) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        )
        .run(
          ...[m.id, m.conversation, m.from, m.at, m.text, toText(m.card)],
          ...[m.sender ?? null, m.thread ?? null],
        ).changes === 1,
    replaceMessage: (m) =>
      db
        .prepare(
          "UPDATE messages SET text = ?, card = ?, edits = edits + 1 WHERE id = ? AND conversation = ? AND author = 'bot'",
        )
        .run(m.text, toText(m.card), m.id, m.conversation).changes === 1,
    removeMessage: (m) =>
      db
        .prepare("DELETE FROM messages WHERE id = ? AND conversation = ? AND author = 'bot'")
        .run(m.id, m.conversation).changes === 1,
  };
}

function viewTable(db: DatabaseSync): Pick<TeamsStorage, 'views' | 'putView'> {
  return {
    views: (conversation, aad) =>
      db
        .prepare('SELECT * FROM views WHERE conversation = ? AND aad = ?')
        .all(conversation, aad)
        .map((row) => {
          const { id, edits, card: json, version } = viewRow.parse(row);
          return { conversation, id, aadObjectId: aad, edits, card: toCard(json), version };
        }),
    putView: (v) =>
      void db
        .prepare(
          `INSERT INTO views (conversation, id, aad, edits, card) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET edits = excluded.edits, card = excluded.card, version = version + 1`,
        )
        .run(v.conversation, v.id, v.aadObjectId, v.edits, toText(v.card)),
  };
}

function addMissingColumns(db: DatabaseSync): void {
  const names = db
    .prepare('PRAGMA table_info(messages)')
    .all()
    .map((row) => row.name);
  for (const name of ['sender', 'thread'])
    if (!names.includes(name)) db.exec(`ALTER TABLE messages ADD COLUMN ${name} TEXT`);
}

function toChat(row: unknown): StoredChat | null {
  if (row === undefined) return null;
  const { aad, conversation, mri, installed, announced, blocked } = chatRow.parse(row);
  return {
    aadObjectId: aad,
    conversation,
    user: mri,
    installed: installed === 1,
    announced: announced === 1,
    blocked: blocked === 1,
  };
}

function toMessage(row: unknown): LocalMessage {
  const { id, author, at, text, card: json, edits, sender, thread } = messageRow.parse(row);
  return { id, from: author, at, text, card: toCard(json), edits, sender, thread };
}

function toCard(json: string | null): CardJson | null {
  return json === null ? null : card.parse(JSON.parse(json));
}

function toText(json: CardJson | null): string | null {
  return json === null ? null : JSON.stringify(json);
}
