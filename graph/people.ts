import type { Directory } from '../bot/ports.ts';
import { type GraphClient, segment } from './client.ts';
import { user } from './wire.ts';

/** What `user` of the wire reads. */
export const USER_SELECT = 'id,displayName,mail,userPrincipalName,mobilePhone,businessPhones';

/**
 * Accounts of the tenant. Null when Graph itself says that there is none; any other fault is a failure, so
 * that a proxy's page never reads as "this person left". Without an address of its own an account is
 * reached at its UPN; of the telephone numbers the mobile one comes first.
 */
export function createDirectory(settings: {
  readonly graph: GraphClient;
  readonly timeoutMs: number;
}): Pick<Directory, 'byUpn'> {
  return {
    async byUpn(upn) {
      const answer = await settings.graph.call({
        method: 'GET',
        path: `/users/${segment(upn)}`,
        query: { $select: USER_SELECT },
        repeat: true,
        timeoutMs: settings.timeoutMs,
        mayMiss: true,
      });
      if (answer.kind !== 'done') return answer;
      if (answer.value.status === 404) return { kind: 'done', value: null };
      const read = user.safeParse(answer.value.body);
      return read.success ? { kind: 'done', value: read.data } : { kind: 'refused', code: 'unreadable' };
    },
  };
}
