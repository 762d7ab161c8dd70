import { installApp, listApps } from './apps.ts';
import type { GraphCall, MailboxCall, World } from './call.ts';
import { calendarDelta } from './delta.ts';
import { calendarView, createEvent, deleteEvent, getEvent, listEvents, updateEvent } from './events.ts';
import { groupMembers, listGroups } from './groups.ts';
import { errorReply, type Reply } from './replies.ts';
import { cancelEvent, respond } from './responses.ts';
import { getSchedule } from './schedule.ts';
import { sendMail } from './send-mail.ts';
import {
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  reauthorizeSubscription,
  renewSubscription,
} from './subscriptions.ts';
import { getUser, listUsers } from './users.ts';

/** Which route a call takes; `user` and `item` are decoded, empty where the template has none. */
export type Match = { readonly route: Route; readonly user: string; readonly item: string };

/** Finds the route, or answers why there is none. */
export function matchRoute(method: string, path: string): Match | Reply {
  const segments = decoded(path);
  if (segments === null) return errorReply(400, 'BadRequest', 'The address is not well formed.');
  const found = ROUTES.filter((route) => fits(route.template, segments));
  if (found.length === 0) {
    const message = `Resource not found for the segment '${(segments.at(-1) ?? '').slice(0, 80)}'.`;
    return errorReply(404, 'ResourceNotFound', message);
  }
  const route = found.find((one) => one.method === method);
  if (route === undefined) {
    return errorReply(405, 'Request_BadRequest', `The method ${method} is not allowed here.`, {
      Allow: found.map((one) => one.method).join(', '),
    });
  }
  return { route, user: named(route, segments, '{id}'), item: named(route, segments, '{event-id}') };
}

export function isMatch(found: Match | Reply): found is Match {
  return 'route' in found;
}

/** Carries a matched call out that needs nobody else. `allowed` null is every mailbox; else lower-cased ids, names and addresses. */
export function answer(
  world: World,
  call: GraphCall,
  on: Match & { readonly allowed: ReadonlySet<string> | null },
): Reply {
  const { route, user } = on;
  if (route.kind === 'directory') return route.handle(world, call, user);
  if (route.kind !== 'mailbox') throw new Error(`${route.template} is no call that can be carried out alone`);
  const owner = world.directory.member(user);
  if (owner === null)
    return errorReply(404, 'ErrorInvalidUser', `The requested user '${user.slice(0, 100)}' is invalid.`);
  const names = [owner.id, owner.upn, owner.mail];
  if (on.allowed !== null && !names.some((name) => on.allowed?.has(name.toLowerCase()))) {
    return errorReply(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  return route.handle(world, { ...call, owner, item: on.item });
}

type Route = { readonly method: string; readonly template: string } & (
  | { readonly kind: 'directory'; readonly handle: (world: World, call: GraphCall, user: string) => Reply }
  | { readonly kind: 'mailbox'; readonly handle: (world: World, call: MailboxCall) => Reply }
  /** Waits for others: an address that is asked for a handshake, or the requests inside. */
  | { readonly kind: 'subscribe' }
  | { readonly kind: 'batch' }
);

const ROUTES: readonly Route[] = [
  { method: 'GET', template: '/users', kind: 'directory', handle: listUsers },
  { method: 'GET', template: '/users/{id}', kind: 'directory', handle: getUser },
  { method: 'GET', template: '/appCatalogs/teamsApps', kind: 'directory', handle: listApps },
  {
    method: 'POST',
    template: '/users/{id}/teamwork/installedApps',
    kind: 'directory',
    handle: installApp,
  },
  { method: 'GET', template: '/groups', kind: 'directory', handle: listGroups },
  {
    method: 'GET',
    template: '/groups/{id}/transitiveMembers/microsoft.graph.user',
    kind: 'directory',
    handle: groupMembers,
  },
  mailbox('POST', '/users/{id}/calendar/getSchedule', getSchedule),
  mailbox('POST', '/users/{id}/sendMail', sendMail),
  { method: 'POST', template: '/$batch', kind: 'batch' },
  { method: 'POST', template: '/subscriptions', kind: 'subscribe' },
  { method: 'GET', template: '/subscriptions', kind: 'directory', handle: listSubscriptions },
  { method: 'GET', template: '/subscriptions/{id}', kind: 'directory', handle: getSubscription },
  { method: 'PATCH', template: '/subscriptions/{id}', kind: 'directory', handle: renewSubscription },
  { method: 'DELETE', template: '/subscriptions/{id}', kind: 'directory', handle: deleteSubscription },
  {
    method: 'POST',
    template: '/subscriptions/{id}/reauthorize',
    kind: 'directory',
    handle: reauthorizeSubscription,
  },
  mailbox('GET', '/users/{id}/calendarView', calendarView),
  mailbox('GET', '/users/{id}/calendarView/delta', calendarDelta),
  mailbox('GET', '/users/{id}/events', listEvents),
  mailbox('POST', '/users/{id}/events', createEvent),
  mailbox('GET', '/users/{id}/events/{event-id}', getEvent),
  mailbox('PATCH', '/users/{id}/events/{event-id}', updateEvent),
  mailbox('DELETE', '/users/{id}/events/{event-id}', deleteEvent),
  mailbox('POST', '/users/{id}/events/{event-id}/cancel', cancelEvent),
  mailbox('POST', '/users/{id}/events/{event-id}/accept', respond('accepted')),
  mailbox('POST', '/users/{id}/events/{event-id}/decline', respond('declined')),
  mailbox('POST', '/users/{id}/events/{event-id}/tentativelyAccept', respond('tentativelyAccepted')),
];

function mailbox(
  method: string,
  template: string,
  handle: (world: World, call: MailboxCall) => Reply,
): Route {
  return { method, template, kind: 'mailbox', handle };
}

function decoded(path: string): readonly string[] | null {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function parts(template: string): readonly string[] {
  return template.split('/').filter(Boolean);
}

/** Microsoft matches the fixed words of a path without case. */
function fits(template: string, segments: readonly string[]): boolean {
  const wanted = parts(template);
  return (
    wanted.length === segments.length &&
    wanted.every((part, at) => part.startsWith('{') || part.toLowerCase() === segments[at]?.toLowerCase())
  );
}

function named(route: Route, segments: readonly string[], name: string): string {
  return segments[parts(route.template).indexOf(name)] ?? '';
}
