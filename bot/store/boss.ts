import { PgBoss, type QueueOptions } from 'pg-boss';
import type { Database } from './database.ts';
import { type SafeError, safeError } from './errors.ts';
import { DEAD, QUEUES } from './job.ts';

/** Years: retention also removes jobs that still wait. */
const KEEP_SECONDS = 3_650 * 86_400;

/** A bug is tried for about half an hour: 1 s, 2 s, 4 s … at most 5 minutes apart. */
const RETRIES: QueueOptions = { retryLimit: 12, retryDelay: 1, retryBackoff: true, retryDelayMax: 300 };

/**
 * How soon the jobs of a process that died run again: at most 15 s after its last sign of life, 5 s for
 * the next look, and 2 s of back-off. On PGlite there is one process, and its start takes them back.
 */
const HEARTBEAT_SECONDS = 15;
const LOOK_SECONDS = 5;
export const SIGN_OF_LIFE_SECONDS = 4;

/** A handler's calls have their own time limits; this is for one that hangs all the same. */
const HANDLER_SECONDS = 120;

export type BossOptions = {
  readonly onFault?: (fault: SafeError) => void;
};

/** pg-boss on our database, with every queue made and known to it. */
export async function startBoss(database: Database, options: BossOptions): Promise<PgBoss> {
  const look = database.kind === 'postgres' ? LOOK_SECONDS : 30;
  const boss = new PgBoss({
    db: database.boss.own,
    backend: database.kind,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: look,
    monitorIntervalSeconds: look,
    maintenanceIntervalSeconds: 600,
    flowIntervalSeconds: 3_600,
  });
  boss.on('error', (e) => options.onFault?.(safeError(e)));
  await boss.start();
  await makeQueues(boss, database.kind);
  return boss;
}

async function makeQueues(boss: PgBoss, kind: Database['kind']): Promise<void> {
  const common = {
    retentionSeconds: KEEP_SECONDS,
    expireInSeconds: HANDLER_SECONDS,
    notify: true,
    ...RETRIES,
  };
  const heartbeat = kind === 'postgres' ? { heartbeatSeconds: HEARTBEAT_SECONDS } : {};
  const there = new Set((await boss.getQueues()).map(({ name }) => name));
  const makeQueue = async (name: string, options: MakeQueue): Promise<void> => {
    if (!there.has(name)) await boss.createQueue(name, options);
    // A queue that is there already takes over what this version wants.
    else await boss.updateQueue(name, options);
    // Looked up once now: inside a transaction on PGlite the look-up would wait for that transaction.
    await boss.findJobs(name, { key: 'none' });
  };
  // What died stays until somebody looked at it; what is done is of no use after an hour.
  await makeQueue(DEAD, { ...common, deleteAfterSeconds: 0 });
  const ours = { ...common, ...heartbeat, deleteAfterSeconds: 3_600, deadLetter: DEAD };
  await Promise.all(QUEUES.map((queue) => makeQueue(queue, ours)));
}

type MakeQueue = QueueOptions & { readonly notify: boolean; readonly deadLetter?: string };
