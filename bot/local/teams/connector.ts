import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { LocalPerson } from '../types.ts';
import { type CallKind, type FaultList, serve } from './faults.ts';
import { type Reply, refusal } from './reply.ts';
import { isMember, type Room, roomAt } from './rooms.ts';
import type { StoredChat, TeamsStorage } from './storage.ts';
import { readConversation, readSent } from './wire.ts';

export type ConnectorParts = {
  readonly people: () => readonly LocalPerson[];
  readonly tenant: string;
  readonly storage: TeamsStorage;
  readonly faults: FaultList;
  /** The chat of a person known by object id or `29:…`; null for a stranger. */
  readonly open: (member: string) => StoredChat | null;
  readonly nextId: () => string;
  /** Told of each write of the bot, when it was answered. */
  readonly onWrite: ((write: BotWrite) => void) | null;
  readonly moment: () => string;
  readonly changed: (aadObjectId: string) => void;
  readonly roomChanged: (room: Room) => void;
  /** The person in this channel (`29:…`). */
  readonly user: (aadObjectId: string) => string;
  /** Says whether the bot's `Authorization` header is good; absent: everything is. */
  readonly checkBearer: ((authorization: string | undefined) => Promise<boolean>) | null;
};

export type BotWrite = {
  readonly call: 'send' | 'update' | 'delete';
  /** A person's or a room's name. */
  readonly to: string;
  readonly status: number;
};

/** Teams takes at most 100 KB a message. */
const LIMIT = '100kb';

/** Plays the Bot Connector for chats of one, a group chat and a channel: `/v3/conversations/…`. */
export function createConnector(parts: ConnectorParts): Router {
  const router = express.Router();
  const on = (call: CallKind, handle: (req: Request) => Reply) => (req: Request, res: Response) => {
    tellOfWrite(parts, req, res);
    return serve(parts.faults.take(call), res, () => handle(req));
  };
  router.use('/v3', authorized(parts), express.json({ limit: LIMIT, type: () => true }));
  router.post(
    '/v3/conversations',
    on('other', (req) => create(parts, req.body)),
  );
  const chat = '/v3/conversations/:conversation';
  router.post(
    [`${chat}/activities`, `${chat}/activities/:activity`],
    on('send', (req) => send(parts, at(req), req.body)),
  );
  router.put(
    `${chat}/activities/:activity`,
    on('update', (req) => update(parts, { conversation: at(req), id: text(req, 'activity') }, req.body)),
  );
  router.delete(
    `${chat}/activities/:activity`,
    on('other', (req) => remove(parts, { conversation: at(req), id: text(req, 'activity') })),
  );
  router.get(
    `${chat}/members`,
    on('other', (req) => members(parts, at(req), (all) => all)),
  );
  router.get(
    `${chat}/activities/:activity/members`,
    on('other', (req) => members(parts, at(req), (all) => all)),
  );
  router.get(
    `${chat}/pagedmembers`,
    on('other', (req) => members(parts, at(req), (all) => ({ members: all }))),
  );
  router.get(
    `${chat}/members/:member`,
    on('other', (req) => member(parts, at(req), text(req, 'member'))),
  );
  router.use('/v3', tooBigOrBroken);
  return router;
}

const WRITES: Readonly<Record<string, BotWrite['call']>> = { POST: 'send', PUT: 'update', DELETE: 'delete' };

function tellOfWrite(parts: ConnectorParts, req: Request, res: Response): void {
  const call = WRITES[req.method];
  if (parts.onWrite === null || call === undefined) return;
  const to = nameOf(parts, at(req));
  res.once('finish', () => parts.onWrite?.({ call, to, status: res.statusCode }));
}

function nameOf(parts: ConnectorParts, conversation: string): string {
  const aad = parts.storage.chatAt(conversation)?.aadObjectId;
  const person = parts.people().find((p) => p.aadObjectId === aad);
  return person?.name ?? roomAt(conversation)?.room.name ?? '';
}

type Place = { readonly conversation: string; readonly id: string };

function create(parts: ConnectorParts, body: unknown): Reply {
  const asked = readConversation(body);
  if (asked === null) return refusal(400, 'BadSyntax', 'Bad format of conversation parameters.');
  if (asked.isGroup) return refusal(400, 'BadArgument', 'Only one-to-one conversations are played here.');
  if (asked.tenant !== parts.tenant) return refusal(400, 'BadArgument', 'Unknown tenant.');
  const chat = parts.open(asked.member);
  if (chat === null) return refusal(400, 'BadArgument', 'Failed to decrypt pairwise id.');
  if (!chat.installed) return refusal(403, 'BotNotInConversationRoster', NOT_INSTALLED);
  if (asked.activity === null) return { status: 201, body: { id: chat.conversation } };
  const sent = send(parts, chat.conversation, asked.activity);
  return sent.status === 201
    ? { status: 201, body: { id: chat.conversation, activityId: idOf(sent) } }
    : sent;
}

