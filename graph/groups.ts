import type { Directory, DirectoryPerson, Outcome } from '../bot/ports.ts';
import { type GraphAnswer, type GraphClient, segment } from './client.ts';
import { USER_SELECT } from './people.ts';
import { groupPage, userPage } from './wire.ts';

type Settings = { readonly graph: GraphClient; readonly timeoutMs: number };

/** Graph's largest page of directory objects. */
const PAGE = '999';
/** A group this large is not a group of a programme: reading on would be a mistake, not patience. */
const MOST_PAGES = 20;

/**
 * Entra groups. Needs the permission GroupMember.Read.All, and nothing that writes. A list is whole or it is
 * a failure: half a group would take roles from the other half.
 */
export function createGroups(settings: Settings): Pick<Directory, 'members'> {
  return {
    async members(group) {
      const id = await groupId(settings, group);
      if (id.kind !== 'done') return id;
      return id.value === null ? { kind: 'done', value: null } : everybody(settings, id.value);
    },
  };
}

const OBJECT_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** By mail address there may be none, and more than one is nobody's choice to make. */
async function groupId(settings: Settings, group: string): Promise<Outcome<string | null>> {
  if (OBJECT_ID.test(group)) return { kind: 'done', value: group };
  const answer = await settings.graph.call({
    method: 'GET',
    path: '/groups',
    query: { $filter: `mail eq '${group.replaceAll("'", "''")}'`, $select: 'id', $count: 'true' },
    repeat: true,
    timeoutMs: settings.timeoutMs,
  });
  if (answer.kind !== 'done') return answer;
  const read = groupPage.safeParse(answer.value.body);
  if (!read.success) return { kind: 'refused', code: 'unreadable' };
  const [only, ...others] = read.data.value;
  if (others.length > 0) return { kind: 'refused', code: 'ambiguous-group' };
  return { kind: 'done', value: only?.id ?? null };
}

async function everybody(
  { graph, timeoutMs }: Settings,
  id: string,
): Promise<Outcome<readonly DirectoryPerson[] | null>> {
  const people = new Map<string, DirectoryPerson>();
  let answer: Outcome<GraphAnswer> = await graph.call({
    method: 'GET',
    path: `/groups/${segment(id)}/transitiveMembers/microsoft.graph.user`,
    query: { $select: USER_SELECT, $top: PAGE, $count: 'true' },
    repeat: true,
    timeoutMs,
    mayMiss: true,
  });
  for (let page = 1; page <= MOST_PAGES; page++) {
    if (answer.kind !== 'done') return answer;
    if (answer.value.status === 404 && page === 1) return { kind: 'done', value: null };
    const read = userPage.safeParse(answer.value.body);
    if (!read.success) return { kind: 'refused', code: 'unreadable' };
    for (const person of read.data.value) people.set(person.aadObjectId, person);
    const next = read.data['@odata.nextLink'];
    if (!next) return { kind: 'done', value: [...people.values()] };
    answer = await graph.follow(next, { timeoutMs });
  }
  return { kind: 'refused', code: 'group-too-large' };
}
