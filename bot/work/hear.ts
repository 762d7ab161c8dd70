import { heard } from '../flows/calendar-news.ts';
import { listened, stillListening } from '../flows/hints.ts';
import type { Outcome, SeenEvent } from '../ports.ts';
import type { BookingId } from '../rules/ids.ts';
import * as bookings from '../store/bookings.ts';
import type { Heard } from '../store/hearings.ts';
import * as hearings from '../store/hearings.ts';
import { later } from './outlook.ts';
import type { Ran, Work } from './work.ts';

/** Looks at an event of ours that Outlook told of, and says what was seen. One read, unless it is said to be gone and is not. */
export async function hearEvent(w: Work, event: string): Promise<Ran> {
  const told = await hearings.find(w.c.db, event);
  const booking = (await hearings.ours(w.c.db, [event])).get(event);
  if (!told || !booking || isKnown(told)) {
    if (told) await listened(w.c, told);
    return 'done';
  }
  if (await isMoving(w, booking)) return { againMs: AFTER_MOVE_MS };
  const seen = await look(w, { told, booking });
  if (seen.kind !== 'done') {
    await stillListening(w.c, event);
    return later(seen);
  }
  await heard(w.c, { booking, event, seen: seen.value });
  await listened(w.c, told);
  return 'done';
}

/** A change of our own is on its way: what Outlook tells is most likely that, and its answer says it all. */
async function isMoving(w: Work, id: BookingId): Promise<boolean> {
  return ((await bookings.find(w.c.db, id))?.patching ?? null) !== null;
}

const AFTER_MOVE_MS = 1_000;

/** The answer to a change of our own was here before this look began: there is nothing to see. */
function isKnown({ hint, removed, etag }: Heard): boolean {
  return !removed && hint !== null && hint !== '' && hint === etag;
}

/**
 * Whoever deletes an event in Outlook moves it to Deleted Items, and whether it can be read there by its
 * immutable id is not documented: what is said to be removed and can be read must also stand in the calendar.
 */
async function look(
  w: Work,
  q: { readonly told: Heard; readonly booking: BookingId },
): Promise<Outcome<SeenEvent | null>> {
  const seen = await w.calendar.read(q.told.event);
  if (seen.kind !== 'done' || seen.value === null || !q.told.removed) return seen;
  const found = await w.calendar.find(q.booking);
  if (found.kind !== 'done') return found;
  return found.value?.id === q.told.event ? seen : { kind: 'done', value: null };
}