function send(parts: ConnectorParts, conversation: string, body: unknown): Reply {
  const to = writable(parts, conversation);
  if ('status' in to) return to;
  const sent = readSent(body);
  if (sent.kind === 'broken') return refusal(400, 'BadSyntax', sent.why);
  if (sent.kind === 'typing') return { status: 201, body: { id: parts.nextId() } };
  const base = {
    conversation: to.conversation,
    thread: to.thread,
    from: 'bot' as const,
    at: parts.moment(),
  };
  if (sent.text !== null && sent.card !== null) {
    // Teams splits text and attachment into two messages, and then answers no id.
    parts.storage.addMessage({ ...base, id: parts.nextId(), text: sent.text, card: null });
    parts.storage.addMessage({ ...base, id: parts.nextId(), text: null, card: sent.card });
    to.changed();
    return { status: 201, body: {} };
  }
  const id = parts.nextId();
  parts.storage.addMessage({ ...base, id, text: sent.text, card: sent.card });
  to.changed();
  return { status: 201, body: { id } };
}

function update(parts: ConnectorParts, place: Place, body: unknown): Reply {
  const to = writable(parts, place.conversation);
  if ('status' in to) return to;
  const sent = readSent(body);
  if (sent.kind !== 'message')
    return refusal(400, 'BadSyntax', sent.kind === 'broken' ? sent.why : 'not a message');
  const { conversation } = to;
  const { text, card } = sent;
  if (!parts.storage.replaceMessage({ id: place.id, conversation, text, card })) return NO_ACTIVITY;
  to.changed();
  return { status: 200, body: { id: place.id } };
}

function remove(parts: ConnectorParts, place: Place): Reply {
  const to = writable(parts, place.conversation);
  if ('status' in to) return to;
  const { conversation } = to;
  if (!parts.storage.removeMessage({ id: place.id, conversation })) return NO_ACTIVITY;
  to.changed();
  return { status: 200 };
}

function members(
  parts: ConnectorParts,
  conversation: string,
  shape: (all: readonly unknown[]) => unknown,
): Reply {
  const accounts = rosterOf(parts, conversation);
  return accounts === null ? NO_CONVERSATION : { status: 200, body: shape(accounts) };
}

function member(parts: ConnectorParts, conversation: string, id: string): Reply {
  const accounts = rosterOf(parts, conversation);
  if (accounts === null) return NO_CONVERSATION;
  const account = accounts.find((one) => one.id === id || one.aadObjectId === id);
  if (account === undefined) return refusal(404, 'MemberNotFoundInConversation', 'No such member.');
  return { status: 200, body: account };
}

/** Null when there is no such conversation. */
function rosterOf(parts: ConnectorParts, conversation: string): readonly Account[] | null {
  const inRoom = roomAt(conversation);
  const chat = parts.storage.chatAt(conversation);
  if (inRoom === null && chat === null) return null;
  return parts
    .people()
    .filter((p) => (inRoom === null ? p.aadObjectId === chat?.aadObjectId : isMember(inRoom.room, p)))
    .map((person) => accountOf(parts, person));
}

type Account = ReturnType<typeof accountOf>;

function accountOf({ user, tenant }: ConnectorParts, { aadObjectId, name, upn }: LocalPerson) {
  return {
    id: user(aadObjectId),
    name,
    objectId: aadObjectId,
    aadObjectId,
    userPrincipalName: upn,
    tenantId: tenant,
    userRole: 'user',
  };
}

const NOT_INSTALLED = 'The bot is not part of the conversation roster.';
const NO_CONVERSATION = refusal(404, 'ConversationNotFound', 'Conversation not found.');
const NO_ACTIVITY = refusal(
  404,
  'ActivityNotFoundInConversation',
  'No such message of the bot in this conversation.',
);

type Destination = {
  /** Without the thread. */
  readonly conversation: string;
  readonly thread: string | null;
  readonly changed: () => void;
};

/** Where the bot may write, otherwise why not. */
function writable(parts: ConnectorParts, conversation: string): Destination | Reply {
  const inRoom = roomAt(conversation);
  if (inRoom !== null) {
    const { room, thread } = inRoom;
    if (!parts.storage.hasRoom(room.place)) return refusal(403, 'BotNotInConversationRoster', NOT_INSTALLED);
    return { conversation: room.conversation, thread, changed: () => parts.roomChanged(room) };
  }
  const chat = parts.storage.chatAt(conversation);
  if (chat === null) return NO_CONVERSATION;
  if (chat.blocked)
    return refusal(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');
  if (!chat.installed) return refusal(403, 'BotNotInConversationRoster', NOT_INSTALLED);
  return { conversation, thread: null, changed: () => parts.changed(chat.aadObjectId) };
}

function authorized({ checkBearer }: ConnectorParts) {
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    if (checkBearer === null || (await checkBearer(req.headers.authorization))) return next();
    const { status, body } = refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
    res.status(status).json(body);
  };
}

/** Express knows an error handler by its four parameters. */
function tooBigOrBroken(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const type = error instanceof Error && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') {
    const { status, body } = refusal(413, 'MessageSizeTooBig', 'Message size too large.');
    res.status(status).json(body);
  } else if (type === 'entity.parse.failed') {
    const { status, body } = refusal(400, 'BadSyntax', 'The body is not JSON.');
    res.status(status).json(body);
  } else next(error);
}

function at(req: Request): string {
  return text(req, 'conversation');
}

function text(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

function idOf(reply: Reply): unknown {
  return typeof reply.body === 'object' && reply.body !== null && 'id' in reply.body
    ? reply.body.id
    : undefined;
}
