import { type RawBuilder, sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { Database, Db, Trx } from './database.ts';
import { DEAD, type Job, parseJob, QUEUES } from './job.ts';
import type { Claimed } from './job-runner.ts';

/** A job that waits; `waitMs` is how long still, 0 when it could run now. A broken one has no job. */
export type QueuedJob = {
  readonly id: string;
  readonly queue: string;
  readonly job: Job | null;
  readonly waitMs: number;
};
export type DeadJob = {
  readonly id: string;
  /** The queue it came from; null when it could not be read. */
  readonly queue: string | null;
  readonly job: Job | null;
  readonly tries: number;
  /** Kind of job and error code of the last attempt. */
  readonly why: string;
};

/** Questions that pg-boss has no call for, put to its one table (12.35.0: `pgboss.job`, by its own clock). */
export type Ledger = {
  pending(): Promise<number>;
  list(): Promise<readonly QueuedJob[]>;
  claim(id: string): Promise<Claimed | null>;
  recover(): Promise<number>;
  dead(): Promise<readonly DeadJob[]>;
  deadOne(id: string): Promise<DeadJob | null>;
  unbury(trx: Trx, id: string): Promise<Job | null>;
  forget(trx: Trx, ids: readonly string[]): Promise<void>;
};

export function createLedger({ db }: Database, boss: PgBoss): Ledger {
  return {
    async pending() {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pgboss.job
        where name = any(${OURS}) and (state = 'active' or (state < 'active' and start_after <= pgboss.job_now()))
      `.execute(db);
      return rows[0]?.count ?? 0;
    },
    async list() {
      const { rows } = await sql<Omit<QueuedJob, 'job'> & { data: unknown }>`
        select id, name as queue, data,
          greatest(0, ceil(extract(epoch from start_after - pgboss.job_now()) * 1000))::float8 as "waitMs"
        from pgboss.job where name = any(${OURS}) and state < 'active' order by created_on, id
      `.execute(db);
      return rows.map(({ data, ...row }) => ({ ...row, job: parseJob(data) }));
    },
    // As pg-boss' own fetch does, for one id.
    async claim(id) {
      const { rows } = await sql<Claimed>`
        update pgboss.job set state = 'active', started_on = pgboss.job_now(), heartbeat_on = pgboss.job_now(),
          retry_count = case when started_on is not null then retry_count + 1 else retry_count end
        where id = ${id} and name = any(${OURS}) and state < 'active'
        returning id, name, retry_count as "retryCount", data
      `.execute(db);
      return rows[0] ?? null;
    },
    async recover() {
      let recovered = 0;
      for (const queue of QUEUES) recovered += await recoverQueue({ db, boss }, queue);
      return recovered;
    },
    dead: async () => await readDead(db, sql`true`),
    deadOne: async (id) => (await readDead(db, sql`id = ${id}`))[0] ?? null,
    async unbury(trx, id) {
      const { rows } = await sql<{ data: unknown }>`
        select data from pgboss.job where name = ${DEAD} and id = ${id} for update
      `.execute(trx);
      const job = parseJob(rows[0]?.data);
      if (job !== null) await sql`delete from pgboss.job where name = ${DEAD} and id = ${id}`.execute(trx);
      return job;
    },
    async forget(trx, ids) {
      await sql`
        delete from pgboss.job where state <> 'active' and exists (
          select from jsonb_each_text(case jsonb_typeof(data) when 'object' then data else '{}' end) as field
          where field.value = any(${[...ids]}::text[]))
      `.execute(trx);
      // One job for several cards goes on for the others.
      await sql`
        update pgboss.job set data = jsonb_set(data, '{cards}', (
          select coalesce(jsonb_agg(card), '[]') from jsonb_array_elements_text(data -> 'cards') as card
          where card <> all(${[...ids]}::text[])))
        where state <> 'active' and jsonb_typeof(data -> 'cards') = 'array' and data -> 'cards' ?| ${[...ids]}::text[]
      `.execute(trx);
    },
  };
}

/** By way of a failed attempt, so that a job that ends its process each time dies in the end; without the wait. */
async function recoverQueue(
  { db, boss }: { readonly db: Db; readonly boss: PgBoss },
  queue: string,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from pgboss.job where name = ${queue} and state = 'active'
  `.execute(db);
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  await boss.fail(queue, ids, { message: 'the process ended' });
  await sql`
    update pgboss.job set start_after = pgboss.job_now()
    where name = ${queue} and id = any(${ids}::uuid[]) and state = 'retry'
  `.execute(db);
  return ids.length;
}

async function readDead(db: Db, which: RawBuilder<unknown>): Promise<readonly DeadJob[]> {
  const { rows } = await sql<{
    id: string;
    queue: string | null;
    data: unknown;
    tries: number;
    why: string;
  }>`
    select id, source_name as queue, data, coalesce(source_retry_count + 1, 0)::int as tries,
      coalesce(source_output ->> 'message', source_output -> 'value' ->> 'message', 'unreadable') as why
    from pgboss.job where name = ${DEAD} and ${which} order by created_on, id
  `.execute(db);
  return rows.map(({ data, ...row }) => ({ ...row, job: parseJob(data) }));
}

const OURS = sql`${[...QUEUES]}::text[]`;
