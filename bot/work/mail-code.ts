import { codeMailOf } from '../../cards/mail.ts';
import type { CodeId } from '../rules/ids.ts';
import { CODE_LENGTH, codeFrom } from '../rules/sign-in.ts';
import type { Moment } from '../rules/time.ts';
import * as codes from '../store/codes.ts';
import type { Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Ran, Work } from './work.ts';

/**
 * Makes the code and mails it, at most once. It is made here, so that it stands nowhere in clear: what is kept
 * is its keyed hash. Whoever finds that hash set knows that a process died on the way; the person asks again.
 */
export async function mailCode(w: Work, id: CodeId): Promise<Ran> {
  const ready = await w.c.db.transaction().execute((trx) => prepare(w, trx, id));
  if (!ready) return 'done';
  const { person, code, until } = ready;
  const { zone } = w.c.programme();
  const answer = await w.mail.send({ to: person.mail, ...codeMailOf(code, until, { ...person, zone }) });
  if (answer.kind !== 'later') return 'done';
  // Surely nothing went out: the next attempt makes another code.
  await w.c.db.transaction().execute((trx) => codes.setTag(trx, id, null));
  return { againMs: answer.afterMs };
}

type Ready = { readonly person: Person; readonly code: string; readonly until: Moment };

/** Null when there is nobody to mail it to, or it would come too late. */
async function prepare(w: Work, trx: Trx, id: CodeId): Promise<Ready | null> {
  const asked = await codes.take(trx, id);
  if (!asked?.person || asked.tag !== null || w.c.clock.now() >= asked.expiresAt) return null;
  const person = await people.byId(trx, asked.person);
  if (person.roles.length === 0) return null;
  const code = codeFrom(w.random.bytes(CODE_LENGTH));
  await codes.setTag(trx, id, w.c.signer.tag('code', `${id}:${code}`));
  return { person, code, until: asked.expiresAt };
}
