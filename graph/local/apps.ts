import type { GraphCall, World } from './call.ts';
import { objectBody } from './call.ts';
import { type Collection, page, readQuery } from './query.ts';
import { errorReply, isRefusal, type Reply } from './replies.ts';

/** The catalogue of Teams apps, and who has which. */
export type LocalApps = {
  readonly catalogue: readonly LocalApp[];
  has(aadObjectId: string): boolean;
  /** Comes about a little later, as in Teams. */
  install(aadObjectId: string): void;
};
type LocalApp = { readonly id: string; readonly externalId: string; readonly displayName: string };

export const NO_APPS: LocalApps = { catalogue: [], has: () => false, install: () => undefined };

/** GET /appCatalogs/teamsApps (learn.microsoft.com/graph/api/appcatalogs-list-teamsapps). */
export function listApps(world: World, call: GraphCall): Reply {
  const query = readQuery(call.query, APPS);
  if (isRefusal(query)) return query.refused;
  return page({
    items: world.apps.catalogue,
    query,
    subject: (app) => ({ value: (path) => membersOf(app).get(path) ?? null, items: () => [] }),
    render: (app) =>
      Object.fromEntries(
        [...membersOf(app)].filter(([name]) => query.select === null || query.select.has(name)),
      ),
    address: `${world.url()}/v1.0${call.path}`,
    options: call.query,
    context: `${world.url()}/v1.0/$metadata#appCatalogs/teamsApps`,
  });
}

/** POST /users/{id}/teamwork/installedApps: 201 without a body, 409 for who has it. */
export function installApp(world: World, call: GraphCall, user: string): Reply {
  const body = objectBody(call);
  if (isRefusal(body)) return body.refused;
  const person = world.directory.member(user);
  if (person === null) return errorReply(404, 'NotFound', 'No user found.');
  const bind = String(body['teamsApp@odata.bind'] ?? '');
  const [, id] = /^https:\/\/graph\.microsoft\.com\/v1\.0\/appCatalogs\/teamsApps\/([^/]+)$/.exec(bind) ?? [];
  if (id === undefined) return errorReply(400, 'BadRequest', "Invalid 'teamsApp@odata.bind'.");
  if (!world.apps.catalogue.some((app) => app.id === id))
    return errorReply(404, 'NotFound', 'The app is not in the catalogue.');
  if (world.apps.has(person.id)) return errorReply(409, 'Conflict', 'App already installed.');
  world.apps.install(person.id);
  return { status: 201 };
}

const NAMES = ['id', 'externalId', 'displayName', 'distributionMethod'];
const APPS: Collection = {
  properties: new Set(NAMES),
  fields: new Map(NAMES.map((name) => [name, 'text'] as const)),
  collections: new Map(),
  orderable: new Set(['displayName']),
  maxTop: 999,
};

function membersOf(app: LocalApp): ReadonlyMap<string, string> {
  return new Map([...Object.entries(app), ['distributionMethod', 'organization']]);
}
