// Migrates and opens the jobs, as a process that starts does; prints what it migrated.
import { openDatabase } from '../../../bot/store/database.ts';
import { openJobs } from '../../../bot/store/jobs.ts';
import { migrate } from '../../../bot/store/migrate.ts';

const [url = ''] = process.argv.slice(2);
const database = await openDatabase({ kind: 'postgres', url });
const ran = await migrate(database);
const jobs = await openJobs(database);
process.stdout.write(JSON.stringify(ran));
await jobs.stop();
await database.close();
