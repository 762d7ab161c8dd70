import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localPeople } from '../../bot/local/people.ts';
import { parseProgramme } from '../../bot/programme-file.ts';
import { openDatabase } from '../../bot/store/database.ts';
import * as tables from '../../bot/store/migrations/0001-tables.ts';
import * as programme from '../../bot/store/migrations/0002-programme.ts';
import { LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import { allEnds, pass, sample } from '../support/faults.ts';
import { type House, openHouse } from '../support/house.ts';
import { dead, faultsLogged } from '../support/review.ts';
import { saying } from '../support/sessions.ts';

const HOUR = 3_600_000;
const NOW = '2026-11-02T10:00:00+01:00';
const FILE = sample({ directors: 3, coaches: 1 });

let house: House;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'klankbord-old-'));
  const dir = join(home, 'store');
  await oldStore(dir);
  house = await openHouse({ store: { kind: 'pglite', dir }, programme: FILE, now: NOW });
  for (const first of ['d1', 'd2', 'd3', 'c1']) await house.teams.install(house.person(first).aad);
  await allEnds(house);
});
afterAll(async () => {
  expect(faultsLogged(house)).toEqual([]);
  expect(await dead(house)).toBe(0);
  await house.stop();
  await rm(home, { recursive: true, force: true });
});

it('a session confirmed by the first version gets its reminders and its question, one of months ago gets none', async () => {
  const [noor, joris, coach] = [house.person('d1'), house.person('d2'), house.person('c1')];
  await pass(house, 1_000);
  const owed = await house.parts.c.db
    .selectFrom('due')
    .select(['kind', 'at'])
    .where('kind', 'like', 'session.%')
    .execute();
  // The one of yesterday is asked about at once; of the one of months ago nobody is asked.
  expect(owed.map(({ kind, at }) => [kind, at.toISOString()]).sort()).toEqual([
    ['session.over', '2026-11-05T10:00:00.000Z'],
    ['session.over-again', '2026-11-03T08:00:00.000Z'],
  ]);
  house.clock.set(Date.parse('2026-11-04T09:05:00+01:00'));
  await pass(house, 0);
  await allEnds(house);
  expect(saying(noor, 'donderdag 5 november 2026')).toBe(1);
  house.clock.set(Date.parse('2026-11-05T09:05:00+01:00'));
  await pass(house, 0);
  await allEnds(house);
  expect(await kinds('reminder')).toBe(2);
  const question = ['donderdag 5 november 2026', 'Is het gesprek doorgegaan?'];
  // The coach's morning card, and no question yet.
  expect(saying(coach, 'donderdag 5 november 2026')).toBe(1);
  expect(saying(coach, ...question)).toBe(0);
  await pass(house, 3 * HOUR);
  await allEnds(house);
  expect(saying(coach, ...question)).toBe(1);
  expect(await kinds('session-over')).toBe(3);
  expect(joris.messages().filter(({ card }) => card).length).toBe(1);
});

async function kinds(kind: string): Promise<number> {
  const rows = await house.parts.c.db.selectFrom('cards').select('id').where('kind', '=', kind).execute();
  return rows.length;
}

/** As the first version left it: three confirmed sessions (their events are not what this is about), and nothing owed. */
async function oldStore(dir: string): Promise<void> {
  const { db, close } = await openDatabase({ kind: 'pglite', dir });
  const first = { '0001-tables': tables, '0002-programme': programme };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => first } });
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  const read = parseProgramme(FILE, 'programme.yaml');
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  const people = localPeople(read.file);
  const add = async (first: string) => {
    const person = people.find(({ upn }) => upn.startsWith(`${first}@`));
    if (!person) throw new Error(first);
    const { aadObjectId, upn, name } = person;
    await sql`insert into people (id, tenant, aad_object_id, upn, name, mail, language, reach)
      values (${aadObjectId}, ${LOCAL_TENANT}, ${aadObjectId}, ${upn}, ${name}, ${upn}, 'nl', 'teams')`.execute(
      db,
    );
    return aadObjectId;
  };
  const coach = await add('c1');
  for (const [first, day] of [
    ['d1', '2026-11-05'],
    ['d2', '2026-06-04'],
    ['d3', '2026-11-01'],
  ] as const) {
    const director = await add(first);
    const intake = randomUUID();
    await sql`insert into intakes (id, director, state, coach, created_at)
      values (${intake}, ${director}, 'coached', ${coach}, '2026-05-01 09:00Z')`.execute(db);
    await sql`insert into bookings (id, intake, director, coach, number, starts, ends, place, state, created_at)
      values (${randomUUID()}, ${intake}, ${director}, ${coach}, 1, ${`${day} 09:00Z`}, ${`${day} 10:00Z`},
        'teams', 'confirmed', '2026-05-01 10:00Z')`.execute(db);
  }
  await close();
}
