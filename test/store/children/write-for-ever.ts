// Commits one row after the other in a PGlite folder and prints each number once it is acknowledged.
import { openDatabase } from '../../../bot/store/database.ts';
import { migrate } from '../../../bot/store/migrate.ts';

const [dir = '', template, start = '0'] = process.argv.slice(2);
const database = await openDatabase({ kind: 'pglite', dir, ...(template ? { template } : {}) });
await migrate(database);
for (let n = Number(start); ; n++) {
  await database.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('due')
      .values({ id: `a${n}`, at: new Date(n), kind: 'a', subject: `${n}` })
      .execute();
    await trx
      .insertInto('due')
      .values({ id: `b${n}`, at: new Date(n), kind: 'b', subject: `${n}` })
      .execute();
  });
  process.stdout.write(`${n}\n`);
}
