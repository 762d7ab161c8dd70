import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appears, book, type House, openHouse, signUp, until } from '../support/house.ts';

describe('a director books a session', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ record: 'booking' });
  });
  afterAll(() => house.stop());

  it('from the welcome to one neutral event in both calendars', async () => {
    const noor = house.person('noor');
    await house.teams.install(noor.aad);
    await until(() => noor.messages().length > 0);
    expect(noor.reads()).toContain('Goed dat u er bent');
    const start = await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    const from = weekOf(start);
    const mine = house.outlook?.week(noor.upn, from)?.filter((e) => e.subject === 'Gesprek') ?? [];
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ sensitivity: 'private', start: new Date(start).toISOString() });
    expect(JSON.stringify(mine)).not.toMatch(/Waterlelie|Korenbloem|Duindoorn|Klaarwater/);
  });

  it('for one getSchedule and one POST', async () => {
    house.outlook?.requests.reset();
    const bram = house.person('bram');
    await book(bram);
    await until(() => bram.reads().includes('staat in uw agenda'));
    const counts = house.outlook?.requests.all() ?? {};
    const read = Object.entries(counts).filter(([call]) => /getSchedule|events/.test(call));
    expect(Object.fromEntries(read)).toEqual({
      'POST /users/{id}/calendar/getSchedule': 1,
      'POST /users/{id}/events': 1,
    });
  });

  it('and hears at once when she said no to giving her name', async () => {
    const yara = house.person('yara');
    await yara.say('sign up');
    await appears(yara, 'coaching.preferences');
    await yara.press('coaching.preferences', { length: '90', place: 'phone' });
    await yara.press('coaching.consent', { language: 'en', consent: 'no' });
    expect(yara.reads()).toContain('010 555 01 40');
  });

  it('and is offered coaches with their first free time', async () => {
    const joris = house.person('joris');
    await signUp(joris);
    expect(joris.choices('coach').length).toBeGreaterThan(1);
    expect(joris.choices('coach')).toContain('any');
  });
});

function weekOf(moment: number): string {
  const day = Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO('Europe/Amsterdam')
    .toPlainDate();
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}
