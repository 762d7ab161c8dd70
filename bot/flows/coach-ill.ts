import { merge } from '../rules/intervals.ts';
import { addDays, dayOf, HOUR, type Moment, midnight } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as times from '../store/coach-times.ts';
import type { Db, Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import { cancelBooking, retireOwn } from './cancel.ts';
import type { Asked, Handler, Reply, Work } from './context.ts';
import { minute } from './minutes.ts';
import { changeable } from './session-target.ts';

/** As far ahead as somebody who is ill calls off at once. */
const AHEAD_MS = 28 * 24 * HOUR;

/** "Ik ben ziek": until which of the days with sessions? */
export const openIll: Work = (p, trx) => ask(p, trx, false);

/**
 * Calls off every session of today until that day, in one transaction: at no cost, and each director can choose a
 * new time at once. Why, nobody is told.
 */
export const callOff: Handler = async (p) => {
  const { c, person } = p;
  const until = Number(p.inputs.until);
  const there = await within(p, c.db, until);
  return p.commit(
    async (trx) => {
      if (!(await days(p, trx)).includes(until)) return ask(p, trx, true);
      // Whoever holds a time with this coach goes before, and is seen, or after, and sees the pause.
      await people.lock(trx, [person.id]);
      const off = await within(p, trx, until);
      for (const { id } of off) {
        await cancelBooking(c, trx, { id, by: 'coach', actor: person.id });
        await retireOwn(c, trx, { id, recipient: person.id, except: p.card.id });
      }
      await away(p, trx, until);
      await minute(c, trx, { actor: person.id, action: 'coach.call-off', object: person.id, outcome: 'off' });
      const count = off.filter(({ state }) => state === 'confirmed').length;
      return { view: { kind: 'coach-ill-done', count, until }, subject: person.id };
    },
    async (trx) => {
      // In one order, and before the card: what comes from Outlook takes a session first, too.
      for (const { id } of there.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await bookings.take(trx, id);
    },
  );
};

/** Nothing is offered on those days. A pause that was set before stands: one that begins or ends in them grows by them. */
async function away({ c, person }: Asked, trx: Trx, until: Moment): Promise<void> {
  const { zone } = c.programme();
  const coach = (await people.coaches(trx)).find(({ id }) => id === person.id);
  if (!coach) return;
  const days = { start: c.clock.now(), end: midnight(addDays(dayOf(until, zone), 1), zone) };
  const touched = coach.away.filter(({ start, end }) => start < days.end && end > days.start);
  const [whole = days] = merge([days, ...touched]);
  await times.setPause(trx, person.id, whole);
}

async function ask(p: Asked, trx: Trx, faulty: boolean): Promise<Reply> {
  return { view: { kind: 'coach-ill', days: await days(p, trx), faulty }, subject: p.person.id };
}

/** The first moments of days on which this coach has sessions, in the programme's zone. */
async function days(p: Asked, db: Db | Trx): Promise<readonly Moment[]> {
  const { zone } = p.c.programme();
  const all = await mine(p, db);
  return [...new Set(all.map(({ when }) => midnight(dayOf(when.start, zone), zone)))];
}

/** What is on its way to Outlook, of which the coach was not told yet, too. */
async function within({ c, person }: Asked, db: Db | Trx, until: Moment): Promise<readonly Booked[]> {
  if (!Number.isSafeInteger(until)) return [];
  const { zone } = c.programme();
  const end = midnight(addDays(dayOf(until, zone), 1), zone);
  const now = c.clock.now();
  const all = await bookings.coming(db, { person: person.id, now });
  return all.filter(({ coach, when }) => coach === person.id && when.start > now && when.start < end);
}

async function mine({ c, person }: Asked, db: Db | Trx): Promise<readonly Booked[]> {
  const now = c.clock.now();
  const all = await changeable(db, { person, now });
  return all.filter(({ coach, when }) => coach === person.id && when.start < now + AHEAD_MS);
}
