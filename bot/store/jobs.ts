import type { JobResult } from 'pg-boss';
import { type BossOptions, SIGN_OF_LIFE_SECONDS, startBoss } from './boss.ts';
import type { Database, Trx } from './database.ts';
import { guardSend } from './guard.ts';
import { DEAD, type Job, QUEUES, type Queue, queueOf } from './job.ts';
import { createLedger, type DeadJob, type QueuedJob } from './job-ledger.ts';
import { createRunner, type Handle, JobFailed, type Ran, type RunnerOptions } from './job-runner.ts';

export type { Job } from './job.ts';
export type { DeadJob, QueuedJob } from './job-ledger.ts';
export type { Attempt, Handle, Ran } from './job-runner.ts';

export type WorkOptions = RunnerOptions & {
  /** Jobs of each queue at a time in this process, in place of `AT_A_TIME`. */
  readonly concurrency?: number;
  /** A job that died: the last attempt failed, its process kept dying, or it can not be read. At least once. */
  readonly onDead?: (dead: DeadJob) => void;
};

export type Jobs = {
  /** Owes a job: it runs when the transaction committed, never when it did not. Throws `SendOutsideTransaction`. */
  owe(trx: Trx, job: Job, options?: { readonly afterMs?: number }): Promise<void>;
  /** Starts the loops. A job runs at least once; a throw is tried again with back-off, and dies in the end. */
  work(handle: Handle, options?: WorkOptions): Promise<void>;
  /** Jobs that run or could run now; what waits for later is not counted. */
  pending(): Promise<number>;
  idle(): Promise<boolean>;
  /** Waits until nothing is pending; false when that took longer. */
  drain(timeoutMs: number): Promise<boolean>;
  /** Jobs that wait, in order of age; for a simulator that runs them itself, with no loops started. */
  list(): Promise<readonly QueuedJob[]>;
  /** Runs one job of `list`, also when it should wait. `gone`: somebody else has it. */
  run(id: string, handle: Handle, options?: RunnerOptions): Promise<Ran>;
  dead(): Promise<readonly DeadJob[]>;
  /** Owes a dead job once more and takes it off the list; false when it is not there or can not be read. */
  redo(trx: Trx, id: string): Promise<boolean>;
  /** Takes every job about these out of the queue, whatever became of it; one that runs now ends, and is gone in an hour. */
  forget(trx: Trx, ids: readonly string[]): Promise<void>;
  /** Takes jobs back that a dead process held; done at the opening of a PGlite, whose lock proves that. */
  recover(): Promise<number>;
  /** Stops the loops; waits for running jobs, and gives back what is not done by then. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
};

export async function openJobs(database: Database, options: BossOptions = {}): Promise<Jobs> {
  const boss = await startBoss(database, options);
  const guarded = guardSend(boss, database.boss);
  const ledger = createLedger(database, boss);

  async function owe(trx: Trx, job: Job, { afterMs = 0 }: { readonly afterMs?: number } = {}): Promise<void> {
    const queue = queueOf(job);
    const later = afterMs > 0 ? { startAfter: afterMs / 1_000 } : {};
    await guarded.send(queue, job, { ...later, db: guarded.within(queue, trx) });
  }

  const bury = (trx: Trx, data: object) => guarded.send(DEAD, data, { db: guarded.within(DEAD, trx) });
  const runner = createRunner({ database, boss, owe, bury });

  if (database.kind === 'pglite') await ledger.recover();

  return {
    owe,
    async work(handle, work = {}) {
      const heartbeat = database.kind === 'postgres' ? { heartbeatRefreshSeconds: SIGN_OF_LIFE_SECONDS } : {};
      for (const queue of QUEUES) {
        const loop = {
          ...POLLING,
          ...BATCHES,
          ...heartbeat,
          ...loopsFor(work.concurrency ?? AT_A_TIME[queue]),
        };
        await boss.work(queue, loop, (batch) =>
          Promise.all(
            batch.map((claimed) => outcomeOf(claimed.id, runner.runOrThrow(claimed, handle, work))),
          ),
        );
      }
      // Announced, a dead job stays: as completed, and never deleted.
      await boss.work(DEAD, POLLING, async ([claimed]) => {
        const found = claimed && (await ledger.deadOne(claimed.id));
        if (found) work.onDead?.(found);
      });
    },
    pending: ledger.pending,
    idle: async () => (await ledger.pending()) === 0,
    drain: (timeoutMs) => drain(ledger.pending, timeoutMs),
    list: ledger.list,
    async run(id, handle, work = {}) {
      const claimed = await ledger.claim(id);
      return claimed ? await runner.run(claimed, handle, work) : 'gone';
    },
    dead: ledger.dead,
    async redo(trx, id) {
      const job = await ledger.unbury(trx, id);
      if (job) await owe(trx, job);
      return job !== null;
    },
    forget: ledger.forget,
    recover: ledger.recover,
    stop: ({ timeoutMs = 10_000 } = {}) => boss.stop({ graceful: true, timeout: timeoutMs }),
  };
}

/** A notification wakes a loop at once; what it misses (retries, jobs for later) is seen within a second. */
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 };

/**
 * Several jobs a fetch: after one that came back full the next follows at once. One at a time, a loop sleeps
 * until its poll after each job that nobody announced anew, and a backlog drains at a few a second.
 */
const BATCHES = { burstWhenBatchFull: true, perJobResults: true } as const;

/**
 * Graph takes 4 calls at a time on one mailbox, and all events and mails are the programme's. Teams takes 30 messages
 * a second: of a broadcast as many are under way as that makes when an answer takes a whole second.
 */
const AT_A_TIME: Readonly<Record<Queue, number>> = {
  calendar: 4,
  chat: 16,
  broadcast: 32,
  mail: 4,
  flow: 4,
  install: 8,
  // Calendars of strangers, who may be slow: nobody waits for them.
  feed: 2,
};

/** Two loops, so that a batch with a slow job in it holds up no more than half. */
function loopsFor(concurrency: number): { readonly localConcurrency: number; readonly batchSize: number } {
  if (concurrency === 1) return { localConcurrency: 1, batchSize: 1 };
  return { localConcurrency: 2, batchSize: Math.ceil(concurrency / 2) };
}

/** Each job of a batch ends for itself. What is said of a failure is a kind and a code: pg-boss keeps it in clear. */
function outcomeOf(id: string, ran: Promise<void>): Promise<JobResult> {
  return ran.then(
    () => ({ id, status: 'completed' }),
    (e: unknown) => ({
      id,
      status: 'failed',
      output: { message: e instanceof JobFailed ? e.message : 'unknown' },
    }),
  );
}

async function drain(pending: () => Promise<number>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while ((await pending()) > 0) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}
