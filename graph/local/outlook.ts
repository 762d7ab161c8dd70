import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type LocalApps, NO_APPS } from './apps.ts';
import type { World } from './call.ts';
import type { Change } from './changes.ts';
import { consoleRouter } from './console.ts';
import { type Directory, directoryOf } from './directory.ts';
import { newEvent } from './event-change.ts';
import { type Faults, faultList, type RequestCounts, requestCounts } from './faults.ts';
import { createNotifier, type Notifier } from './notifier.ts';
import { errorReply } from './replies.ts';
import { graphService, send } from './service.ts';
import { openStorage, type Storage } from './storage.ts';
import type { StoredSubscription } from './subscription-store.ts';
import type { Behaviour, OutlookGroup, OutlookPerson, StoredMail } from './types.ts';
import { type WeekItem, weekItem } from './week.ts';
import { weekFrom } from './zones.ts';

export type LocalOutlookOptions = {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: '127.0.0.1';
  /** The SQLite file, or null to keep everything in memory. */
  readonly file: string | null;
  readonly people: readonly OutlookPerson[];
  readonly groups?: readonly OutlookGroup[];
  /** Teams apps, for who plays Teams as well; none by default. */
  readonly apps?: LocalApps;
  readonly now: () => number;
  /** After the commit, with the user principal name whose calendar or mail changed (a guest's address otherwise). */
  readonly onChange?: (upn: string) => void;
  /** Ids, names or addresses that the caller may use; others answer 403. Absent: all. */
  readonly allowedMailboxes?: readonly string[];
  /** Says whether the `Authorization` header is good; absent: any bearer token is. */
  readonly checkBearer?: (authorization: string | undefined) => Promise<boolean>;
  readonly behaviour?: Partial<Behaviour>;
};

export type BusyTime = {
  readonly upn: string;
  readonly start: number;
  readonly end: number;
  readonly subject?: string | undefined;
  /** The same key puts the appointment in only once. */
  readonly key?: string | undefined;
};

export type LocalOutlook = {
  /** `http://127.0.0.1:port`; Graph is below `/v1.0`. */
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  readonly requests: RequestCounts;
  /** Seven days from local midnight of the day (`2026-11-23`) in the owner's zone; null for an unknown person or day. */
  week(upn: string, from: string): readonly WeekItem[] | null;
  /** What arrived at a person's or guest's address, and what a person sent; oldest first. */
  mailbox(upn: string): readonly StoredMail[];
  /** Puts a private appointment in somebody's calendar; false for an unknown person or an empty time. */
  addBusy(busy: BusyTime): boolean;
  setPeople(people: readonly OutlookPerson[]): void;
  setGroups(groups: readonly OutlookGroup[]): void;
  behave(change: Partial<Behaviour>): Behaviour;
  /** Who is told of changes, and what goes wrong with that. */
  readonly notifications: Omit<Notifier, 'changed' | 'close'>;
  subscriptions(): readonly StoredSubscription[];
  /** Ends every subscription without telling anybody. */
  dropSubscriptions(): void;
  close(): Promise<void>;
};

/** Starts a local Outlook on loopback: Graph v1.0 below `/v1.0`, and its own questions below `/local`. */
export async function startLocalOutlook(options: LocalOutlookOptions): Promise<LocalOutlook> {
  const state = buildState(options);
  const { faults, requests } = state;
  const own = { faults, requests, ...questions(state) };
  const allowed = options.allowedMailboxes?.map((name) => name.toLowerCase());
  const app = express().disable('x-powered-by').set('query parser', 'simple').set('etag', false);
  app.use(requireLoopbackHost);
  app.use('/local', consoleRouter(own));
  if (options.checkBearer !== undefined) app.use('/v1.0', requireGoodToken(options.checkBearer));
  app.use('/v1.0', graphService({ ...state, allowed: allowed === undefined ? null : new Set(allowed) }));
  app.use(notFound, failed);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
  const port = await listen(server, options);
  state.address.url = `http://${options.host}:${port}`;
  return { url: state.address.url, port, ...own, close: () => close(server, state) };
}

type State = {
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RequestCounts;
  readonly address: { url: string };
  readonly behave: LocalOutlook['behave'];
  readonly notifier: Notifier;
};

function buildState(options: LocalOutlookOptions): State {
  const directory = directoryOf(options.people, options.groups);
  const address = { url: '' };
  let behaviour: Behaviour = {
    replay: 'same',
    meetingLink: true,
    concurrentCalls: null,
    deltaTokenMs: DELTA_TOKEN_MS,
    deletedCopy: 'declines',
    notify: 'at-once',
    ...options.behaviour,
  };
  const storage = openStorage(options.file);
  const { now } = options;
  const notifier = createNotifier({ storage, now, behaviour: () => behaviour });
  const world: World = {
    ...committed(storage, { directory, notifier, onChange: options.onChange }),
    directory,
    apps: options.apps ?? NO_APPS,
    now,
    bytes: randomBytes,
    behaviour: () => behaviour,
    url: () => address.url,
  };
  const behave = (change: Partial<Behaviour>) => {
    behaviour = { ...behaviour, ...change };
    return behaviour;
  };
  return { world, faults: faultList(), requests: requestCounts(), address, behave, notifier };
}

