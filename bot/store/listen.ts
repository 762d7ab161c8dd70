import pg from 'pg';
import type { Db as BossDb } from 'pg-boss';
import { type SafeError, safeError } from './errors.ts';

type ListenHandle = Awaited<ReturnType<NonNullable<BossDb['listen']>>>;

type Listening = {
  readonly url: string;
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** After every subscription, also the first: what was missed is looked for. */
  readonly onReconnect: () => void;
  readonly onFault: (fault: SafeError) => void;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Holds one connection that listens, and makes a new one when it breaks. A notification is only a hint:
 * jobs are polled for as well, so a silent connection costs a second, not a job.
 */
export async function listen(listening: Listening): Promise<ListenHandle> {
  let client = await subscribe(listening, again);
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;

  function again(): void {
    if (closed) return;
    timer = setTimeout(reconnect, wait);
    timer.unref();
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  async function reconnect(): Promise<void> {
    try {
      client = await subscribe(listening, again);
      wait = FIRST_WAIT_MS;
      if (closed) await client.end();
    } catch (e) {
      listening.onFault(safeError(e));
      again();
    }
  }

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client.end();
    },
  };
}

async function subscribe(listening: Listening, onEnd: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: listening.url,
    keepAlive: true,
    application_name: 'klankbord',
  });
  client.on('error', (e) => listening.onFault(safeError(e)));
  client.on('notification', ({ payload }) => {
    if (payload !== undefined) listening.onNotification(payload);
  });
  await client.connect();
  try {
    await client.query(`listen ${pg.escapeIdentifier(listening.channel)}`);
  } catch (e) {
    await client.end();
    throw e;
  }
  client.once('end', onEnd);
  listening.onReconnect();
  return client;
}
