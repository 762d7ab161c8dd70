import { HOUR } from '../rules/time.ts';
import * as times from '../store/coach-times.ts';
import * as codes from '../store/codes.ts';
import * as links from '../store/links.ts';
import * as sessions from '../store/page-sessions.ts';
import type { Context } from './context.ts';

/** Codes are counted for an hour; a replay of one is noticed a little longer. */
const CODES_MS = 2 * HOUR;

/** Windows and pauses that are over stay to be looked back at. */
const TIMES_MS = 7 * 24 * HOUR;

/** What pages need for a while goes when that is over. */
export async function tidyPages({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const now = clock.now();
  await codes.wipe(db, now - CODES_MS);
  await sessions.wipe(db, now);
  await links.wipe(db, now);
  await times.wipe(db, now - TIMES_MS);
}
