import pg from 'pg';

/** Sessions of one former director. */
const EACH = 10;

/**
 * Adds so many sessions that are over, of former directors with the coaches of this programme: an hour each, one
 * after the other for a coach, back into the past. They were of an earlier agreement: nobody's place is used by them.
 */
export async function addOldSessions(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set maintenance_work_mem = '256MB'`);
    // References are right by how the rows are made; asking for each takes most of the time. Superusers only.
    await client.query('set session_replication_role = replica').catch(() => null);
    const again = await dropExclusions(client);
    const directors = count / EACH;
    await client.query(PEOPLE, [directors]);
    await client.query(INTAKES);
    await client.query(BOOKINGS, [count, directors]);
    for (const statement of again) await client.query(statement);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** An exclusion constraint is built faster over rows that are there; answers what puts them back. */
async function dropExclusions(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ conname: string; definition: string }>(
    `select conname, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'bookings'::regclass and contype = 'x'`,
  );
  for (const { conname } of rows) await client.query(`alter table bookings drop constraint ${conname}`);
  return rows.map(
    ({ conname, definition }) => `alter table bookings add constraint ${conname} ${definition}`,
  );
}

const PEOPLE = `
  insert into people (id, tenant, upn, name, mail, language, reach)
  select gen_random_uuid(), 'former', 'oud-' || n || '@voorbeeld.example', 'Oud ' || n,
    'oud-' || n || '@voorbeeld.example', 'nl', 'teams'
  from generate_series(1, $1::int) n`;

const INTAKES = `
  insert into intakes (id, director, state, created_at)
  select gen_random_uuid(), id, 'asking', now() - interval '10 years' from people where tenant = 'former'`;

const BOOKINGS = `
  with former as (select id, director, row_number() over (order by id) - 1 as n from intakes where state = 'asking'),
    coach as (select person, row_number() over (order by person) - 1 as n, count(*) over () as of from coaches)
  insert into bookings (id, intake, director, coach, number, starts, ends, place, state, counts, attempted, event, created_at)
  select gen_random_uuid(), former.id, former.director, coach.person, g / $2::int + 1,
    date_trunc('hour', now()) - (g / coach.of + 24) * interval '1 hour',
    date_trunc('hour', now()) - (g / coach.of + 23) * interval '1 hour',
    'teams', 'confirmed', false, true, 'old-' || g, now() - interval '10 years'
  from generate_series(0, $1::int - 1) g
  join former on former.n = g % $2::int
  join coach on coach.n = g % coach.of`;
