import type { MailboxCall, World } from './call.ts';
import { keyOf } from './event-output.ts';
import type { StoredEvent } from './types.ts';

/** The event that the path names, in the mailbox that the path names. */
export function findEvent(world: World, call: MailboxCall): StoredEvent | null {
  const key = keyOf(call.item);
  return key === null ? null : world.storage.eventByKey(call.owner.id, key);
}
