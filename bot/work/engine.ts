import { setTimeout as sleep } from 'node:timers/promises';
import { applyProgramme, standingOf, type Wanted } from '../flows/apply-programme.ts';
import { refreshGroups } from '../flows/role-groups.ts';
import { tend } from '../flows/tend.ts';
import { tidyPages } from '../flows/tidy-pages.ts';
import { beginWatch } from '../flows/watch.ts';
import type { Log } from '../log.ts';
import type { Directory } from '../ports.ts';
import type { Programme } from '../rules/programme.ts';
import { HOUR, MINUTE } from '../rules/time.ts';
import { type SafeError, safeError } from '../store/errors.ts';
import * as hearings from '../store/hearings.ts';
import * as inbox from '../store/inbox.ts';
import type { Attempt, DeadJob, Job, Jobs } from '../store/jobs.ts';
import * as programme from '../store/programme.ts';
import * as record from '../store/record.ts';
import * as watch from '../store/watch.ts';
import { updateGivenUp } from './deliver.ts';
import { owePuts } from './puts.ts';
import { sweep } from './sweep.ts';
import type { Work } from './work.ts';
import { runJob } from './worker.ts';

export type Engine = {
  /** Applies the programme file when it is new, then works. */
  start(): Promise<void>;
  /** Runs everything that is due and owed now; false when that did not end in time. */
  settle(timeoutMs?: number): Promise<boolean>;
  programme(): Programme;
  hasProgramme(): boolean;
  stop(): Promise<void>;
};

export type EngineQ = {
  readonly work: Work;
  readonly jobs: Jobs;
  readonly directory: Directory;
  readonly tenant: string;
  readonly log: Log;
  readonly wanted: Wanted;
  /** Shares what only so much is allowed of with the other processes; null where there are no others. */
  readonly among: { beat(): Promise<void>; leave(): Promise<void> } | null;
  /** Told of each job that ended, by its kind: what local mode shows of the background. */
  readonly onJob?: (kind: Job['kind'], done: boolean) => void;
};

const SWEEP_MS = 2_000;
const APPLY_AGAIN_MS = 5_000;
/** A repeat of an activity comes within minutes; a week is far beyond. */
const INBOX_MS = 7 * 24 * HOUR;

