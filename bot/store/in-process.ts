import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

/** Ends a session; this database has one for as long as it is open. */
const TERMINATE = 'X'.charCodeAt(0);

/**
 * PGlite as the socket of a PostgreSQL client (what `pg` calls `stream`): what is written goes to the database
 * in this process, what it answers is read. So both databases have one driver, one set of type parsers and
 * statements that are prepared once.
 */
export class InProcess extends Duplex {
  readonly #lite: PGlite;

  constructor(lite: PGlite) {
    super({ decodeStrings: true });
    this.#lite = lite;
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
  ref = (): this => this;
  unref = (): this => this;

  override _read(): void {
    // Answers are pushed when they are there.
  }

  override _write(message: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#pass(message, done);
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#pass(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #pass(message: Buffer, done: (error?: Error) => void): void {
    if (message[0] === TERMINATE) {
      this.push(null);
      done();
      return;
    }
    this.#lite.execProtocolRaw(message).then(
      (answer) => {
        if (answer.length > 0) this.push(Buffer.from(answer));
        done();
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }
}
