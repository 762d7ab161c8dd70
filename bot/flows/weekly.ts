import { nextRequestAt } from '../rules/request.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';

/** One for the whole programme. */
const WEEKLY = { kind: 'request.weekly', subject: 'programme' } as const;

/** Who decides: the contact person, and where there is none the programme office. */
export async function decidersOf(db: Db | Trx): Promise<readonly Person[]> {
  const contacts = await people.withRole(db, 'contact');
  return contacts.length > 0 ? contacts : people.withRole(db, 'office');
}

/** When what is asked today goes out; null when there is nobody to ask. */
export async function nextRequest(c: Context, db: Db | Trx): Promise<Moment | null> {
  if ((await decidersOf(db)).length === 0) return null;
  const { requests: weekly, zone } = c.programme();
  return nextRequestAt(c.clock.now(), weekly, zone);
}

/** The next weekly moment, by the programme of now; one that fell due and did not run yet stays. */
export async function oweRequest(c: Context, trx: Trx): Promise<void> {
  const owed = await due.when(trx, WEEKLY.kind, WEEKLY.subject);
  if (owed !== null && owed <= c.clock.now()) return;
  const { requests: weekly, zone } = c.programme();
  const at = nextRequestAt(c.clock.now(), weekly, zone);
  if (at !== owed) await due.owe(trx, { ...WEEKLY, at });
}
