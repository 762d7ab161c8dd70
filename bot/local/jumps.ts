import type { LocalOutlook } from '../../graph/local/outlook.ts';
import type { Db } from '../store/database.ts';
import * as due from '../store/due.ts';
import type { Jumps } from './console/types.ts';
import { MAILBOX_NAME } from './people.ts';

const ZONE = 'Europe/Amsterdam';
const WEEKS = 12;

/** Where the clock can usefully go for somebody: their sessions are what the programme's mailbox organises. */
export function jumpsFor(q: {
  readonly db: Db;
  readonly outlook: LocalOutlook | null;
  readonly now: () => number;
}): (upn: string) => Promise<Jumps> {
  return async (upn) => {
    const next = await due.next(q.db);
    return {
      session: sessionFrom(q.outlook, upn, q.now()),
      due: next === null ? null : new Date(next).toISOString(),
    };
  };
}

function sessionFrom(outlook: LocalOutlook | null, upn: string, now: number): Jumps['session'] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE).toPlainDate();
  for (let week = 0; week < WEEKS; week += 1) {
    const items = outlook?.week(upn, today.add({ weeks: week }).toString()) ?? [];
    const [session] = items
      .filter((item) => item.organizer === MAILBOX_NAME && !item.isCancelled && Date.parse(item.end) > now)
      .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
    if (session) return { start: session.start, end: session.end };
  }
  return null;
}