/** Longer than any client here keeps a connection for later: one that closes just as it is used again breaks that call. */
const KEEP_ALIVE_MS = 75_000;

/** A week, as for Graph's other delta links. */
const DELTA_TOKEN_MS = 7 * 24 * 60 * 60_000;

/** Collects what a transaction touches, and tells of it after the commit. */
function committed(
  storage: Storage,
  q: {
    readonly directory: Directory;
    readonly notifier: Notifier;
    readonly onChange: ((upn: string) => void) | undefined;
  },
): Pick<World, 'storage' | 'touch'> {
  const touched = new Set<string>();
  let changes: Change[] = [];
  storage.onChangeNoted((change) => void changes.push(change));
  const atomically = <T>(work: () => T): T => {
    touched.clear();
    changes = [];
    const result = storage.atomically(work);
    for (const address of touched) q.onChange?.(q.directory.mailbox(address)?.upn ?? address);
    q.notifier.changed(changes);
    return result;
  };
  return { storage: { ...storage, atomically }, touch: (address) => touched.add(address.toLowerCase()) };
}

function questions({ world, behave, notifier }: State) {
  const { storage, directory } = world;
  return {
    behave,
    notifications: notifier,
    subscriptions: () => storage.subscriptions().filter(({ expiresAt }) => expiresAt > world.now()),
    dropSubscriptions: () => {
      for (const { id } of storage.subscriptions()) storage.removeSubscription(id);
    },
    setPeople: (people: readonly OutlookPerson[]) => directory.replace(people),
    setGroups: (groups: readonly OutlookGroup[]) => directory.replaceGroups(groups),
    mailbox: (upn: string) => storage.mailsOf(directory.mailKey(directory.byUpn(upn)?.mail ?? upn)),
    week: (upn: string, from: string) => {
      const person = directory.mailbox(upn);
      const span = person === null ? null : weekFrom(from, person.zone);
      return person === null || span === null ? null : storage.eventsWithin(person.id, span).map(weekItem);
    },
    addBusy: (busy: BusyTime) => storage.atomically(() => putBusy(world, busy)),
  };
}

function putBusy(world: World, busy: BusyTime): boolean {
  const owner = world.directory.mailbox(busy.upn);
  if (owner === null || busy.end <= busy.start) return false;
  if (busy.key !== undefined && world.storage.createdBy(owner.id, busy.key) !== null) return true;
  const at = (moment: number) => ({ moment, zone: owner.zone, wall: '' });
  const event = newEvent(world, owner, {
    subject: busy.subject ?? 'Privé',
    start: at(busy.start),
    end: at(busy.end),
  });
  world.storage.putEvent({ ...event, sensitivity: 'private' });
  if (busy.key !== undefined) world.storage.rememberCreation(owner.id, busy.key, event.key);
  world.touch(owner.mail);
  return true;
}

/** A page of another site that found this port by rebinding its own name is refused. */
function requireLoopbackHost(request: Request, response: Response, next: NextFunction): void {
  const { host = '', origin } = request.headers;
  if (LOOPBACK.test(host) && (origin === undefined || origin === `http://${host}`)) next();
  else send(response, errorReply(400, 'BadRequest', 'Invalid Hostname.'));
}

function requireGoodToken(check: NonNullable<LocalOutlookOptions['checkBearer']>) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (await check(request.get('authorization'))) next();
    else send(response, errorReply(401, 'InvalidAuthenticationToken', 'Access token validation failure.'));
  };
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

function notFound(_request: Request, response: Response): void {
  send(response, errorReply(404, 'ResourceNotFound', 'Invalid version, or nothing is here.'));
}

/** Express knows what the caller did wrong by its status; what is left is a bug of ours, and shows as one. */
function failed(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  const mine = !(status >= 400 && status < 500);
  const message =
    mine && error instanceof Error ? `${error.name}: ${error.message}` : 'The request is not well formed.';
  send(response, errorReply(mine ? 500 : status, mine ? 'InternalServerError' : 'BadRequest', message));
}

function listen(server: Server, { port, host }: LocalOutlookOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the local Outlook has no port'));
    });
  });
}

function close(server: Server, { world, notifier }: State): Promise<void> {
  notifier.close();
  return new Promise((resolve) => {
    server.close(() => {
      world.storage.close();
      resolve();
    });
    server.closeAllConnections();
  });
}
