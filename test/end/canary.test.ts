import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Local, startLocal } from '../../bot/local/start.ts';
import { createLog } from '../../bot/log.ts';
import type { Where } from '../../bot/store/database.ts';
import { newPostgres, pgliteTemplate } from '../support/databases.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { formsOf, listenToStreams, lookInDatabase, lookInFolder, watch } from './support/canary.ts';
import { everybodyTypes, type Learned } from './support/everybody-types.ts';
import { canaries, PLANTED, placesTyped, planted, programme, TYPED } from './support/secrets.ts';

type Store = (dataDir: string) => Promise<{ readonly where: Where; readonly drop: () => Promise<void> }>;

function leavesNoTrace(store: Store): void {
  let local: Local;
  let dataDir = '';
  let papers = '';
  let drop: () => Promise<void>;
  let learned: Learned = { token: '', joinUrl: '' };
  let running = false;
  const logged: string[] = [];
  const streams = listenToStreams();

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'klankbord-canary-'));
    papers = await mkdtemp(join(tmpdir(), 'klankbord-canary-papers-'));
    const file = join(papers, 'programme.yaml');
    await writeFile(file, await programme());
    const made = await store(dataDir);
    ({ drop } = made);
    const config = {
      port: 0,
      outlookPort: 0,
      dataDir,
      store: { kind: 'pglite' as const, dir: join(dataDir, 'store') },
      programme: file,
      graphBaseUrl: null,
      graphRecord: join(papers, 'graph.jsonl'),
    };
    local = await startLocal(
      config,
      createLog((line) => void logged.push(line)),
      { store: made.where },
    );
    running = true;
    learned = await everybodyTypes({ local, graphRecord: config.graphRecord });
  });
  afterAll(async () => {
    streams.stop();
    if (running) await local.stop();
    await drop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(papers, { recursive: true, force: true });
  });

  it('was typed in more than fifty places, and the flows came to their end', async () => {
    expect(placesTyped()).toBeGreaterThan(50);
    const { db } = local.parts.c;
    expect(await db.selectFrom('bookings').select('state').execute()).toEqual([
      { state: 'confirmed' },
      { state: 'confirmed' },
    ]);
    expect(await db.selectFrom('callbacks').select('state').execute()).toEqual([{ state: 'taken' }]);
    expect(logged.join()).toContain('teams.turn-failed');
    expect(learned.token).toHaveLength(43);
    expect(learned.joinUrl).toMatch(/^https:/);
  });

  it('is in no table and no column, the queue’s among them', async () => {
    const found = watch(canaries(learned));
    expect(await lookInDatabase(local.parts.c.db, found)).toBeGreaterThan(1_000);
    expect(found.seen).toEqual([]);
    const where = new Set(found.allowed.map((sighting) => `${sighting.canary} ${sighting.where}`));
    expect([...where].sort()).toEqual(['name public.people.name', 'theme public.programme.settings']);
  });

  it('would be found there: in a text, in bytes, in hex, in base64, in JSON', async () => {
    const { db } = local.parts.c;
    const bytes = Buffer.from(`..${PLANTED}..`);
    await sql`create table scratch (plain text, raw bytea, hex text, base64 text, json jsonb)`.execute(db);
    await sql`insert into scratch values (${`a ${PLANTED}`}, ${bytes}, ${bytes.toString('hex')}, ${bytes.toString('base64')},
      ${JSON.stringify({ deep: [{ text: PLANTED }] })})`.execute(db);
    const found = watch([planted]);
    await lookInDatabase(db, found);
    await sql`drop table scratch`.execute(db);
    const columns = ['base64', 'hex', 'json', 'plain', 'raw'].map((name) => `public.scratch.${name}`);
    expect(found.seen.map((sighting) => sighting.where).sort()).toEqual(columns);
  });

  it('is in no line that was logged or printed', () => {
    const found = watch(canaries(learned));
    expect(logged.length).toBeGreaterThan(2);
    for (const line of logged) found.look('log', Buffer.from(line));
    found.look('streams', Buffer.from(streams.text()));
    expect(found.seen).toEqual([]);
    found.look('log', Buffer.from(`{"text":"${TYPED}"}`));
    expect(found.seen).toEqual([{ canary: 'typed', where: 'log' }]);
  });

  it('is in nobody’s calendar or mail, and went to Graph not once', () => {
    const found = watch(canaries(learned));
    for (const { upn } of local.people) {
      found.look('outlook', Buffer.from(JSON.stringify(local.outlook?.mailbox(upn))));
      for (let week = 0; week < 9; week++) {
        const from = Temporal.Now.plainDateISO().subtract({ days: 7 }).add({ weeks: week }).toString();
        found.look('outlook', Buffer.from(JSON.stringify(local.outlook?.week(upn, from))));
      }
    }
    const recording = readFileSync(join(papers, 'graph.jsonl'));
    expect(recording.length).toBeGreaterThan(5_000);
    found.look('graph', recording);
    expect(found.seen).toEqual([]);
    expect(found.allowed.map(({ canary }) => canary)).toEqual(
      expect.arrayContaining(['name', 'link', 'join']),
    );
  });

  it('is in no file of the data folder after the stop, except in local Teams’ own', async () => {
    await local.stop();
    running = false;
    const found = watch(canaries(learned));
    const size = lookInFolder(dataDir, found);
    const inFolder = existsSync(join(dataDir, 'store'));
    expect(size).toBeGreaterThan(inFolder ? 20_000_000 : 50_000);
    expect(found.seen).toEqual([]);
    expect(found.allowed).toContainEqual({ canary: 'typed', where: 'file:teams.sqlite' });
    // A row that was dropped again still lies in the write-ahead log of PGlite: that much is seen.
    const hidden = Buffer.concat([randomBytes(99), formsOf(PLANTED)[5] ?? Buffer.of(), randomBytes(9)]);
    await writeFile(join(dataDir, 'hidden'), hidden);
    const cuckoo = watch([planted]);
    lookInFolder(dataDir, cuckoo);
    const expected = inFolder
      ? ['file:hidden', expect.stringContaining('file:store/pg_wal/')]
      : ['file:hidden'];
    expect(cuckoo.seen.map(({ where }) => where)).toEqual(expected);
  });
}

describe('what people type · PGlite in a folder', () =>
  leavesNoTrace(async (dataDir) => ({
    where: { kind: 'pglite', dir: join(dataDir, 'store'), template: await pgliteTemplate() },
    drop: async () => undefined,
  })));

const source = postgresSource();
describe.skipIf(source.kind === 'none')(
  `what people type · PostgreSQL${source.kind === 'none' ? `, skipped: ${source.reason}` : ''}`,
  () => leavesNoTrace(() => newPostgres()),
);