/** What goes on by itself: jobs, due moments, the chain of the record, a new programme. */
export function createEngine(q: EngineQ): Engine {
  const { work, jobs, log } = q;
  const { db, clock } = work.c;
  let current: Programme | null = null;
  let tidied = 0;
  const stopped = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  const { directory, tenant } = q;
  const applying = { ...work.c, directory, tenant, openBox: () => work.c.box };

  const reload = async () => {
    current = (await programme.load(db))?.settings ?? current;
  };
  const apply = async (): Promise<boolean> => {
    const standing = await standingOf({ db }, q.wanted.source);
    if (standing === 'superseded')
      log.warn(
        { event: 'programme.superseded' },
        'another programme was applied after the file of PROGRAMME, and stands',
      );
    if (standing !== 'new') return true;
    const applied = await applyProgramme(applying, q.wanted);
    if (applied.kind !== 'applied') {
      const code = 'code' in applied ? applied.code : applied.kind;
      log.warn(
        { event: 'programme.unread', code },
        'the programme can not be applied with what the directory says; trying again',
      );
      return false;
    }
    const { missing } = applied;
    if (missing.length > 0)
      log.warn(
        { event: 'programme.missing', count: missing.length },
        'people who are not in the directory were left out',
      );
    return true;
  };
  const readGroups = async () => {
    const faults = await refreshGroups(applying);
    for (const code of faults)
      log.warn(
        { event: 'groups.unread', code },
        'a group can not be read; its roles stay as they are, and /readyz says so',
      );
  };
  // A slow directory holds up no sweep: one reading at a time goes on beside it.
  let reading: Promise<void> | null = null;
  const readGroupsBeside = () => {
    reading ??= readGroups()
      .catch((error: unknown) =>
        log.error(
          { event: 'groups.failed', ...safeError(error) },
          'the groups could not be read; the next round tries again',
        ),
      )
      .finally(() => {
        reading = null;
      });
  };
  let watching = false;
  const listen = async () => {
    if (watching || !current) return;
    await beginWatch(work.c, `${work.publicUrl}/api/notifications`);
    watching = true;
  };
  let said: string | null = null;
  const sayWatch = async () => {
    const standing = await watch.find(db);
    const code = standing?.fault ?? standing?.lookFault ?? null;
    if (code !== null && code !== said)
      log.warn(
        { event: 'outlook.unwatched', code },
        'Outlook can not be listened to, or not be asked what changed; trying again',
      );
    said = code;
  };
  const tidy = async () => {
    if (Math.abs(clock.now() - tidied) < MINUTE) return;
    tidied = clock.now();
    await record.seal(db);
    await inbox.wipe(db, clock.now() - INBOX_MS);
    await hearings.wipe(db, clock.now() - INBOX_MS);
    await sayWatch();
    await tend(work.c);
    await tidyPages(work.c);
  };
  const round = async () => {
    await q.among?.beat();
    await reload();
    await listen();
    if (current) await sweep(work.c);
    if (current) await owePuts(work.c, clock.now());
    readGroupsBeside();
    await tidy();
  };
  const turning = async (appliedAtStart: boolean) => {
    let applied = appliedAtStart;
    while (!stopped.signal.aborted) {
      await sleep(applied ? SWEEP_MS : APPLY_AGAIN_MS, null, { signal: stopped.signal }).catch(() => null);
      if (stopped.signal.aborted) return;
      try {
        applied ||= await apply();
        await round();
      } catch (error) {
        log.error({ event: 'sweep.failed', ...safeError(error) }, 'a sweep failed; the next one tries again');
      }
    }
  };
  const run = async (job: Job, attempt: Attempt) => {
    const ran = await runJob(work, job, attempt);
    q.onJob?.(job.kind, true);
    return ran;
  };
  const onFailed = (job: Job, _error: unknown, fault: SafeError) => {
    q.onJob?.(job.kind, false);
    log.warn({ event: 'job.failed', job: job.kind, code: fault.code }, 'a job failed; the queue tries again');
  };
  const onDead = ({ job }: DeadJob) => {
    const cards = job?.kind === 'chat.update' ? [job.card] : job?.kind === 'chat.put' ? job.cards : [];
    for (const card of cards)
      void updateGivenUp(work.c, card).catch((error: unknown) =>
        log.error({ event: 'job.dead-unmarked', ...safeError(error) }, 'a card could not be marked unknown'),
      );
    log.error(
      { event: 'job.dead', job: job?.kind ?? 'unreadable' },
      'a job was given up; /readyz says so until it is looked at',
    );
  };

  return {
    async start() {
      const applied = await apply().catch((error: unknown) => {
        log.error(
          { event: 'programme.failed', ...safeError(error) },
          'the programme could not be applied; trying again',
        );
        return false;
      });
      await reload();
      await q.among?.beat();
      await listen();
      await jobs.work(run, { onDead, onFailed });
      loop = turning(applied);
    },
    async settle(timeoutMs = 30_000) {
      const end = performance.now() + timeoutMs;
      await readGroups();
      do {
        const ran = (await sweep(work.c)) + (await owePuts(work.c, null));
        const drained = await jobs.drain(Math.max(0, end - performance.now()));
        if (!drained) return false;
        if (ran === 0 && (await sweep(work.c)) === 0 && (await jobs.idle())) return true;
      } while (performance.now() < end);
      return false;
    },
    programme() {
      if (!current) throw new Error('no programme was applied yet');
      return current;
    },
    hasProgramme: () => current !== null,
    async stop() {
      stopped.abort();
      await loop;
      await reading;
      await jobs.stop();
      await q.among?.leave();
    },
  };
}
