import type { GraphCall, World } from './call.ts';
import { type Collection, page, readQuery } from './query.ts';
import { errorReply, isRefusal, type Reply } from './replies.ts';
import type { OutlookGroup } from './types.ts';
import { usersPage } from './users.ts';

/** GET /groups, as far as looking a group up by its address goes. */
export function listGroups(world: World, call: GraphCall): Reply {
  const query = readQuery(call.query, GROUPS);
  if (isRefusal(query)) return query.refused;
  return page({
    items: world.directory.groups(),
    query,
    subject: (group) => ({ value: (path) => membersOf(group).get(path) ?? null, items: () => [] }),
    render: (group) =>
      Object.fromEntries(
        [...membersOf(group)].filter(([name]) => query.select === null || query.select.has(name)),
      ),
    address: `${world.url()}/v1.0${call.path}`,
    options: call.query,
    context: `${world.url()}/v1.0/$metadata#groups`,
  });
}

/** GET /groups/{id}/transitiveMembers/microsoft.graph.user (learn.microsoft.com/graph/api/group-list-transitivemembers). */
export function groupMembers(world: World, call: GraphCall, id: string): Reply {
  if (!call.eventual || call.query.get('$count') !== 'true')
    return errorReply(400, 'Request_UnsupportedQuery', 'ConsistencyLevel: eventual and $count are needed.');
  const group = world.directory.group(id);
  if (group === null) {
    const message = `Resource '${id.slice(0, 100)}' does not exist or one of its queried reference-property objects are not present.`;
    return errorReply(404, 'Request_ResourceNotFound', message);
  }
  return usersPage(world, call, world.directory.membersOf(group));
}

const GROUPS: Collection = {
  properties: new Set(['id', 'displayName', 'mail']),
  fields: new Map(['id', 'displayName', 'mail'].map((name) => [name, 'text'] as const)),
  collections: new Map(),
  orderable: new Set(['displayName']),
  maxTop: 999,
};

function membersOf(group: OutlookGroup): ReadonlyMap<string, string | null> {
  return new Map([
    ['id', group.id],
    ['displayName', group.name],
    ['mail', group.mail],
  ]);
}
