import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Where } from '../../bot/store/database.ts';
import type { Fault } from '../../graph/local/types.ts';
import { newPostgres, pgliteTemplate } from '../support/databases.ts';
import { MAILBOX, mondayOf, sample } from '../support/faults.ts';
import { type Actor, appears, book, readCard, until } from '../support/house.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { openWorldApart, type WorldApart } from '../support/world-apart.ts';

/** On PostgreSQL another process takes a dead one's jobs over after its lease: 15 s, a look every 5 s, 2 s of back-off. */
const TAKEN_OVER_MS = 45_000;
/** Sooner than the PATCH that is turned away, or late, comes again. */
const HEARD_MS = 700;
/** … and a PATCH whose end nobody saw is surely over after a minute. */
const MOVED_MS = TAKEN_OVER_MS + 75_000;
const source = postgresSource();
const without = source.kind === 'none' ? `, skipped: ${source.reason}` : '';

describe('a process that dies on the way · PGlite folder', () => {
  suite(async () => {
    const template = await pgliteTemplate();
    return { store: (dir) => ({ kind: 'pglite', dir, template }), drop: async () => undefined };
  });
});
describe.skipIf(source.kind === 'none')(`a process that dies on the way · PostgreSQL${without}`, () => {
  suite(async () => {
    const { where, drop } = await newPostgres();
    return { store: () => where, drop };
  });
});

type Made = { readonly store: (dir: string) => Where; readonly drop: () => Promise<void> };

