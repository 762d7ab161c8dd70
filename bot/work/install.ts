import type { Outcome } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { PersonId } from '../rules/ids.ts';
import * as installs from '../store/installs.ts';
import type { Ran, Work } from './work.ts';

/** An answer that got lost is asked for again after this long: who has the app by then has it. */
const AGAIN_MS = 30_000;
const TRIES = 3;

/**
 * Puts the app into somebody's Teams. May run twice: Graph says so of who has it. The conversation comes by
 * itself, as the news that the app was installed.
 */
export async function installApp(w: Work, person: PersonId): Promise<Ran> {
  const owed = await installs.owed(w.c.db, person);
  if (!owed) return 'done';
  const answer: Outcome<'installed' | 'already'> =
    owed.aadObjectId === null
      ? { kind: 'refused', code: 'no-account' }
      : await w.install.add(owed.aadObjectId);
  const end = (state: installs.InstallState, code: string | null = null) =>
    installs.settle(w.c.db, { person, state, code, tries: owed.tries + 1, now: w.c.clock.now() });
  switch (answer.kind) {
    case 'done':
      await end(answer.value);
      return 'done';
    case 'refused':
      await end('refused', answer.code);
      return 'done';
    case 'later':
      return { againMs: answer.afterMs };
    case 'unknown':
      await end(owed.tries + 1 < TRIES ? 'owed' : 'unknown', answer.code);
      return owed.tries + 1 < TRIES ? { againMs: AGAIN_MS } : 'done';
    default:
      return never(answer);
  }
}
