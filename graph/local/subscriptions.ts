import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GraphCall, objectBody, type World } from './call.ts';
import { invalidBody } from './event-input.ts';
import { handshake } from './handshake.ts';
import { errorReply, isRefusal, type Refusal, type Reply, refuse } from './replies.ts';
import type { StoredSubscription } from './subscription-store.ts';
import { stamp, utcMoment } from './zones.ts';

/** At most this far ahead for events (resources/subscription); the floor keeps a typing error from ending it at once. */
const MOST_MINUTES = 10_080;
const MINUTE = 60_000;

/** A create asks both addresses for a handshake before anything is kept (api/subscription-post-subscriptions). */
export async function createSubscription(
  world: World,
  call: GraphCall,
  allowed: ReadonlySet<string> | null,
): Promise<Reply> {
  const wanted = readWanted(world, call, allowed);
  if (isRefusal(wanted)) return wanted.refused;
  for (const url of [wanted.notificationUrl, wanted.lifecycleNotificationUrl ?? []].flat()) {
    const failed = await handshake(url);
    if (failed !== null) return failed;
  }
  world.storage.atomically(() => world.storage.putSubscription(wanted));
  return { status: 201, body: { ...contextOf(world, '/$entity'), ...shown(wanted, wanted.clientState) } };
}

/** Those that have not ended; without the client state, as Graph shows them. */
export function listSubscriptions(world: World): Reply {
  return { status: 200, body: { ...contextOf(world), value: living(world).map((one) => shown(one, null)) } };
}

export function getSubscription(world: World, _call: GraphCall, id: string): Reply {
  const found = find(world, id);
  return found === null
    ? notFound()
    : { status: 200, body: { ...contextOf(world, '/$entity'), ...shown(found, null) } };
}

export function renewSubscription(world: World, call: GraphCall, id: string): Reply {
  const found = find(world, id);
  if (found === null) return notFound();
  const body = objectBody(call);
  if (isRefusal(body)) return body.refused;
  const read = renewal.safeParse(body);
  if (!read.success) return invalidBody(read.error).refused;
  const expiresAt = expiryOf(world, read.data.expirationDateTime);
  if (isRefusal(expiresAt)) return expiresAt.refused;
  const renewed = { ...found, expiresAt };
  world.storage.putSubscription(renewed);
  return { status: 200, body: { ...contextOf(world, '/$entity'), ...shown(renewed, null) } };
}

export function reauthorizeSubscription(world: World, _call: GraphCall, id: string): Reply {
  return find(world, id) === null ? notFound() : { status: 204 };
}

export function deleteSubscription(world: World, _call: GraphCall, id: string): Reply {
  if (find(world, id) === null) return notFound();
  world.storage.removeSubscription(id);
  return { status: 204 };
}

const url = z.url({ protocol: /^https?$/ }).max(2_000);
const wantedBody = z.strictObject({
  changeType: z.string().regex(/^(created|updated|deleted)(,(created|updated|deleted))*$/),
  resource: z.string().max(500),
  notificationUrl: url,
  lifecycleNotificationUrl: url.nullish(),
  expirationDateTime: z.string(),
  clientState: z.string().max(128).nullish(),
  latestSupportedTlsVersion: z.enum(['v1_0', 'v1_1', 'v1_2', 'v1_3']).optional(),
});
const renewal = z.strictObject({ expirationDateTime: z.string(), notificationUrl: url.optional() });

function readWanted(
  world: World,
  call: GraphCall,
  allowed: ReadonlySet<string> | null,
): StoredSubscription | Refusal {
  const body = objectBody(call);
  if (isRefusal(body)) return body;
  const read = wantedBody.safeParse(body);
  if (!read.success) return invalidBody(read.error);
  const { resource, changeType, notificationUrl, lifecycleNotificationUrl, clientState } = read.data;
  const expiresAt = expiryOf(world, read.data.expirationDateTime);
  if (isRefusal(expiresAt)) return expiresAt;
  // This Outlook never calls out: whoever it tells is on this machine.
  if (![notificationUrl, lifecycleNotificationUrl ?? notificationUrl].every(isLoopback))
    return refuse(400, 'InvalidRequest', 'Only addresses on this machine can be told.');
  const owner = ownerOf(world, resource);
  if (owner === null) return refuse(400, 'InvalidRequest', 'The resource can not be subscribed to here.');
  const names = [owner.id, owner.upn, owner.mail].map((name) => name.toLowerCase());
  if (allowed !== null && !names.some((name) => allowed.has(name)))
    return refuse(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return {
    ...{ id: randomUUID(), mailbox: owner.id, resource, changeType, notificationUrl, expiresAt },
    lifecycleNotificationUrl: lifecycleNotificationUrl ?? null,
    clientState: clientState ?? null,
    immutableIds: call.prefer.immutableIds,
  };
}

function ownerOf(world: World, resource: string) {
  const [, user = ''] = /^\/?users\/([^/]+)\/(?:calendar\/)?events$/i.exec(resource) ?? [];
  return world.directory.member(user);
}

function expiryOf(world: World, text: string): number | Refusal {
  const at = utcMoment(text);
  if (at === null || at <= world.now())
    return refuse(400, 'InvalidRequest', 'The expiration time is not a moment in the future.');
  const minutes = (at - world.now()) / MINUTE;
  if (minutes <= MOST_MINUTES) return at;
  return refuse(
    400,
    'InvalidRequest',
    `Subscription expiration can only be ${MOST_MINUTES} minutes in the future.`,
  );
}

function isLoopback(address: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(address).hostname);
}

function living(world: World): readonly StoredSubscription[] {
  return world.storage.subscriptions().filter(({ expiresAt }) => expiresAt > world.now());
}

function find(world: World, id: string): StoredSubscription | null {
  return living(world).find((one) => one.id === id) ?? null;
}

function notFound(): Reply {
  return errorReply(404, 'ResourceNotFound', 'The object was not found.');
}

function contextOf(world: World, entity = '') {
  return { '@odata.context': `${world.url()}/v1.0/$metadata#subscriptions${entity}` };
}

function shown(one: StoredSubscription, clientState: string | null) {
  const { id, resource, changeType, notificationUrl, lifecycleNotificationUrl, expiresAt } = one;
  return {
    ...{ id, resource, changeType, clientState, notificationUrl, lifecycleNotificationUrl },
    expirationDateTime: stamp(expiresAt),
    applicationId: '22222222-2222-4222-8222-222222222222',
    creatorId: '22222222-2222-4222-8222-222222222222',
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationQueryOptions: null,
    notificationUrlAppId: null,
  };
}