function suite(make: () => Promise<Made>): void {
  let world: WorldApart;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await make();
    drop = made.drop;
    world = await openWorldApart({ store: made.store, programme: sample({ directors: 7, coaches: 3 }) });
    for (const first of ['c1', 'c2', 'c3']) await world.teams.install(world.person(first).aad);
  });
  afterAll(async () => {
    await world.stop();
    await drop();
  });
  const posts = () => world.outlook.requests.all()['POST /users/{id}/events'] ?? 0;
  const fromBot = (person: Actor) => person.messages().filter((m) => m.from === 'bot');
  const sessions = (upn: string, start: number) =>
    (world.outlook.week(upn, mondayOf(start)) ?? []).filter(
      (e) => e.subject === 'Gesprek' && e.start === new Date(start).toISOString(),
    );
  const organised = (director: Actor, start: number) =>
    sessions(MAILBOX, start).filter(({ attendees }) =>
      attendees.some(({ address }) => address === director.upn),
    );
  const confirmed = (director: Actor) =>
    until(() => director.reads().includes('staat in uw agenda'), TAKEN_OVER_MS);
  const coachesHeard = () =>
    ['c1', 'c2', 'c3'].flatMap((c) =>
      fromBot(world.person(c)).filter(
        (m) => m.card && readCard(m.card).includes('Er is een gesprek vastgelegd'),
      ),
    ).length;

  it('between the commit and the POST: one event', { timeout: 90_000 }, async () => {
    const noor = world.person('d1');
    const before = posts();
    world.outlook.faults.add({
      method: 'POST',
      path: '/events',
      times: 1,
      kind: { status: 429, code: 'TooManyRequests', retryAfter: 3 },
    });
    const start = await book(noor);
    await until(() => posts() > before);
    await world.kill();
    expect(organised(noor, start)).toHaveLength(0);
    await world.start();
    await confirmed(noor);
    expect([organised(noor, start).length, sessions(noor.upn, start).length]).toEqual([1, 1]);
    await until(() => coachesHeard() === 1);
  });

  it('between the POST and the commit: one event, and one message to the coach', {
    timeout: 90_000,
  }, async () => {
    const noor = world.person('d2');
    const [before, told] = [posts(), coachesHeard()];
    world.outlook.faults.add({ method: 'POST', path: '/events', times: 1, kind: { delayMs: 1_500 } });
    const start = await book(noor);
    await until(() => posts() > before);
    await world.kill();
    await until(() => organised(noor, start).length === 1);
    await world.start();
    await confirmed(noor);
    expect([organised(noor, start).length, sessions(noor.upn, start).length]).toEqual([1, 1]);
    await until(() => coachesHeard() === told + 1);
  });

  it('between a message and its record: not sent again, and the next "afspraken" says so', {
    timeout: 90_000,
  }, async () => {
    const noor = world.person('d3');
    await noor.say('help');
    await appears(noor, 'coaching.signup');
    await until(() => fromBot(noor).length === 2);
    const posted = world.arrived('POST');
    world.teams.faults.add({ on: 'send', kind: { delayMs: 1_500 }, times: 1 });
    await noor.say('hulplijn');
    await until(() => world.arrived('POST') > posted);
    await world.kill();
    await until(() => fromBot(noor).length === 3);
    await world.start();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await until(async () => {
      await noor.say('afspraken');
      await new Promise((resolve) => setTimeout(resolve, 700));
      return noor.messages().some((m) => m.card && readCard(m.card).includes('niet aangekomen'));
    }, TAKEN_OVER_MS);
    const lost = fromBot(noor).filter(
      (m) => m.card && readCard(m.card).includes('010 555 01 41') && !readCard(m.card).includes('afspraken'),
    );
    expect(lost).toHaveLength(1);
  });

  it('between a change of a card and its record: the card comes right', { timeout: 90_000 }, async () => {
    const noor = world.person('d4');
    world.outlook.faults.add({ method: 'POST', path: '/events', times: 1, kind: { delayMs: 1_000 } });
    const start = await book(noor);
    const put = world.arrived('PUT');
    world.teams.faults.add({ on: 'update', kind: { delayMs: 1_500 }, times: 2 });
    await until(() => world.arrived('PUT') > put);
    await world.kill();
    await world.start();
    await confirmed(noor);
    expect(organised(noor, start)).toHaveLength(1);
    expect(
      fromBot(noor).filter((m) => m.card && readCard(m.card).includes('staat in uw agenda')),
    ).toHaveLength(1);
  });

  const patches = () => world.outlook.requests.all()['PATCH /users/{id}/events/{event-id}'] ?? 0;
  const PATCH = { method: 'PATCH', path: '/events', times: 1 } as const;
  /** A session that stands, with Move pressed and another time chosen; answers both times. */
  const moving = async (first: string, kind: Fault['kind']) => {
    const noor = world.person(first);
    const start = await book(noor);
    await until(() => organised(noor, start).length === 1, TAKEN_OVER_MS);
    await appears(noor, 'session.move', TAKEN_OVER_MS);
    await noor.press('session.move');
    const to = Number(noor.choices('slot').find((one) => Number(one) !== start));
    world.outlook.faults.add({ ...PATCH, kind });
    const [before, told] = [patches(), movesHeard()];
    await noor.press('session.choose-time', { slot: String(to) });
    await until(() => patches() > before);
    // A message that is out when its process dies may not arrive, and is never repeated: let it arrive first.
    await until(() => movesHeard() > told, HEARD_MS).catch(() => undefined);
    await world.kill();
    return { noor, start, to, before, told };
  };
  const standsOnlyAt = async ({ noor, start, to }: Awaited<ReturnType<typeof moving>>) => {
    await until(() => organised(noor, to).length === 1, MOVED_MS);
    await noor.say('afspraken');
    await appears(noor, 'coaching.change-coach');
    expect(organised(noor, start)).toHaveLength(0);
    expect([organised(noor, to).length, sessions(noor.upn, to).length]).toEqual([1, 1]);
    expect(noor.reads()).toContain(clock(to));
  };

  it('between the commit of a move and its PATCH: moved once, chat and calendars agree', {
    timeout: 200_000,
  }, async () => {
    // The first PATCH is turned away: nothing reached the calendar when the process dies.
    const move = await moving('d6', { status: 429, code: 'TooManyRequests', retryAfter: 3 });
    expect(organised(move.noor, move.to)).toHaveLength(0);
    await world.start();
    await standsOnlyAt(move);
    expect(patches() - move.before).toBe(2);
    expect(movesHeard() - move.told).toBe(1);
  });

  it('between the PATCH of a move and its record: no second PATCH, chat and calendars agree', {
    timeout: 200_000,
  }, async () => {
    const move = await moving('d7', { delayMs: 1_500 });
    await until(() => organised(move.noor, move.to).length === 1);
    await world.start();
    await standsOnlyAt(move);
    // As long as it may take before the event is looked at.
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    expect(patches() - move.before).toBe(1);
    expect(movesHeard() - move.told).toBe(1);
  });

  /** Messages to coaches that a session moved. */
  function movesHeard(): number {
    return ['c1', 'c2', 'c3'].flatMap((c) =>
      fromBot(world.person(c)).filter(({ card }) => card && readCard(card).includes('Uw afspraak is verzet')),
    ).length;
  }
}

/** As a card says it: `9.15`. */
function clock(moment: number): string {
  const { hour, minute } =
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO('Europe/Amsterdam');
  return `${hour}.${String(minute).padStart(2, '0')}`;
}
