import type { DirectoryPerson } from '../ports.ts';
import type { PersonId } from '../rules/ids.ts';
import { HOUR, MINUTE } from '../rules/time.ts';
import type { Trx } from '../store/database.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as programme from '../store/programme.ts';
import type { ApplyDeps } from './apply-programme.ts';
import { minute } from './minutes.ts';

/** Who left a group keeps its roles for an hour at most. */
export const GROUPS_EVERY_MS = HOUR;
/** A group that could not be read is asked for again sooner, also when the process that asked died. */
const AGAIN_MS = 5 * MINUTE;

/**
 * Reads the groups whose hour has come, outside any transaction; each changes what it gave at once, or
 * nothing when it can not be read whole. Answers the codes of those that could not.
 */
export async function refreshGroups(d: ApplyDeps): Promise<readonly string[]> {
  const now = d.clock.now();
  const faults: string[] = [];
  for (const group of await grants.claim(d.db, { now, leaseUntil: now + AGAIN_MS })) {
    const answer = await d.directory.members(group.name);
    const code = answer.kind !== 'done' ? answer.code : answer.value === null ? 'no-such-group' : null;
    if (answer.kind === 'done' && answer.value) await readWell(d, { group, members: answer.value });
    if (code === null) continue;
    faults.push(code);
    await grants.failed(d.db, { name: group.name, code, nextAt: now + AGAIN_MS });
  }
  return faults;
}

type Read = { readonly group: grants.RoleGroup; readonly members: readonly DirectoryPerson[] };

function readWell(d: ApplyDeps, { group, members }: Read): Promise<void> {
  return d.db.transaction().execute(async (trx) => {
    await programme.lockTable(trx);
    // Meanwhile another programme may have been applied, without this group.
    const nextAt = d.clock.now() + GROUPS_EVERY_MS;
    const roles = await grants.clearGroup(trx, { name: group.name, nextAt });
    if (roles === null) return;
    for (const found of members)
      await grants.grant(trx, { person: await groupPerson(d, trx, found), roles, via: group.name });
    const changed = await grants.settle(trx);
    if (!changed) return;
    const line = { actor: 'klankbord', action: 'programme.group', object: group.name, outcome: 'changed' };
    await minute(d, trx, line);
  });
}

/** Somebody of a group: whoever is new here gets Dutch and Teams, and whoever is known keeps what they chose. */
export function groupPerson(
  d: Pick<ApplyDeps, 'random' | 'tenant'>,
  trx: Trx,
  found: DirectoryPerson,
): Promise<PersonId> {
  const row = {
    id: d.random.uuid() as PersonId,
    tenant: d.tenant,
    aad_object_id: found.aadObjectId,
    upn: found.upn.toLowerCase(),
    name: found.name,
    mail: found.mail,
    phone: found.phone,
  };
  return people.upsert(trx, row, { language: 'nl', reach: 'teams' });
}
