import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, idOf, stores } from '../support/faults.ts';
import { type Actor, type House, signUp } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  cardsOfKind,
  dead,
  faultsLogged,
  giveRole,
  heard,
} from '../support/review.ts';
import { booked, NOWHERE, nameOf, openSessions, saying, standsAt } from '../support/sessions.ts';
import { signedIn } from '../support/visitor.ts';

const NOT_NEEDED = 'Deze vraag is niet meer nodig';
const COACHES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`the coordinator gives somebody another coach · ${name}`, () => {
    let house: House;
    let femke: Actor;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 12 });
      femke = house.person('femke');
      await house.teams.install(femke.aad);
      await house.teams.install(house.person('ruben').aad);
      await allEnds(house);
    });
    afterAll(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const intakeOf = async (director: Actor) =>
      house.parts.c.db
        .selectFrom('intakes')
        .select(['id', 'coach', 'state'])
        .where('director', '=', await idOf(house, director))
        .executeTakeFirstOrThrow();
    /** Opens the card with coaches for this director, in the chat; answers who can be chosen. */
    const search = async (director: Actor): Promise<readonly string[]> => {
      await ask(femke, 'help');
      await femke.press('override.open');
      await femke.press('override.search', { director: (await intakeOf(director)).id });
      return femke.choices('coach');
    };
    const personOf = async (id: string): Promise<Actor> => {
      for (const first of COACHES)
        if ((await idOf(house, house.person(first))) === id) return house.person(first);
      throw new Error('a coach of the sample');
    };
    const recorded = async (action: string, object: string) =>
      (await house.parts.c.db.selectFrom('record').select('fields').execute()).filter(
        ({ fields }) => JSON.stringify(fields).includes(action) && JSON.stringify(fields).includes(object),
      ).length;

    it('the session is off at no cost, each hears what is theirs to hear, and the director books with the new one', async () => {
      const session = await booked(house, 'd1');
      const { noor, coach, start } = session;
      const office = house.person('ruben').messages().length;
      const fits = await search(noor);
      expect(femke.reads()).toContain(
        `${nameOf(house, noor)} heeft nu gesprekken met ${nameOf(house, coach)}`,
      );
      expect(fits).not.toContain(await idOf(house, coach));
      expect((await bookingOf(house, noor)).state).toBe('confirmed');
      const [chosen = ''] = fits;
      const next = await personOf(chosen);
      const before = next.messages().length;
      const sure = button(femke, 'override.choose', { coach: chosen });
      const [one, two] = await Promise.all([answerTo(house, femke, sure), answerTo(house, femke, sure)]);
      expect(one).toContain(`${nameOf(house, next)} is nu de coach van ${nameOf(house, noor)}`);
      expect(two).toBe(one);
      await allEnds(house);
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled', counts: false });
      expect(saying(coach, 'Het contact met', nameOf(house, noor))).toBe(1);
      expect(heard(coach)).not.toMatch(/andere coach|coördinator|waarom/);
      expect(heard(coach)).not.toContain(nameOf(house, next));
      expect(next.messages().length).toBe(before);
      expect(saying(noor, 'U gaat verder met iemand anders', nameOf(house, next), 'Die telt niet mee')).toBe(
        1,
      );
      expect(saying(noor, 'Op deze momenten bent u vrij')).toBe(1);
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await allEnds(house);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed', number: 1, coach: chosen });
      expect(saying(next, nameOf(house, noor), 'gesprek 1')).toBe(1);
      await ask(noor, 'afspraken');
      expect(noor.reads()).toContain('Er zijn nog 2 van de 3 gesprekken over');
      expect(house.person('ruben').messages().length).toBe(office);
      expect(await recorded('intake.override', (await intakeOf(noor)).id)).toBe(1);
    });

    it('there and back again: the coach of before hears of the second end as of the first', async () => {
      const { noor, coach } = await booked(house, 'd2');
      const first = await idOf(house, coach);
      const [other = ''] = await search(noor);
      await femke.press('override.choose', { coach: other });
      expect(await search(noor)).toContain(first);
      await femke.press('override.choose', { coach: first });
      await search(noor);
      await femke.press('override.choose', { coach: other });
      await allEnds(house);
      expect((await intakeOf(noor)).coach).toBe(other);
      expect(saying(coach, 'Het contact met', nameOf(house, noor))).toBe(2);
      // Only the newest says so, and only it has times.
      expect(saying(noor, 'U gaat verder met iemand anders')).toBe(1);
      expect(saying(noor, 'Op deze momenten bent u vrij')).toBe(1);
    });

    it('a coach who has no room or goes on pause meanwhile is not given, and the card says so', async () => {
      const { noor, coach } = await booked(house, 'd3');
      const [full = '', paused = '', third = ''] = await search(noor);
      const sure = button(femke, 'override.choose', { coach: full });
      await setPlaces(full, 0);
      await pause(paused);
      expect(await answerTo(house, femke, sure)).toContain('geen plek of tijd');
      expect(femke.choices('coach')).toContain(third);
      expect(femke.choices('coach')).not.toContain(full);
      expect(femke.choices('coach')).not.toContain(paused);
      await femke.press('override.choose', { coach: paused });
      await femke.press('override.choose', {});
      expect(femke.reads()).toContain('Kies eerst een coach uit de lijst');
      expect((await intakeOf(noor)).coach).toBe(await idOf(house, coach));
      expect((await bookingOf(house, noor)).state).toBe('confirmed');
      await setPlaces(full, 8);
      await house.parts.c.db.deleteFrom('coach_pauses').execute();
    });

    it('a director who stops, or chooses another coach, makes the card old', async () => {
      const { noor } = await booked(house, 'd4');
      const [coach = ''] = await search(noor);
      const late = button(femke, 'override.choose', { coach });
      await ask(noor, 'afspraken');
      await noor.press('coaching.change-coach');
      await noor.press('coaching.change-coach-sure');
      expect(await answerTo(house, femke, late)).toContain(NOT_NEEDED);
      expect((await intakeOf(noor)).state).toBe('choosing');

      const other = (await booked(house, 'd5')).noor;
      await ask(femke, 'help');
      await femke.press('override.open');
      const list = button(femke, 'override.search', { director: (await intakeOf(other)).id });
      await search(other);
      const [fits = ''] = femke.choices('coach');
      const later = button(femke, 'override.choose', { coach: fits });
      await ask(other, 'stoppen');
      await other.press('my-data.stop');
      expect(await answerTo(house, femke, later)).toContain(NOT_NEEDED);
      expect(await answerTo(house, femke, list)).toContain(NOT_NEEDED);
      await allEnds(house);
      expect((await intakeOf(other)).coach).toBe(null);
      expect(saying(other, 'U gaat verder met iemand anders')).toBe(0);
      // No list of before names who left.
      const lists = await cardsOfKind(house, femke, 'override-who');
      expect(lists.every(({ state }) => state === 'replaced')).toBe(true);
    });

    it('without calendars nothing changes, and one can search again', async () => {
      const { noor, coach } = await booked(house, 'd6');
      const [chosen = ''] = await search(noor);
      house.outlook?.faults.add({ times: 50, kind: { status: 503, code: 'ServiceUnavailable' } });
      await femke.press('override.choose', { coach: chosen });
      expect(femke.reads()).toContain('Ik kan de agenda’s nu niet lezen. Er is niets veranderd.');
      expect((await intakeOf(noor)).coach).toBe(await idOf(house, coach));
      house.outlook?.faults.clear();
      await femke.press('override.search');
      await femke.press('override.choose', { coach: chosen });
      expect((await intakeOf(noor)).coach).toBe(chosen);
      await allEnds(house);
    });

    it('who has a coach and no appointment gets times of the new one', async () => {
      const noor = house.person('d7');
      await house.teams.install(noor.aad);
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      const old = button(noor, 'coaching.choose-slot', { slot: noor.choices('slot')[0] ?? '' });
      const [chosen = ''] = await search(noor);
      await femke.press('override.choose', { coach: chosen });
      expect(femke.reads()).toContain('Er stond geen afspraak');
      await allEnds(house);
      expect(await answerTo(house, noor, old)).not.toContain('leg uw afspraak vast');
      expect(saying(noor, 'Op deze momenten bent u vrij', nameOf(house, await personOf(chosen)))).toBe(1);
    });

    it('on the coordinator’s page it is the same, nothing is sent for it, and nobody else can', async () => {
      const { noor } = await booked(house, 'd8');
      const browser = await signedIn(house, femke, '');
      const messages = femke.messages().length;
      const list = await browser.post('/mij/andere-coach');
      expect(list.text).toContain(nameOf(house, noor));
      const director = (await intakeOf(noor)).id;
      const page = list.path;
      const cardOn = () => /name="card" value="([^"]+)"/.exec(browser.page().text)?.[1] ?? '';
      await browser.post(page, { verb: 'override.search', card: cardOn(), director });
      const [, coach = ''] = /name="coach" value="([^"]+)"/.exec(browser.page().text) ?? [];
      const done = await browser.post(page, { verb: 'override.choose', card: cardOn(), coach });
      expect(done.text).toContain('De wijziging is vastgelegd');
      await allEnds(house);
      expect((await intakeOf(noor)).coach).toBe(coach);
      expect(femke.messages().length).toBe(messages);
      expect((await browser.get('/mij')).text).not.toContain('Een koppeling wijzigen');

      const ruben = house.person('ruben');
      await giveRole(house, ruben, 'administrator');
      const outside = await signedIn(house, ruben, '');
      expect(outside.page().text).not.toContain('Coach van iemand');
      expect((await outside.post('/mij/andere-coach')).status).toBe(404);
      expect((await outside.get(page)).status).toBe(404);
      await ask(femke, 'help');
      const theirs = button(femke, 'override.open');
      expect(await answerTo(house, ruben, theirs)).toContain(CLOSED);
      expect(heard(ruben)).not.toMatch(/Coach van iemand|andere coach/);
    });

    async function setPlaces(coach: string, most: number): Promise<void> {
      await sql`update coaches set profile = jsonb_set(profile, '{maxDirectors}', ${String(most)}::jsonb) where person = ${coach}::uuid`.execute(
        house.parts.c.db,
      );
    }
    async function pause(coach: string): Promise<void> {
      const now = house.clock.now();
      await sql`insert into coach_pauses (person, starts, ends) values (${coach}::uuid, ${new Date(now - 1000)}, ${new Date(now + 90 * 86_400_000)})`.execute(
        house.parts.c.db,
      );
    }
  });
