import { isOff } from '../../../bot/rules/booking.ts';
import { textOf } from '../../../cards/text.ts';
import { intervalOf, meetingOf } from '../../../cards/when.ts';
import { walkBlocks } from '../../support/card-reading.ts';
import { MAILBOX } from '../../support/faults.ts';
import { type Actor, actor, type House, readCard } from '../../support/house.ts';
import { faultsLogged, heard } from '../../support/review.ts';

const WEEK = 7 * 24 * 3_600_000;
const ZONE = 'Europe/Amsterdam';

/**
 * Where store, calendars and chats do not say the same, one line each; nothing when all agree. A session that stands
 * or took place is once in three calendars, at its time; one that is off is in none, and nothing else is called so.
 * Who has a session to come reads its time in their chat, and no button there leads to one that is off.
 */
export async function disagreements(house: House, from: number): Promise<readonly string[]> {
  const sessions = await sessionsOf(house);
  return [...inCalendars(house, sessions, from), ...(await inChats(house, sessions))];
}

async function sessionsOf(house: House) {
  const rows = await house.parts.c.db
    .selectFrom('bookings')
    .innerJoin('people as d', 'd.id', 'bookings.director')
    .innerJoin('people as c', 'c.id', 'bookings.coach')
    .selectAll('bookings')
    .select(['d.upn as director_upn', 'd.language', 'c.upn as coach_upn'])
    .execute();
  return rows.map((row) => ({ ...row, when: { start: row.starts.getTime(), end: row.ends.getTime() } }));
}
type Session = Awaited<ReturnType<typeof sessionsOf>>[number];

function inCalendars(house: House, sessions: readonly Session[], from: number): readonly string[] {
  const weeks = Array.from({ length: Math.ceil((house.clock.now() - from) / WEEK) + 12 }, (_, i) =>
    Temporal.Instant.fromEpochMilliseconds(from + i * WEEK)
      .toZonedDateTimeISO(ZONE)
      .toPlainDate()
      .toString(),
  );
  const expected = new Set<string>();
  for (const one of sessions.filter((session) => !isOff(session)))
    for (const upn of [MAILBOX, one.director_upn, one.coach_upn])
      expected.add(`${upn} ${one.ical_uid} ${one.starts.toISOString()} ${one.ends.toISOString()}`);
  const wrong: string[] = [];
  for (const upn of [...house.people.map((person) => person.upn), MAILBOX]) {
    const events = weeks.flatMap((week) => house.outlook?.week(upn, week) ?? []);
    const own = new Map(events.map((event) => [`${event.id} ${event.start}`, event]));
    for (const event of own.values()) {
      if (!['Gesprek', 'Appointment'].includes(event.subject) || event.isCancelled) continue;
      const line = `${upn} ${event.iCalUId} ${event.start} ${event.end}`;
      if (!expected.delete(line)) wrong.push(`too many: ${line}`);
    }
  }
  return [...wrong, ...[...expected].map((line) => `missing: ${line}`)];
}

async function inChats(house: House, sessions: readonly Session[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const subjects = new Map(
    (await house.parts.c.db.selectFrom('cards').select(['id', 'subject']).execute()).map((c) => [
      c.id,
      c.subject,
    ]),
  );
  const byId = new Map<string, Session>(sessions.map((one) => [one.id, one]));
  for (const { upn, language = 'nl' } of house.people) {
    const person = byUpn(house, upn);
    const mine = sessions.filter((one) => one.director_upn === upn || one.coach_upn === upn);
    for (const one of mine.filter(
      ({ state, when }) => state === 'confirmed' && when.end > house.clock.now(),
    )) {
      const time = meetingOf({ slot: one.when, place: one.place }, { language, zone: ZONE });
      if (house.teams.hasApp(person.aad) && !heard(person).includes(time))
        wrong.push(`${upn} reads nothing of ${time}`);
    }
    for (const { verb, card, text } of buttonsOf(person)) {
      const about = byId.get(subjects.get(card as never) ?? '');
      if (!about || !LEADING.has(verb)) continue;
      if (about.state !== 'confirmed')
        wrong.push(`${upn} can press ${verb} for a session that is ${about.state}`);
      else if (!text.includes(intervalOf(about.when, { language, zone: ZONE })))
        wrong.push(`${upn} has ${verb} beside another time`);
    }
  }
  return wrong;
}

const LEADING = new Set(['session.move', 'session.cancel', 'session.cancel-sure']);

function byUpn(house: House, upn: string): Actor {
  return actor(house, upn.split('@')[0] ?? upn);
}

function buttonsOf(person: Actor) {
  return person.messages().flatMap(({ card }) =>
    walkBlocks(card ?? {}).flatMap((b) =>
      b.type === 'Action.Execute'
        ? [
            {
              verb: String(b.verb),
              card: String((b.data as { card?: string }).card),
              text: readCard(card ?? {}),
            },
          ]
        : [],
    ),
  );
}

/** Pairs of sessions of one person that overlap, whatever became of the one or the other but being off. */
export async function doubleBooked(house: House): Promise<readonly string[]> {
  const live = (await sessionsOf(house)).filter((one) => !isOff(one));
  return live.flatMap((a, i) =>
    live.slice(i + 1).flatMap((b) => {
      const shared = a.coach === b.coach || a.director === b.director;
      return shared && a.when.start < b.when.end && b.when.start < a.when.end ? [`${a.id} and ${b.id}`] : [];
    }),
  );
}

/** What the house logged that it did not make good by itself: a job that failed once is tried again. */
export function lost(house: House): readonly string[] {
  return faultsLogged(house).filter((line) => !line.includes('"job.failed"'));
}

/** Messages with a day in them that somebody has twice. */
export function toldTwice(house: House): readonly string[] {
  return house.people.flatMap(({ upn }) => {
    const told = byUpn(house, upn)
      .messages()
      .flatMap(({ card }) => (card ? [readCard(card)] : []))
      .filter((text) => /\d{1,2} [a-zA-Z]+ 20\d\d/.test(text));
    return told.filter((text, i) => told.indexOf(text) !== i).map((text) => `${upn}: ${text}`);
  });
}

/** What anybody of the municipality who is no director ever read, in chat and in mail. */
export function readBy(house: House, first: string): string {
  const person = house.person(first);
  const mails = house.outlook?.mailbox(person.upn) ?? [];
  return [heard(person), ...mails.map((mail) => `${mail.subject}\n${mail.text}`)].join('\n');
}

/** Headings of what somebody of the municipality has in chat. */
export function headingsOf(house: House, first: string): readonly string[] {
  return house
    .person(first)
    .messages()
    .flatMap(({ card }) => (card ? [readCard(card).split('\n')[0] ?? ''] : []));
}

export const REQUEST_HEADINGS = [textOf('nl').request.ask.heading, textOf('nl').request.answered.heading];
