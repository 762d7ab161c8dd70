import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Job, type Jobs, openJobs } from '../../bot/store/jobs.ts';
import { eachDatabase, newId, onPGlite, onPostgres, present } from '../support/databases.ts';

const create = (): Job => ({ kind: 'calendar.create', booking: newId.booking() });
const send = (): Job => ({ kind: 'chat.send', card: newId.card() });
const offer = (): Job => ({ kind: 'offer.make', intake: newId.intake() });
const note = (seen: Job[], job: Job) => {
  seen.push(job);
  return 'done' as const;
};

eachDatabase('jobs in loops', (test) => {
  let jobs: Jobs;
  let handle: (job: Job) => ReturnType<Parameters<Jobs['work']>[0]>;
  const dead: (string | null)[] = [];
  const owe = (job: Job) =>
    test
      .open()
      .db.transaction()
      .execute((trx) => jobs.owe(trx, job));
  beforeAll(async () => {
    jobs = await openJobs(test.open());
    await jobs.work((job) => handle(job), { onDead: ({ queue }) => dead.push(queue) });
  });
  afterAll(() => jobs.stop());

  it('run soon after the commit', async () => {
    const seen: Job[] = [];
    handle = async (taken) => note(seen, taken);
    const owed = [create(), send(), offer()];
    for (const job of owed) await owe(job);
    expect(await jobs.drain(5_000)).toBe(true);
    expect(new Set(seen)).toEqual(new Set(owed));
    expect(seen).toHaveLength(3);
  });

  it('run again after the time asked for', async () => {
    const times: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    handle = async () => {
      times.push(performance.now());
      if (times.length === 1) return { againMs: 700 };
      resolve();
      return 'done';
    };
    await owe(send());
    await promise;
    expect(await jobs.drain(5_000)).toBe(true);
    expect(present(times[1]) - present(times[0])).toBeGreaterThan(600);
    expect(times).toHaveLength(2);
  });

  it('are tried again after a fault', async () => {
    let tries = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    handle = async () => {
      tries++;
      if (tries === 1) throw new Error('bug');
      resolve();
      return 'done';
    };
    await owe(create());
    await promise;
    expect(tries).toBe(2);
  });

  it('that die are announced, and stay on the list', async () => {
    handle = () => Promise.reject(new Error('bug'));
    await test
      .open()
      .db.transaction()
      .execute(async (trx) => {
        await jobs.owe(trx, { kind: 'mail.send', card: newId.card() });
        await sql`update pgboss.job set retry_limit = 0 where name = 'mail'`.execute(trx);
      });
    await expect.poll(() => dead, { timeout: 10_000 }).toEqual(['mail']);
    await expect
      .poll(() => jobs.dead())
      .toMatchObject([{ queue: 'mail', tries: 1, why: 'mail.send: Error' }]);
    expect(await jobs.idle()).toBe(true);
  });

  it('are waited for at the stop', async () => {
    const started = Promise.withResolvers<void>();
    let ended = false;
    handle = async () => {
      started.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      ended = true;
      return 'done';
    };
    await owe(create());
    await started.promise;
    await jobs.stop();
    expect(ended).toBe(true);
    expect(await jobs.idle()).toBe(true);
  });
});

onPGlite('a bare send inside a transaction', (test) => {
  it('hangs until that transaction ends: why the guard stands', async () => {
    const { db, boss } = test.open();
    const bare = new PgBoss({ db: boss.own, backend: 'pglite', supervise: false, schedule: false });
    await bare.start();
    await bare.createQueue('bare');
    const first = await db.transaction().execute(async () => {
      const sent = bare.send('bare', {}).then(() => 'sent');
      return {
        sent,
        first: await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 500, 'hangs'))]),
      };
    });
    expect(first.first).toBe('hangs');
    expect(await first.sent).toBe('sent');
    await bare.stop();
  });
});

onPostgres('a bare send inside a transaction', (test) => {
  it('commits apart from it: why the guard stands', async () => {
    const { db, boss } = test.open();
    const bare = new PgBoss({ db: boss.own, supervise: false, schedule: false });
    await bare.start();
    await bare.createQueue('bare');
    const undone = db.transaction().execute(async () => {
      await bare.send('bare', {});
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await bare.findJobs('bare')).toHaveLength(1);
    await bare.stop();
  });
});
