import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../support/databases.ts';
import { type Actor, type House, openHouse, readCard, signUp } from '../support/house.ts';
import { onEachStore, raw } from './support/hostile.ts';
import { buttonsOf, choicesOf } from './support/pressing.ts';

onEachStore('a time', (make) => {
  let house: House;
  let drop: () => Promise<void>;
  const who = (name: string): Actor => house.person(name);
  beforeAll(async () => {
    const made = await make();
    ({ drop } = made);
    // Three weeks before the clocks go forward: that night is within the weeks that are offered.
    house = await openHouse({ store: made.where, now: '2027-03-08T09:00:00+01:00' });
    await signUp(who('joris'));
    await who('joris').press('coaching.choose-coach', { coach: 'any' });
  });
  afterAll(async () => {
    await house.stop();
    await drop();
  });

  const WALLS = {
    'not a number': 'NaN',
    endless: 'Infinity',
    'endless before': '-Infinity',
    'too large': '1e99',
    'the largest whole number': String(Number.MAX_SAFE_INTEGER),
    'beyond any date': '8640000000000001',
    negative: '-1',
    'minus zero': '-0',
    broken: '1796000000000.5',
    hexadecimal: '0x1a2b3c4d5e6f',
    empty: '',
    blank: '   ',
    'a word': 'morgen',
    'a wall time': '2027-03-28T02:30',
    'two of them': '1,2',
    'the hour that is skipped, counted in winter time': String(Date.parse('2027-03-28T02:30:00+01:00')),
    'the hour that is skipped, counted in summer time': String(Date.parse('2027-03-28T02:30:00+02:00')),
    'the hour that comes twice, first': String(Date.parse('2027-10-31T02:30:00+02:00')),
    'the hour that comes twice, again': String(Date.parse('2027-10-31T02:30:00+01:00')),
    'an hour that came twice, long over': String(Date.parse('2026-10-25T02:30:00+02:00')),
    'long ago': '0',
  };

  it.each(Object.entries(WALLS))(
    'that is %s (%s): the times again, and nobody is booked',
    async (_, slot) => {
      const joris = who('joris');
      const card = await joris.press('coaching.choose-slot', { slot });
      expect(buttonsOf(card ?? {})).toContain('coaching.choose-slot');
      expect(choicesOf(card ?? {}, 'slot')).not.toContain(slot);
      expect(await house.parts.c.db.selectFrom('bookings').selectAll().execute()).toEqual([]);
    },
  );

  it('that is free but was never on the card: the times again, in words', async () => {
    const joris = who('joris');
    const [first = '0'] = joris.choices('slot');
    for (const off of [1, 60_000, 900_000, 7 * 86_400_000]) {
      const slot = String(Number(first) + off);
      if (joris.choices('slot').includes(slot)) continue;
      const card = await joris.press('coaching.choose-slot', { slot });
      expect(readCard(card ?? {})).toContain('Dat moment kan ik niet vastleggen');
    }
  });

  it('that somebody else just took: the others, in words', async () => {
    const joris = who('joris');
    const [slot = ''] = joris.choices('slot');
    await taken(who('bram'), Number(slot));
    const card = await joris.press('coaching.choose-slot', { slot });
    expect(readCard(card ?? {})).toContain('net bezet');
    expect(buttonsOf(card ?? {})).toContain('coaching.choose-slot');
    expect(choicesOf(card ?? {}, 'slot')).not.toContain(slot);
    expect(await house.parts.c.db.selectFrom('bookings').selectAll().execute()).toHaveLength(1);
  });

  /** Somebody else holds this time with the same coach. */
  async function taken(by: Actor, start: number): Promise<void> {
    await signUp(by);
    const { db } = house.parts.c;
    const { coach } = await db
      .selectFrom('intakes')
      .select('coach')
      .where('coach', 'is not', null)
      .executeTakeFirstOrThrow();
    const intake = await db
      .selectFrom('intakes')
      .innerJoin('people', 'people.id', 'intakes.director')
      .select(['intakes.id', 'intakes.director'])
      .where('people.upn', '=', by.upn)
      .executeTakeFirstOrThrow();
    if (!coach) throw new Error('joris has a coach');
    const when = { starts: new Date(start), ends: new Date(start + 3_600_000), created_at: new Date(start) };
    const booking = {
      id: newId.booking(),
      intake: intake.id,
      director: intake.director,
      coach,
      number: 1,
      ...when,
    };
    await db
      .insertInto('bookings')
      .values({ ...booking, place: 'phone', state: 'confirmed' })
      .execute();
  }

  it('that has passed meanwhile: other times, and nobody is booked', async () => {
    const joris = who('joris');
    const [slot = ''] = joris.choices('slot');
    house.clock.set(Number(slot) + 60_000);
    const card = await joris.press('coaching.choose-slot', { slot });
    expect(buttonsOf(card ?? {})).toContain('coaching.choose-slot');
    expect(choicesOf(card ?? {}, 'slot')).not.toContain(slot);
    expect(await house.parts.c.db.selectFrom('bookings').selectAll().execute()).toHaveLength(1);
    await house.parts.engine.settle();
    const ready = await raw(`${house.url}/readyz`, { method: 'GET' });
    expect(JSON.parse(ready.text)).toMatchObject({ status: 'ok' });
    expect(house.logged.filter((line) => /failed|lost|dead/.test(line))).toEqual([]);
  });
});
