import type { SeenEvent } from '../ports.ts';
import { never } from '../rules/decision.ts';
import { type Answers, answeredAts, hear, type News, type Part } from '../rules/hear.ts';
import type { BookingId } from '../rules/ids.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import { cancelBooking, cancelledView, coachCancelledView, SESSION_CARDS } from './cancel.ts';
import { changeBooking } from './change-booking.ts';
import type { Context } from './context.ts';
import { tellMoved } from './session-told.ts';
import * as show from './show.ts';

export type Hear = {
  readonly id: BookingId;
  readonly seen: SeenEvent | null;
  /** The time in Outlook is somebody else's by now: the event goes back to where it was. */
  readonly taken: boolean;
};

/**
 * Follows what stands in Outlook, or brings Outlook back to what stands here; each once. Throws a conflict (23P01)
 * when somebody moved the event to a time at which one of the two has another session.
 */
export async function hearEvent(c: Context, trx: Trx, q: Hear): Promise<void> {
  const booking = await bookings.take(trx, q.id);
  if (!booking) return;
  const answers = q.seen ? await answersOf(trx, booking, q.seen) : {};
  const news = hear({
    now: c.clock.now(),
    booking,
    outlook: booking.outlook,
    changedAt: booking.changedAt,
    before: booking.heard,
    seen: q.seen && { cancelled: q.seen.cancelled, when: q.seen.when, answers },
  });
  for (const one of news) {
    const standing = (await bookings.find(trx, q.id)) ?? booking;
    await act(c, trx, { ...q, booking: standing, answers, news: one });
    // What goes back to its time makes answers to the other one void.
    if (one.kind === 'moved' && q.taken) return;
  }
}

/** What both answered, by their addresses now; somebody else in the invitation has no say. */
async function answersOf(trx: Trx, booking: Booked, seen: SeenEvent): Promise<Answers> {
  const of = async (part: Part) => {
    const { mail } = await people.byId(trx, booking[part]);
    return seen.attendees.find((one) => one.mail === mail.toLowerCase());
  };
  const [director, coach] = [await of('director'), await of('coach')];
  return { ...(director && { director: pick(director) }), ...(coach && { coach: pick(coach) }) };
}

function pick({ answer, answeredAt, proposed }: SeenEvent['attendees'][number]) {
  return { answer, answeredAt, proposed };
}

type Act = Hear & { readonly booking: Booked; readonly answers: Answers; readonly news: News };

async function act(c: Context, trx: Trx, q: Act): Promise<void> {
  const { booking, news, seen } = q;
  const { id } = booking;
  switch (news.kind) {
    case 'remove':
      return c.jobs.owe(trx, { kind: 'calendar.remove', booking: id });
    case 'arrived':
      return bookings.setOutlook(trx, id, booking.when, seen && Math.min(booking.changedAt, seen.changedAt));
    case 'gone':
      await cancelBooking(c, trx, { id, by: 'outlook', actor: 'klankbord' });
      return;
    case 'catch-up':
    case 'put-back':
      return putBack(c, trx, q);
    case 'moved':
      return q.taken || !seen
        ? putBack(c, trx, q)
        : follow(c, trx, { booking, seen, to: news.to, answers: q.answers });
    case 'answered':
      return answered(c, trx, { ...q, ...news });
    default:
      return never(news);
  }
}

/** Outlook has another time than we mean: a PATCH is owed. */
async function putBack(c: Context, trx: Trx, { booking, seen }: Act): Promise<void> {
  if (seen) await bookings.setOutlook(trx, booking.id, seen.when, null);
  await c.jobs.owe(trx, { kind: 'calendar.move', booking: booking.id });
}

/** Somebody moved the event in the programme's mailbox: both are told, and nothing is patched. */
async function follow(
  c: Context,
  trx: Trx,
  q: {
    readonly booking: Booked;
    readonly seen: SeenEvent;
    readonly to: Booked['when'];
    readonly answers: Answers;
  },
): Promise<void> {
  const { booking, seen, to, answers } = q;
  await bookings.setOutlook(trx, booking.id, to, null);
  const event = { kind: 'move', by: 'outlook', to } as const;
  // By Outlook's clock. What was answered since was said of this time.
  const since = Math.min(seen.changedAt, ...answeredAts(answers));
  const changed = await changeBooking(c, trx, { id: booking.id, event, actor: 'klankbord', since });
  if (changed.kind === 'changed')
    await tellMoved(c, trx, { booking: changed.booking, was: booking.when, by: 'outlook' });
}

type Answered = Act & Extract<News, { kind: 'answered' }>;

async function answered(c: Context, trx: Trx, q: Answered): Promise<void> {
  const { booking, who, as, answers } = q;
  await bookings.setHeard(trx, booking.id, { ...booking.heard, ...answers });
  switch (as) {
    case 'declined':
      return declined(c, trx, { booking, who });
    case 'tentative':
      return unsure(c, trx, { booking, who, at: answers[who]?.answeredAt ?? null });
    case 'proposed':
      return c.jobs.owe(trx, { kind: 'session.propose', booking: booking.id, part: who });
    default:
      return never(as);
  }
}

type Who = { readonly booking: Booked; readonly who: Part };

/** A no in Outlook cancels. What that would cost was not shown there, so it costs nothing. */
export async function declined(c: Context, trx: Trx, { booking, who }: Who): Promise<void> {
  const changed = await cancelBooking(c, trx, { id: booking.id, by: who, actor: booking[who] });
  if (changed.kind !== 'changed') return;
  const told = { booking: changed.booking, by: who };
  const view = who === 'director' ? await cancelledView(c, trx, told) : await coachCancelledView(trx, told);
  await show.retire(c, trx, { subject: booking.id, kinds: SESSION_CARDS, recipient: booking[who] });
  await show.send(c, trx, {
    view,
    subject: booking.id,
    whose: booking.director,
    to: booking[who],
    once: `declined:${booking.id}`,
  });
}

/** "Misschien" changes nothing: who said it hears that, and what they can do. The other does not hear it. */
async function unsure(c: Context, trx: Trx, q: Who & { readonly at: number | null }): Promise<void> {
  const { booking, who, at } = q;
  const { when: slot, place } = booking;
  await show.send(c, trx, {
    view: { kind: 'session-tentative', slot, place },
    subject: booking.id,
    whose: booking.director,
    to: booking[who],
    once: `tentative:${booking.id}:${who}:${at}`,
  });
}
