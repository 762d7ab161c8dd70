import type { Where } from '../../bot/store/database.ts';
import { allEnds, bookingOf, idOf, MAILBOX, sample, sessionsIn } from './faults.ts';
import { type Actor, book, type House, openHouse, readCard, until } from './house.ts';
import { ask, installed } from './review.ts';

const COACHES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

export type Booked = {
  readonly noor: Actor;
  readonly coach: Actor;
  readonly start: number;
  /** The same in every calendar. */
  readonly iCalUId: string;
};

/** A house with six coaches and these directors, everybody with the app. */
export async function openSessions(q: {
  readonly store?: Where;
  readonly directors?: number;
  readonly programme?: Readonly<Record<string, unknown>>;
  readonly now?: string;
}): Promise<House> {
  const { store, directors = 12, programme = {}, now } = q;
  const house = await openHouse({
    ...(store && { store }),
    ...(now && { now }),
    programme: sample({ directors, coaches: COACHES.length, programme }),
  });
  await installed(house, COACHES);
  return house;
}

/** A director with a session that stands in everybody's calendar. */
export async function booked(house: House, first: string): Promise<Booked> {
  const noor = house.person(first);
  // Their welcome has arrived, so that nothing comes after the card they book on.
  await installed(house, [first]);
  const start = await book(noor);
  await until(() => noor.reads().includes('staat in uw agenda'));
  await allEnds(house);
  const { ical_uid } = await bookingOf(house, noor);
  return { noor, start, coach: await coachOf(house, noor), iCalUId: ical_uid ?? '' };
}

export async function coachOf(house: House, noor: Actor): Promise<Actor> {
  const { coach } = await bookingOf(house, noor);
  for (const first of COACHES) {
    const person = house.person(first);
    if ((await idOf(house, person)) === coach) return person;
  }
  throw new Error('a coach of the sample');
}

/** Where a session stands now, by each calendar: programme, director, coach; starts of what is not cancelled. */
export async function standsAt(house: House, { noor, coach, iCalUId }: Booked, weeks: readonly number[]) {
  const found = (upn: string) => {
    const events = weeks.flatMap((week) => sessionsIn(house, upn, week));
    const own = events.filter((event) => event.iCalUId === iCalUId && !event.isCancelled);
    return [...new Set(own.map((event) => Date.parse(event.start)))].sort((a, b) => a - b);
  };
  return { programme: found(MAILBOX), director: found(noor.upn), coach: found(coach.upn) };
}

export function all(start: number) {
  return { programme: [start], director: [start], coach: [start] };
}
export const NOWHERE = { programme: [], director: [], coach: [] };

/** Asks for a call from the card with the helpline, and waits until everybody has read it. */
export async function askCall(house: House, who: Actor, phone: string): Promise<void> {
  await ask(who, 'hulplijn');
  await who.press('callback.open');
  await who.press('callback.ask', { phone, when: 'soon' });
  await allEnds(house);
}

/** Which reminders of their session somebody was sent: the day before, the hour before. */
export async function remindersOf(house: House, noor: Actor): Promise<readonly (string | undefined)[]> {
  const { id } = await bookingOf(house, noor);
  const { db } = house.parts.c;
  const rows = await db.selectFrom('cards').select('once').where('once', 'like', `remind:%${id}%`).execute();
  return rows.map(({ once }) => once?.split(':')[1]);
}

/** How many messages of somebody say all of this, as they stand now. */
export function saying(person: Actor, ...texts: readonly string[]): number {
  return person.messages().filter(({ card }) => card && texts.every((text) => readCard(card).includes(text)))
    .length;
}

/** The name of a sample person, as the coach reads it. */
export function nameOf(house: House, { upn }: Actor): string {
  return house.people.find((one) => one.upn === upn)?.name ?? upn;
}
