import { sql } from 'kysely';
import { tend } from '../../bot/flows/tend.ts';
import type { QueuedJob } from '../../bot/store/jobs.ts';
import { owePuts } from '../../bot/work/puts.ts';
import { sweep } from '../../bot/work/sweep.ts';
import { runJob } from '../../bot/work/worker.ts';
import type { Replica, Sim } from './sim.ts';
import type { Strand } from './strands.ts';

/** What the processes of the house do by themselves, one strand at a time. */

export async function startJob(sim: Sim, replica: Replica, queued: QueuedJob): Promise<void> {
  const name = `${queued.job?.kind ?? 'unreadable'} ${short(sim, queued)} in ${replica.number}`;
  sim.working.set(queued.id, replica.number);
  await sim.strands.start(name, replica.number, async () => {
    const ran = await writing(sim, () =>
      sim.world.jobs.run(queued.id, (job, attempt) => runJob(replica.work, job, attempt), {
        onFailed: (_job, error) => {
          sim.net.count('job failed');
          sim.trace.push(
            `  failed: ${error instanceof Error ? `${error.name} ${error.message}` : 'unknown'}`,
          );
        },
      }),
    );
    // Nobody could write down how it ended: the queue finds that out when its lease ends.
    if (ran === NO_ROOM) return;
    sim.trace.push(`  ${name}: ${ran}`);
    sim.working.delete(queued.id);
  });
}

export function startSweep(sim: Sim, replica: Replica): Promise<Strand> {
  return sim.strands.start(`sweep in ${replica.number}`, replica.number, async () => {
    await writing(sim, async () => {
      await sweep(replica.c);
      await owePuts(replica.c, replica.c.clock.now());
      await tend(replica.c);
    });
  });
}

/**
 * Jobs that wait, whatever they wait for: the seed decides when that is over. In an order of their own, since
 * the queue's ids are not the seed's.
 */
export async function waitingJobs(sim: Sim): Promise<readonly QueuedJob[]> {
  const jobs = await sim.world.jobs.list();
  return jobs
    .map((queued) => ({ queued, key: keyOf(sim, queued) }))
    .sort(byKey)
    .map(({ queued }) => queued);
}

/** Outlook's own ids are random in every run: an event is known by when it first came up. */
function keyOf(sim: Sim, { job }: QueuedJob): string {
  if (job?.kind !== 'calendar.hear') return JSON.stringify(job);
  return `${job.kind} ${String(sim.alias(job.event)).padStart(4, '0')}`;
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

/** A process dies: its strands never go on, and the queue gives its jobs to another. */
export async function crash(sim: Sim, replica: Replica): Promise<void> {
  for (const strand of sim.strands.all()) if (strand.replica === replica.number) strand.drop();
  for (const [id, number] of sim.working) if (number === replica.number) await giveBack(sim, id);
}

export const NO_ROOM = Symbol('no room');

/** Runs what writes; with a full disk it fails, as its caller in the house expects of anything. */
export async function writing<T>(sim: Sim, work: () => Promise<T>): Promise<T | typeof NO_ROOM> {
  try {
    return await work();
  } catch (error) {
    if (!sim.world.disk.full()) throw error;
    sim.net.count('not written: the disk is full');
    return NO_ROOM;
  }
}

/** The lease of a job ends: another may take it, while the first one is still at it. */
export async function giveBack(sim: Sim, id: string): Promise<void> {
  if (sim.world.disk.full()) return;
  sim.working.delete(id);
  // As pg-boss does when a heartbeat stays away (12.35.0).
  await sql`update pgboss.job set state = 'retry' where id = ${id} and state = 'active'`.execute(
    sim.world.database.db,
  );
}

/** Nobody works any more: whatever still counts as being worked at is left by a process that died. */
export async function giveAllBack(sim: Sim): Promise<void> {
  sim.working.clear();
  await sql`update pgboss.job set state = 'retry' where state = 'active'`.execute(sim.world.database.db);
}

/** What a job is about, short enough to read. */
function short(sim: Sim, { job }: QueuedJob): string {
  if (!job) return '?';
  if (job.kind === 'calendar.hear') return `#${sim.alias(job.event)}`;
  const { kind: _, ...ids } = job;
  return Object.values(ids)
    .map((id) => String(id).slice(0, 6))
    .join(' ');
}

/** What is on its way ends, and every job that waits is done once. */
export async function rest(sim: Sim, replica: Replica): Promise<void> {
  await goOn(sim);
  for (const job of await waitingJobs(sim)) {
    await startJob(sim, replica, job);
    await goOn(sim);
  }
}

export async function goOn(sim: Sim): Promise<void> {
  for (;;) {
    const waiting = sim.strands.all().filter((strand) => strand.calls().length > 0);
    if (waiting.length === 0) return;
    for (const strand of waiting) await sim.strands.go(strand);
  }
}
