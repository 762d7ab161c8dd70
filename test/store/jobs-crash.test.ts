import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../bot/store/database.ts';
import { type Job, openJobs } from '../../bot/store/jobs.ts';
import { migrate } from '../../bot/store/migrate.ts';
import { startChild } from '../support/children.ts';
import { newId, onPostgres, pgliteTemplate, present } from '../support/databases.ts';

const create = (): Job => ({ kind: 'calendar.create', booking: newId.booking() });

describe('a PGlite process that died in a job', () => {
  it('has it run at once after the next start, and dead when it dies of it each time', async () => {
    const home = await mkdtemp(join(tmpdir(), 'klankbord-jobs-'));
    const where = { kind: 'pglite', dir: join(home, 'data'), template: await pgliteTemplate() } as const;
    const job = create();
    const first = await openDatabase(where);
    await migrate(first);
    const before = await openJobs(first);
    await first.db.transaction().execute((trx) => before.owe(trx, job));
    await sql`update pgboss.job set retry_limit = 2`.execute(first.db);
    await before.stop();
    await first.close();

    for (let death = 0; death < 2; death++) {
      const child = startChild('hang-in-a-job.ts', JSON.stringify(where));
      await child.printed(2);
      expect(child.lines).toContain('calendar.create');
      await child.kill9();
    }
    const second = await openDatabase(where);
    const jobs = await openJobs(second);
    const list = await jobs.list();
    expect(list.map((queued) => ({ job: queued.job, waitMs: queued.waitMs }))).toEqual([{ job, waitMs: 0 }]);
    const died = jobs.run(present(list[0]).id, () => new Promise(() => undefined));
    await expect.poll(() => jobs.list()).toEqual([]);
    expect(await jobs.recover()).toBe(1);
    expect(await jobs.dead()).toMatchObject([{ job, tries: 3, why: 'the process ended' }]);
    expect(died).toBeInstanceOf(Promise);
    await jobs.stop();
    await second.close();
    await rm(home, { recursive: true, force: true });
  });
});

onPostgres('a process that died in a job', (test) => {
  it('has it run by another within thirty seconds, while that one’s own jobs go on', async () => {
    const database = test.open();
    const where = test.where();
    const jobs = await openJobs(database);
    const job = create();
    const child = startChild('hang-in-a-job.ts', JSON.stringify(where));
    await child.printed(1);
    await database.db.transaction().execute((trx) => jobs.owe(trx, job));
    await child.printed(2);
    await child.kill9();
    const died = performance.now();

    const runs: Job[] = [];
    const { promise: again, resolve } = Promise.withResolvers<number>();
    await jobs.work(async (taken) => {
      runs.push(taken);
      if (taken.kind === 'calendar.create') resolve(performance.now());
      // Longer than the lease: signs of life keep it.
      else await new Promise((end) => setTimeout(end, 22_000));
      return 'done';
    });
    const long: Job = { kind: 'chat.send', card: newId.card() };
    await database.db.transaction().execute((trx) => jobs.owe(trx, long));
    const took = (await again) - died;
    expect(took).toBeLessThan(30_000);
    expect(await jobs.drain(40_000)).toBe(true);
    expect(runs.filter((run) => run.kind === 'chat.send')).toEqual([long]);
    expect(runs.filter((run) => run.kind === 'calendar.create')).toEqual([job]);
    await jobs.stop();
  });
});
