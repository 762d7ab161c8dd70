import type { PersonId } from '../rules/ids.ts';
import * as installs from '../store/installs.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';

/** Owes the app to these people, in one transaction; answers for how many it was not owed or done already. */
export function oweInstalls(
  d: Pick<Context, 'db' | 'clock'> & { readonly jobs: Pick<Jobs, 'owe'> },
  people: readonly PersonId[],
): Promise<number> {
  return d.db.transaction().execute(async (trx) => {
    let owed = 0;
    for (const id of people) {
      const person = await installs.owe(trx, id, d.clock.now());
      if (person === null) continue;
      await d.jobs.owe(trx, { kind: 'app.install', person });
      owed += 1;
    }
    const line = { actor: 'klankbord', action: 'app.install', object: 'directors', outcome: 'owed' };
    if (owed > 0) await minute(d, trx, line);
    return owed;
  });
}
