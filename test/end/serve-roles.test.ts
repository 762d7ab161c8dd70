import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appears, until } from '../support/house.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { openServeHouse, type ServeHouse } from '../support/serve-house.ts';
import { programmeOf } from '../support/serve-programme.ts';

const source = postgresSource();
const why = source.kind === 'none' ? ` · skipped: ${source.reason}` : '';

describe.skipIf(why !== '')(`who may, in production${why}`, () => {
  let house: ServeHouse;
  beforeAll(async () => {
    house = await openServeHouse({ record: 'roles', programme: programmeOf({ directors: 3 }) });
    await house.start();
  });
  afterAll(() => house.stop());

  it('a director of another tenant is refused, under the same object id', async () => {
    const foreign = house.foreignTeams(randomUUID());
    const { aad } = await house.person('d02');
    expect(await foreign.say(aad, 'aanmelden')).toBe(403);
    expect(await house.rows('select 1 from intakes')).toEqual([]);
    expect(await house.teams.say(aad, 'aanmelden')).toBe(200);
    foreign.close();
  });

  it('a removal works on the next press, also in the process that ran before it', async () => {
    const [gone, stays] = [await house.person('d01'), await house.person('d03')];
    for (const director of [gone, stays]) {
      await director.say('aanmelden');
      await appears(director, 'coaching.preferences');
    }
    const next = await house.start(programmeOf({ directors: 3, without: ['d01'] }));
    await until(async () => (await house.rows(ROLES, ['d01%'])).length === 0);
    expect(await next.sigterm()).toBe(0);
    house.running.pop();
    const wishes = { length: '60', place: 'teams' };
    await gone.press('coaching.preferences', wishes);
    await stays.press('coaching.preferences', wishes);
    expect(gone.reads()).not.toContain('toestemming');
    expect(gone.reads()).toMatchInlineSnapshot(`
      "Goed dat u er bent
      Voor u staat hier nu niets klaar.
      Had u dat wel verwacht? Vraag het aan degene die u hierop wees."
    `);
    expect(stays.reads()).toContain('Stap 2 van 2');
    expect(await house.rows('select upn from drafts join people on people.id = person')).toEqual([
      { upn: stays.upn },
    ]);
  });

  it('a changed programme that the database refuses at the start is applied as soon as it can', async () => {
    await house.rows(BREAK);
    const next = await house.start(programmeOf({ directors: 3, without: ['d02'] }));
    expect(next.log.map((line) => line.event)).toContain('programme.failed');
    await house.rows('drop function away cascade');
    await until(async () => (await house.rows(ROLES, ['d02%'])).length === 0, 15_000);
    expect(next.errors()).toBe('');
  });
});

const ROLES = 'select role from roles join people on people.id = person where upn like $1';
const BREAK = `
  create function away() returns trigger language plpgsql as
    $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$;
  create trigger away before insert or update on programme for each row execute function away()`;
