import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guardSend, SendOutsideTransaction } from '../../bot/store/guard.ts';
import { type Job, type Jobs, openJobs } from '../../bot/store/jobs.ts';
import { eachDatabase, newId, present } from '../support/databases.ts';

const create = (): Job => ({ kind: 'calendar.create', booking: newId.booking() });
const send = (): Job => ({ kind: 'chat.send', card: newId.card() });
const offer = (): Job => ({ kind: 'offer.make', intake: newId.intake() });
const done = async () => 'done' as const;
const note = (seen: Job[], job: Job) => {
  seen.push(job);
  return 'done' as const;
};

eachDatabase('jobs that are taken one by one', (test) => {
  let jobs: Jobs;
  const owe = (...owed: Job[]) =>
    test
      .open()
      .db.transaction()
      .execute(async (trx) => {
        for (const job of owed) await jobs.owe(trx, job);
      });
  const only = async () => {
    const list = await jobs.list();
    expect(list).toHaveLength(1);
    return present(list[0]);
  };
  beforeAll(async () => {
    jobs = await openJobs(test.open());
  });
  afterAll(() => jobs.stop());
  beforeEach(async () => {
    await sql`delete from pgboss.job`.execute(test.open().db);
  });

  it('are owed when the transaction commits, in the order they were owed', async () => {
    const owed = [create(), send(), offer()];
    for (const job of owed) await owe(job);
    expect((await jobs.list()).map(({ job, waitMs }) => ({ job, waitMs }))).toEqual(
      owed.map((job) => ({ job, waitMs: 0 })),
    );
    expect(await jobs.pending()).toBe(3);
    expect(await jobs.idle()).toBe(false);
  });

  it('are not owed when the transaction is undone', async () => {
    const undone = test
      .open()
      .db.transaction()
      .execute(async (trx) => {
        await jobs.owe(trx, create());
        throw new Error('undone');
      });
    await expect(undone).rejects.toThrow('undone');
    expect(await jobs.list()).toEqual([]);
    expect(await jobs.idle()).toBe(true);
  });

  it('run once when done', async () => {
    const job = create();
    await owe(job);
    const seen: Job[] = [];
    const { id } = await only();
    expect(await jobs.run(id, async (j) => note(seen, j))).toBe('done');
    expect(await jobs.run(id, done)).toBe('gone');
    expect(seen).toEqual([job]);
    expect(await jobs.list()).toEqual([]);
  });

  it('that are to be done again wait that long, and are not pending meanwhile', async () => {
    const job = send();
    await owe(job);
    expect(await jobs.run((await only()).id, async () => ({ againMs: 60_000 }))).toBe('again');
    const again = await only();
    expect(again.job).toEqual(job);
    expect(again.waitMs).toBeGreaterThan(50_000);
    expect(again.waitMs).toBeLessThanOrEqual(60_000);
    expect(await jobs.idle()).toBe(true);
    expect(await jobs.run(again.id, done)).toBe('done');
  });

  it('owed for later wait, to the millisecond', async () => {
    await test
      .open()
      .db.transaction()
      .execute((trx) => jobs.owe(trx, send(), { afterMs: 1_500 }));
    const { waitMs } = await only();
    expect(waitMs).toBeGreaterThan(500);
    expect(waitMs).toBeLessThanOrEqual(1_500);
  });

  it('that fail are tried again with growing waits, and are dead in the end', async () => {
    const job = create();
    await owe(job);
    const waits: number[] = [];
    const faults: string[] = [];
    const fail = () => Promise.reject(Object.assign(new Error('geheim'), { code: 'EBROKEN' }));
    for (let attempt = 0; attempt < 13; attempt++) {
      const { id, waitMs } = await only();
      waits.push(waitMs);
      expect(await jobs.run(id, fail, { onFailed: (_job, _e, { code }) => faults.push(code) })).toBe(
        'failed',
      );
    }
    expect(await jobs.list()).toEqual([]);
    expect(faults).toEqual(Array.from({ length: 13 }, () => 'EBROKEN'));
    expect(present(waits[1])).toBeLessThanOrEqual(2_000);
    expect(present(waits[6])).toBeGreaterThan(15_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
    const why = 'calendar.create: EBROKEN';
    expect(await jobs.dead()).toEqual([{ id: expect.any(String), queue: 'calendar', job, tries: 13, why }]);
    const { rows } = await sql`select data, output, source_output from pgboss.job`.execute(test.open().db);
    expect(JSON.stringify(rows)).not.toContain('geheim');
  });

  it('that are dead can be owed once more', async () => {
    const job = create();
    await owe(job);
    await sql`update pgboss.job set retry_limit = 0`.execute(test.open().db);
    await jobs.run((await only()).id, () => Promise.reject(new Error('bug')));
    const [dead] = await jobs.dead();
    const redo = () =>
      test
        .open()
        .db.transaction()
        .execute((trx) => jobs.redo(trx, present(dead).id));
    expect(await redo()).toBe(true);
    expect(await redo()).toBe(false);
    expect(await jobs.dead()).toEqual([]);
    expect((await only()).job).toEqual(job);
  });

  it('that can not be read are dead at once', async () => {
    await owe(create());
    await sql`update pgboss.job set data = '{"kind":"calendar.create","booking":"no id"}'`.execute(
      test.open().db,
    );
    const { id, job } = await only();
    expect(job).toBeNull();
    expect(await jobs.run(id, () => Promise.reject(new Error('never called')))).toBe('buried');
    expect(await jobs.dead()).toMatchObject([{ job: null, why: 'unreadable' }]);
  });

  it('that another took over meanwhile are not settled by the first', async () => {
    await owe(send());
    const { id } = await only();
    const ran = await jobs.run(id, async () => {
      await sql`update pgboss.job set state = 'retry' where id = ${id}`.execute(test.open().db);
      expect(await jobs.run(id, done)).toBe('done');
      return { againMs: 0 };
    });
    expect(ran).toBe('again');
    expect(await jobs.list()).toEqual([]);
  });

  it('live longer than any reminder, and carry ids only', async () => {
    const job = offer();
    await owe(job);
    const { rows } = await sql<{ days: number; data: unknown }>`
      select (extract(epoch from keep_until - created_on) / 86400)::float8 as days, data from pgboss.job
    `.execute(test.open().db);
    expect(present(rows[0]).days).toBeGreaterThan(3_000);
    expect(present(rows[0]).data).toEqual(job);
  });

  it('sent outside a transaction are an error', async () => {
    const { db, boss } = test.open();
    await expect(jobs.owe(db as never, create())).rejects.toThrow(SendOutsideTransaction);
    const sent: unknown[] = [];
    const guarded = guardSend({ send: async (...args: unknown[]) => String(sent.push(args)) }, boss);
    await expect(guarded.send('chat', {})).rejects.toThrow(SendOutsideTransaction);
    await expect(guarded.send('chat', {}, { db: boss.own })).rejects.toThrow(SendOutsideTransaction);
    expect(() => guarded.within('chat', db as never)).toThrow(SendOutsideTransaction);
    expect(sent).toEqual([]);
    expect(await jobs.list()).toEqual([]);
  });
});
