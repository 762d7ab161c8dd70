import type { Trx } from '../store/database.ts';
import * as record from '../store/record.ts';
import type { Context } from './context.ts';

/** Writes one line of the record: who did what to which object, with which outcome. Never content. */
export function minute(
  c: Pick<Context, 'clock'>,
  trx: Trx,
  line: {
    readonly actor: string;
    readonly action: string;
    readonly object: string;
    readonly outcome: string;
  },
): Promise<void> {
  return record.minute(trx, { at: c.clock.now(), ...line });
}
