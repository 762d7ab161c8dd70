// Works jobs and never ends one; prints the kind of each that it took.
import { openDatabase, type Where } from '../../../bot/store/database.ts';
import { openJobs } from '../../../bot/store/jobs.ts';
import { migrate } from '../../../bot/store/migrate.ts';

const where: Where = JSON.parse(process.argv[2] ?? '');
const database = await openDatabase(where);
await migrate(database);
const jobs = await openJobs(database);
await jobs.work((job) => {
  process.stdout.write(`${job.kind}\n`);
  return new Promise(() => undefined);
});
process.stdout.write('ready\n');
