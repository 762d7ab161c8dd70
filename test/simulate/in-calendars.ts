import type { PersonId } from '../../bot/rules/ids.ts';
import type { StoredEvent } from '../../graph/local/types.ts';
import type { Sim } from './sim.ts';

type Booking = {
  readonly id: string;
  readonly state: string;
  readonly starts: Date;
  readonly director: PersonId;
  readonly coach: PersonId;
};

const ENDED: ReadonlySet<string> = new Set(['done', 'missed', 'unconfirmed']);

/** One event for each session that stands, with a copy for both who meet; none for one that is off. */
export async function calendarFaults(sim: Sim): Promise<readonly string[]> {
  const { db } = sim.world.database;
  const { mailbox } = sim.world.settings;
  const bookings = await db.selectFrom('bookings').selectAll().execute();
  const organised = sim.outlook.eventsOf(mailbox).filter((one) => !one.isCancelled);
  const known = new Set<string>(bookings.map(({ id }) => id));
  const strays = organised.filter((one) => !one.extended.some(({ value }) => known.has(value)));
  return [
    ...bookings.flatMap((booking) => faultsOf(sim, booking, organised.filter(isOf(booking)))),
    ...strays.map(({ subject }) => `an event of nobody (${subject})`),
  ];
}

function isOf({ id }: Booking): (event: StoredEvent) => boolean {
  return ({ extended }) => extended.some(({ value }) => value === id);
}

function faultsOf(sim: Sim, booking: Booking, found: readonly StoredEvent[]): readonly string[] {
  // What was stays in the calendars as it was.
  if (booking.state === 'held' || ENDED.has(booking.state)) return [];
  const called = `booking ${booking.id}`;
  const wanted = booking.state === 'confirmed' ? 1 : 0;
  if (!comes(sim, booking))
    return wanted === 0 && found.length > 0
      ? [`${called} is ${booking.state} and has ${found.length} events`]
      : [];
  if (found.length !== wanted) return [`${called} is ${booking.state} and has ${found.length} events`];
  return found.flatMap((event) => [
    ...(event.startAt === booking.starts.getTime()
      ? []
      : [`${called} starts at another time than its event`]),
    ...[booking.director, booking.coach].flatMap((person) => copyFaults(sim, person, event)),
  ]);
}

/** What began is as it is, also when our clock goes back to before it. */
function comes(sim: Sim, { state, starts }: Booking): boolean {
  return state !== 'confirmed' || starts.getTime() > sim.clock.latest();
}

/** Outlook itself keeps a copy for each attendee: a person who meets somebody finds that in their own calendar. */
function copyFaults(sim: Sim, person: PersonId, event: StoredEvent): readonly string[] {
  const upn = sim.world.players.find(({ id }) => id === person)?.upn;
  if (upn === undefined) return [];
  const copies = sim.outlook.eventsOf(upn).filter((one) => one.uid === event.uid && !one.isCancelled);
  const [copy] = copies;
  if (copies.length !== 1 || !copy) return [`${upn} has ${copies.length} copies of an event`];
  return copy.startAt === event.startAt ? [] : [`the copy of ${upn} has another time`];
}
