import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, calendars, cardsOf, hurry, idOf, mondayOf, sample } from '../support/faults.ts';
import {
  type Actor,
  appears,
  book,
  type House,
  openHouse,
  readCard,
  signUp,
  until,
} from '../support/house.ts';

const DAY = 24 * 60 * 60_000;

describe('who comes to whom', () => {
  let house: House;
  afterEach(() => house.stop());
  const open = async (programme: Readonly<Record<string, unknown>> = {}) => {
    house = await openHouse({ programme: sample({ directors: 3, programme }) });
    const femke = house.person('femke');
    await house.teams.install(femke.aad);
    await allEnds(house);
    return { noor: house.person('d1'), bram: house.person('d2'), femke };
  };
  const requests = async () =>
    (await cardsOf(house, house.person('femke'))).filter((card) => card.kind === 'match-request');
  /** All that was ever sent to somebody, as text. */
  const heard = (person: Actor) =>
    person
      .messages()
      .map((m) => (m.card ? readCard(m.card) : ''))
      .join('\n');

  it('the coordinator chooses: asked once, chooses once, and the director gets times that can be booked', async () => {
    const { noor, femke } = await open({ matching: 'coordinator' });
    await signUp(noor);
    expect(noor.reads()).toContain('Uw aanmelding is binnen');
    await until(() => heard(femke).includes('D1'));
    const [coach = ''] = femke.choices('coach');
    await femke.press('matching.choose', { coach });
    await until(() => noor.reads().includes('Wanneer past het u?'));
    expect(await requests()).toHaveLength(1);
    const [slot = ''] = noor.choices('slot');
    await noor.press('coaching.choose-slot', { slot });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    expect(await calendars(house, noor, Number(slot))).toEqual([1, 1, 1]);
    expect((await bookingOf(house, noor)).coach).toBe(coach);
  });

  it('the coordinator chooses without a name ticked: the card stays, with what is missing', async () => {
    const { noor, femke } = await open({ matching: 'coordinator' });
    await signUp(noor);
    await appears(femke, 'matching.choose');
    await femke.press('matching.choose');
    expect(femke.choices('coach').length).toBeGreaterThan(0);
    await femke.press('matching.choose', { coach: 'somebody' });
    const [coach = ''] = femke.choices('coach');
    await femke.press('matching.choose', { coach });
    await until(() => noor.reads().includes('Wanneer past het u?'));
  });

  it('the coordinator chooses days later, while calendars do not answer for a moment: real times, a bit later', async () => {
    const { noor, femke } = await open({ matching: 'coordinator' });
    await signUp(noor);
    await appears(femke, 'matching.choose');
    house.clock.set(house.clock.now() + 3 * DAY);
    house.outlook?.faults.add({
      path: '/getSchedule',
      times: 2,
      kind: { status: 400, code: 'ErrorInternal' },
    });
    const [coach = ''] = femke.choices('coach');
    await femke.press('matching.choose', { coach });
    await until(async () => {
      await hurry(house);
      return noor.reads().includes('Wanneer past het u?');
    });
    expect(noor.choices('slot').length).toBeGreaterThan(0);
  });

  it('nobody fits: told kindly by when, the coordinator is asked once, and their choice leads to times', async () => {
    const { noor, femke } = await open();
    house.outlook?.addBusy({ upn: noor.upn, start: house.clock.now(), end: house.clock.now() + 20 * DAY });
    for (const coach of ['mila', 'tygo', 'salma'])
      house.outlook?.addBusy({
        upn: house.person(coach).upn,
        start: house.clock.now() - DAY,
        end: house.clock.now() + 80 * DAY,
      });
    await signUp(noor);
    expect(noor.reads()).toContain('Er is nu niemand vrij die past');
    expect(noor.reads()).toMatch(/Uiterlijk (maan|dins|woens|donder|vrij)dag/);
    await allEnds(house);
    expect(await requests()).toHaveLength(1);
    expect(heard(femke)).toContain('D1');
  });

  it('whom somebody would rather avoid is never offered, not to them and not to the coordinator', async () => {
    const { noor, bram, femke } = await open();
    const mila = await idOf(house, house.person('mila'));
    await signUp(noor, { avoid: mila });
    expect(noor.choices('coach')).not.toContain(mila);
    await noor.press('coaching.choose-coach', { coach: mila });
    expect(noor.reads()).toContain('Kies een coach');
    await noor.press('coaching.choose-coach', { coach: 'any' });
    await noor.press('coaching.choose-slot', { slot: noor.choices('slot')[0] ?? '' });
    await until(() => noor.reads().includes('staat in uw agenda'));
    expect((await bookingOf(house, noor)).coach).not.toBe(mila);
    // Nobody else is left for this one: the coordinator is asked, without her.
    house.outlook?.addBusy({
      upn: house.person('salma').upn,
      start: house.clock.now() - DAY,
      end: house.clock.now() + 80 * DAY,
    });
    await signUp(bram, { avoid: mila, place: 'location' });
    await allEnds(house);
    expect(bram.reads()).toContain('Er is nu niemand vrij die past');
    await appears(femke, 'matching.choose');
    expect(femke.choices('coach')).not.toContain(mila);
  });

  it('one place: the second is told kindly and nothing is handed over', async () => {
    const { noor, bram, femke } = await open({ places: 1 });
    await signUp(noor);
    await bram.say('aanmelden');
    await until(() => heard(bram).includes('Alle plekken zijn nu bezet'));
    expect(await requests()).toHaveLength(0);
    expect(heard(femke)).not.toContain('D2');
  });

  it('one place, two who say yes at the same moment: one gets it', async () => {
    const { noor, bram } = await open({ places: 1 });
    for (const person of [noor, bram]) {
      await person.say('aanmelden');
      await appears(person, 'coaching.preferences');
      await person.press('coaching.preferences', { length: '60', place: 'teams' });
    }
    await Promise.all(
      [noor, bram].map((p) => p.press('coaching.consent', { language: 'nl', consent: 'yes' })),
    );
    const told = [noor, bram].map((p) => p.reads());
    expect(told.filter((text) => text.includes('Met wie wilt u praten?'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('Alle plekken zijn nu bezet'))).toHaveLength(1);
  });

  it('without consent nothing of the person reaches anybody', async () => {
    const { noor, femke } = await open({ matching: 'coordinator' });
    const before = femke.messages().length;
    await noor.say('aanmelden');
    await appears(noor, 'coaching.preferences');
    await noor.press('coaching.preferences', { length: '60', place: 'teams', themes: 'team' });
    await noor.press('coaching.consent', { language: 'nl', consent: 'no' });
    await allEnds(house);
    expect(femke.messages().length).toBe(before);
    const { db } = house.parts.c;
    const me = await idOf(house, noor);
    const theirs = await db
      .selectFrom('cards')
      .select('id')
      .where('recipient', '!=', me)
      .where('kind', 'not in', ['welcome'])
      .execute();
    expect(theirs).toEqual([]);
    const intake = await db
      .selectFrom('intakes')
      .selectAll()
      .where('director', '=', me)
      .executeTakeFirstOrThrow();
    expect(intake).toMatchObject({
      preferences_sealed: null,
      consented_at: null,
      coach: null,
      handed_over_at: null,
    });
    expect(await db.selectFrom('drafts').selectAll().execute()).toEqual([]);
    expect(house.outlook?.week('gesprekken@voorbeeld.example', mondayOf(house.clock.now()))).toEqual([]);
  });

  it('neither calendar names the other, nor the firm', async () => {
    const { noor } = await open();
    const start = await book(noor, { coach: 'any' });
    await until(() => noor.reads().includes('staat in uw agenda'));
    const mine =
      house.outlook?.week(noor.upn, mondayOf(start))?.filter((event) => event.subject === 'Gesprek') ?? [];
    expect(mine).toHaveLength(1);
    expect(JSON.stringify(mine)).not.toMatch(/mila|tygo|salma|Klaarwater|coach/i);
  });
});
