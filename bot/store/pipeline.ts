import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import type { Trx } from './database.ts';

/**
 * Sends a write of which nobody needs the answer, and does not wait for it. The database runs it in order, so
 * what follows sees it. When it fails, the next statement that is waited for throws its error, or the commit
 * does, and nothing of the transaction stands.
 */
export async function later(trx: Trx, write: Compilable | CompiledQuery): Promise<void> {
  const query = 'compile' in write ? write.compile() : write;
  if (trx.isTransaction) unwaited.add(query);
  await trx.executeQuery(query);
}

const unwaited = new WeakSet<CompiledQuery>();

/**
 * Kysely's PostgreSQL in fewer round trips: BEGIN goes out with the statement that follows it, COMMIT with the
 * writes before it, and statements that are waited for together (`Promise.all`) go out together.
 * The pool must make its clients with `pipeline: true`.
 */
export class PipelinedDialect extends PostgresDialect {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new PipelinedDriver(this.#pool);
  }
}

class PipelinedDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #known = new WeakMap<pg.PoolClient, Pipelined>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {
    // Connections are made when they are needed.
  }

  destroy = (): Promise<void> => this.#pool.end();

  async acquireConnection(): Promise<Pipelined> {
    const client = await this.#pool.connect();
    const known = this.#known.get(client) ?? new Pipelined(client);
    this.#known.set(client, known);
    return known;
  }

  releaseConnection = async (connection: Pipelined): Promise<void> => connection.release();
  beginTransaction = async (connection: Pipelined, settings: TransactionSettings): Promise<void> =>
    connection.begin(settings);
  commitTransaction = (connection: Pipelined): Promise<void> => connection.commit();
  rollbackTransaction = (connection: Pipelined): Promise<void> => connection.rollback();
}

/** One connection: what was sent in its open transaction and not waited for. */
class Pipelined implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #stream: Corked;
  /** Since the last statement that was waited for; these never reject. */
  #sent: Promise<unknown>[] = [];
  #fault: { readonly error: unknown } | null = null;
  #ending = false;
  #broken = false;
  #held = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    this.#stream = clientSchema.parse(client).connection.stream;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // Of two that were waited for together one failed: the other goes on, and must not write behind the rollback.
    if (this.#ending) throw new Error('this transaction has ended');
    const running = this.#send(query.sql, query.parameters);
    if (unwaited.has(query)) {
      this.#watch(running);
      return { rows: [] };
    }
    const { command, rowCount, rows = [] } = await this.#first(running);
    return WRITES.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    const level = isolationLevel && `isolation level ${isolationLevel}`;
    this.#watch(this.#send(['begin', level, accessMode].filter(Boolean).join(' ')));
  }

  async commit(): Promise<void> {
    const { command } = await this.#end(() => this.#first(this.#send('commit')));
    // Somebody caught the error of a statement and went on: the database commits nothing after one.
    if (command === 'ROLLBACK') throw new Error('a statement of this transaction failed, and nothing stands');
  }

  async rollback(): Promise<void> {
    await this.#end(() => this.#send('rollback')).catch(() => {
      this.#broken = true;
    });
  }

  release(): void {
    this.#client.release(this.#broken);
  }

  streamQuery(): never {
    throw new Error('a stream can not share a pipelined connection');
  }

  async #end<T>(send: () => Promise<T>): Promise<T> {
    this.#ending = true;
    try {
      return await send();
    } finally {
      await Promise.all(this.#sent.splice(0));
      this.#fault = null;
      this.#ending = false;
    }
  }

  /** The answer, or the fault that was first: after one, the database refuses the rest of the transaction. */
  async #first<T>(running: Promise<T>): Promise<T> {
    const [answer] = await Promise.allSettled([running, ...this.#sent.splice(0)]);
    if (this.#fault) throw this.#fault.error;
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }

  #watch(running: Promise<unknown>): void {
    const watched = running.catch((error: unknown) => {
      this.#fault ??= { error };
    });
    this.#sent.push(watched);
  }

  /** What is sent before anything else can happen leaves in one write. */
  #send(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
    if (!this.#held) {
      this.#held = true;
      this.#stream.cork();
      process.nextTick(() => {
        this.#held = false;
        this.#stream.uncork();
      });
    }
    return this.#client.query(text, [...values]);
  }
}

/** Commands that say how many rows they changed. */
const WRITES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

type Corked = { cork(): void; uncork(): void };
const clientSchema = z.object({
  connection: z.object({
    stream: z.custom<Corked>((stream) => typeof Object(stream).cork === 'function'),
  }),
});
