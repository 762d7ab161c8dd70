import pg from 'pg';
import { median } from './stats.ts';

/** A table of its own, with what a turn writes at least: one row. */
const TABLE = 'create table if not exists bench_commits (at timestamptz not null)';

/** Milliseconds of one durable insert by itself, p50: what the disk asks of any turn that promises to be kept. */
export async function bareCommit(url: string, count: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(TABLE);
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const start = performance.now();
      await client.query({
        name: 'commit',
        text: 'insert into bench_commits values ($1)',
        values: [new Date()],
      });
      times.push(performance.now() - start);
    }
    return median(times);
  } finally {
    await client.end();
  }
}

/** The same database by connections that do not wait for the disk: for a figure beside the durable one, and never a bar. */
export function withoutDisk(url: string): string {
  const relaxed = new URL(url);
  relaxed.searchParams.set('options', '-c synchronous_commit=off');
  return relaxed.href;
}
