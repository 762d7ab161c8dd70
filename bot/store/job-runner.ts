import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Database, Trx } from './database.ts';
import { type SafeError, safeError } from './errors.ts';
import { type Job, parseJob } from './job.ts';

/** `done`, or to be done again after a while (the other side said so; nothing is wrong here). A throw is a fault. */
export type Handle = (job: Job, attempt: Attempt) => Promise<'done' | { readonly againMs: number }>;
/** `again`: an earlier attempt threw, or its process died, so its call may be on its way still. */
export type Attempt = { readonly again: boolean };
export type Ran = 'done' | 'again' | 'failed' | 'buried' | 'gone';

export type RunnerOptions = {
  /** Every attempt that threw. The error itself goes no further: pg-boss keeps errors in clear. */
  readonly onFailed?: (job: Job, error: unknown, fault: SafeError) => void;
};

/** One attempt at a job, held under pg-boss' lease: settling is refused when somebody else took it over. */
export type Claimed = {
  readonly id: string;
  readonly name: string;
  readonly retryCount: number;
  readonly data: unknown;
};

export type Runner = {
  run(claimed: Claimed, handle: Handle, options: RunnerOptions): Promise<Ran>;
  /** The same inside pg-boss' own loop, which settles: a fault is thrown on, without content. */
  runOrThrow(claimed: Claimed, handle: Handle, options: RunnerOptions): Promise<void>;
};

/** An attempt failed; says which kind of job and the error's code, never content. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';

  constructor(kind: Job['kind'], code: string) {
    super(`${kind}: ${code}`);
    // pg-boss stores the error whole, and a stack names files.
    this.stack = '';
  }
}

/** Of the jobs that were to be settled, those that still were ours. */
const settled = z.object({ affected: z.number() });

export type RunnerParts = {
  readonly database: Database;
  readonly boss: PgBoss;
  owe(trx: Trx, job: Job, options: { readonly afterMs: number }): Promise<void>;
  bury(trx: Trx, data: object): Promise<void>;
};

export function createRunner({ database, boss, owe, bury }: RunnerParts): Runner {
  /** Completes the attempt and owes what follows in one transaction; nothing when the lease was lost. */
  function settleWith(claimed: Claimed, follow: (trx: Trx) => Promise<void>): Promise<void> {
    return database.db.transaction().execute(async (trx) => {
      const db = database.boss.within(trx);
      const { affected } = settled.parse(
        await boss.complete(claimed.name, attempt(claimed), undefined, { db }),
      );
      if (affected === 1) await follow(trx);
    });
  }

  async function attemptOne(
    claimed: Claimed,
    handle: Handle,
    options: RunnerOptions,
  ): Promise<Ran | JobFailed> {
    const job = parseJob(claimed.data);
    if (job === null) {
      await settleWith(claimed, (trx) => bury(trx, { queue: claimed.name, id: claimed.id }));
      return 'buried';
    }
    const answer = await tryHandle(() => handle(job, { again: claimed.retryCount > 0 }), job, options);
    if (answer === 'done' || answer instanceof JobFailed) return answer;
    await settleWith(claimed, (trx) => owe(trx, job, { afterMs: answer.againMs }));
    return 'again';
  }

  return {
    async run(claimed, handle, options) {
      const ran = await attemptOne(claimed, handle, options);
      if (ran === 'done') await boss.complete(claimed.name, attempt(claimed));
      if (!(ran instanceof JobFailed)) return ran;
      await boss.fail(claimed.name, attempt(claimed), { message: ran.message });
      return 'failed';
    },
    async runOrThrow(claimed, handle, options) {
      const ran = await attemptOne(claimed, handle, options);
      if (ran instanceof JobFailed) throw ran;
    },
  };
}

async function tryHandle(handle: () => ReturnType<Handle>, job: Job, options: RunnerOptions) {
  try {
    return await handle();
  } catch (e) {
    const fault = safeError(e);
    options.onFailed?.(job, e, fault);
    return new JobFailed(job.kind, fault.code);
  }
}

function attempt({ id, retryCount }: Claimed) {
  return [{ id, retryCount }];
}
