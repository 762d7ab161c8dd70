import { created, notCreated } from '../flows/booking-news.ts';
import type { Context } from '../flows/context.ts';
import { freedInOutlook } from '../flows/earlier.ts';
import type { Calendar, NewEvent, Outcome } from '../ports.ts';
import { isOff } from '../rules/booking.ts';
import { never } from '../rules/decision.ts';
import type { BookingId } from '../rules/ids.ts';
import { MINUTE } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as people from '../store/people.ts';
import type { Ran, Work } from './work.ts';

/** An answer that may hide a created event is looked up again after this long. */
const LOOK_AGAIN_MS = 3_000;
/** … and for a booking that was let go meanwhile, whose event may still turn up, after this long. */
const LOOK_LATE_MS = 10 * MINUTE;
/** Our own credentials are refused: an operator mends that. */
export const DEAD_SECRET = /^(AADSTS|InvalidAuthenticationToken$|Unauthorized$|http-401$)/;

/** What makes an event. */
type Making = { readonly c: Context; readonly calendar: Pick<Calendar, 'find' | 'create'> };

/**
 * Puts a held booking into Outlook, once. The send mark is written before the POST; whoever finds it
 * set (a repeat, a process that died, an ambiguous answer) looks the event up before any second POST.
 */
export async function createEvent(w: Making, id: BookingId): Promise<Ran> {
  const booking = await bookings.find(w.c.db, id);
  if (!booking || !(booking.state === 'held' || isOff(booking))) return 'done';
  if (booking.attempted) {
    const found = await w.calendar.find(id);
    if (found.kind !== 'done') return later(found);
    if (found.value) return created(w.c, id, found.value, 'found').then(() => 'done');
    if (isOff(booking) && mayStillCome(w, booking)) return { againMs: LOOK_LATE_MS };
  }
  const marked = await mark(w, id);
  // Let go while it was looked for, or its time has come.
  if (marked === null) return mayStillCome(w, booking) ? { againMs: LOOK_LATE_MS } : 'done';
  const answer = await w.calendar.create(await eventOf(w, booking));
  switch (answer.kind) {
    case 'done':
      return created(w.c, id, answer.value).then(() => 'done');
    case 'refused':
      // Nothing was made; the hold stays until the secret is mended or the notice passes.
      if (DEAD_SECRET.test(answer.code)) return { againMs: MINUTE };
      await notCreated(w.c, id);
      // An earlier try may still come through here as well.
      return marked === 'again' ? { againMs: LOOK_LATE_MS } : 'done';
    case 'later':
    case 'unknown':
      return later(answer);
    default:
      return never(answer);
  }
}

/** Takes the event of a session away that is off; also one that turned up after its booking was let go. */
export async function removeEvent(w: Work, id: BookingId): Promise<Ran> {
  const booking = await bookings.find(w.c.db, id);
  if (!booking?.event || !isOff(booking)) return 'done';
  const answer = await w.calendar.remove(booking.event);
  if (answer.kind !== 'done') return later(answer);
  await freedInOutlook(w.c, id);
  return 'done';
}

/** Nobody knows how an earlier try ended. None is made once its time has come, and none is on its way for long. */
function mayStillCome({ c }: Making, { attempted, when }: Booked): boolean {
  return attempted && c.clock.now() < when.start + LOOK_LATE_MS;
}

/** `again`: an earlier try may have come through. Null: nothing is to be made any more. */
function mark(w: Making, id: BookingId): Promise<'first' | 'again' | null> {
  return w.c.db.transaction().execute(async (trx) => {
    const booking = await bookings.take(trx, id);
    if (booking?.state !== 'held' || w.c.clock.now() >= booking.when.start) return null;
    await bookings.attempt(trx, id);
    return booking.attempted ? 'again' : 'first';
  });
}

/** Neutral: nothing but two people, a time, and a link or an address. */
async function eventOf(w: Making, booking: Booked): Promise<NewEvent> {
  const { subject, address } = w.c.programme();
  const director = await people.byId(w.c.db, booking.director);
  const coach = await people.byId(w.c.db, booking.coach);
  return {
    booking: booking.id,
    subject: subject[director.language],
    when: booking.when,
    attendees: [director, coach].map(({ name, mail }) => ({ name, mail })),
    online: booking.place === 'teams',
    location: booking.place === 'location' ? address[director.language] : null,
    language: director.language,
  };
}

export function later(answer: Exclude<Outcome<unknown>, { kind: 'done' }>): Ran {
  if (answer.kind === 'refused') return { againMs: MINUTE };
  return { againMs: answer.kind === 'later' ? answer.afterMs : LOOK_AGAIN_MS };
}
