import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal } from '../../bot/local/start.ts';
import { createLog } from '../../bot/log.ts';
import type { Where } from '../../bot/store/database.ts';
import { verify } from '../../bot/store/record.ts';
import { newPostgres, pgliteTemplate } from '../support/databases.ts';
import { allEnds, idOf, pass } from '../support/faults.ts';
import { actor, type House, readCard } from '../support/house.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { ask, dead, faultsLogged } from '../support/review.ts';
import { type Canary, lookInDatabase, lookInFolder, watch } from './support/canary.ts';
import { type Known, learn, people, playEverything } from './support/erased.ts';
import { DIGITS, NAME, programme, THEME } from './support/secrets.ts';

type Store = (dataDir: string) => Promise<{ readonly where: Where; readonly drop: () => Promise<void> }>;

/** Where the number of the account may stand after all, each with its reason. */
const ACCOUNT: Canary['mayStand'] = [
  {
    where: /^public\.(people\.id|(roles|grants|chats|installs)\.person)$/,
    why: 'who may take part, by the programme file, and where the receipt stands',
  },
  { where: /^public\.keys\.person$/, why: 'a new key, made for the receipt' },
  {
    where: /^public\.cards\.(recipient|whose|subject)$/,
    why: 'the receipt, and the card it took the place of',
  },
  { where: /^public\.inbox\.actor$/, why: 'the press that erased, for a repeat; gone in a week' },
  { where: /^public\.intakes\.director$/, why: 'the number of sessions that count' },
  { where: /^public\.record\.fields$/, why: 'the line that says that it was erased' },
  { where: /^public\.due\.(id|subject)$/, why: 'nothing but when the next look is' },
];
const SETTINGS = { where: /^public\.programme\.settings$/, why: 'the themes on offer, not who chose one' };

/** A director is played through everything and erased; then every byte is looked at. */
function nothingIsLeft(store: Store): void {
  let house: House;
  let dataDir = '';
  let papers = '';
  let drop: () => Promise<void>;
  let known: Known;
  let running = false;
  const logged: string[] = [];

  const theirs = (): readonly Canary[] => [
    { name: 'theme', secret: THEME, mayStand: [SETTINGS] },
    { name: 'phone', secret: DIGITS, mayStand: [] },
    { name: 'name', secret: NAME, mayStand: [{ where: /^public\.people\.name$/, why: 'who may take part' }] },
    { name: 'person', secret: known.person, mayStand: ACCOUNT },
    { name: 'link', secret: known.token, mayStand: [] },
    ...known.ids.map((secret): Canary => ({ name: `id ${secret}`, secret, mayStand: [] })),
    ...known.events.map((secret): Canary => ({ name: 'event', secret, mayStand: [] })),
  ];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'klankbord-erased-'));
    papers = await mkdtemp(join(tmpdir(), 'klankbord-erased-papers-'));
    const file = join(papers, 'programme.yaml');
    await writeFile(file, await programme());
    const made = await store(dataDir);
    ({ drop } = made);
    const local = await startLocal(
      {
        port: 0,
        outlookPort: 0,
        dataDir,
        store: { kind: 'pglite' as const, dir: join(dataDir, 'store') },
        programme: file,
        graphBaseUrl: null,
        graphRecord: null,
      },
      createLog((line) => void logged.push(line)),
      { store: made.where },
    );
    running = true;
    house = { ...local, logged, person: (first) => actor(local, first) };
    await playEverything(house);
    known = await learn(house);
  });
  afterAll(async () => {
    if (running) await house.stop();
    await drop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(papers, { recursive: true, force: true });
  });

  it('was there before, in many places', async () => {
    const found = watch(theirs());
    await lookInDatabase(house.parts.c.db, found);
    const where = new Set(found.seen.map((sighting) => sighting.where));
    for (const place of ['public.cards.id', 'public.record.fields', 'public.due.subject', 'pgboss.job.data'])
      expect([...where]).toContain(place);
    expect(known.ids.length).toBeGreaterThan(20);
    expect(known.events).toHaveLength(2);
    const { mila, femke } = people(house);
    expect(JSON.stringify(mila.messages())).toContain(DIGITS);
    expect(JSON.stringify(femke.messages())).toContain(NAME);
  });

  it('is erased on a press, and the record still verifies', async () => {
    const { noor } = people(house);
    await ask(noor, 'mijn gegevens');
    await noor.press('my-data.choose', { wish: 'erase' });
    // Who reads what is said before the last button: no update of that card is on its way any more.
    await allEnds(house);
    await noor.press('my-data.erase');
    expect(noor.reads()).toContain('Uw gegevens zijn gewist');
    await allEnds(house);
    // What was on its way when its card went is overwritten once more.
    await pass(house, 3 * 60_000);
    await allEnds(house);
    expect(await dead(house)).toBe(0);
    // The job that died was put there as dead.
    expect(faultsLogged(house).filter((line) => !line.includes('job.dead'))).toEqual([]);
    expect(await verify(house.parts.c.db)).toMatchObject({ ok: true });
  });

  it('is in no table and no column, the queue’s among them, but where the account may stand', async () => {
    const found = watch(theirs());
    expect(await lookInDatabase(house.parts.c.db, found)).toBeGreaterThan(500);
    expect(found.seen).toEqual([]);
    expect(await house.parts.c.db.selectFrom('message_wipes').selectAll().execute()).toEqual([]);
    expect(await house.parts.c.db.selectFrom('event_wipes').selectAll().execute()).toEqual([]);
  });

  it('opens from no backup: the key is another', async () => {
    const { box, db } = house.parts.c;
    const place = { table: 'intakes', column: 'preferences_sealed', row: known.wishes.row };
    expect(known.wishes.sealed.length).toBeGreaterThan(0);
    expect(await box.open(db, known.person, place, known.wishes.sealed)).toBe('erased');
  });

  it('is in nobody’s chat but what they typed, and in nobody’s calendar or mail but their own', () => {
    const { noor, mila, femke } = people(house);
    expect(noor.messages().flatMap((m) => (m.card ? [readCard(m.card)] : []))).toHaveLength(1);
    for (const other of [mila, femke])
      for (const secret of [NAME, DIGITS, THEME])
        expect(JSON.stringify(other.messages())).not.toContain(secret);
    for (const { upn } of house.people.filter((one) => one.upn !== noor.upn))
      expect(JSON.stringify(house.outlook?.mailbox(upn) ?? [])).not.toContain(NAME);
    const mailbox = 'gesprekken@voorbeeld.example';
    for (let week = -2; week < 9; week++) {
      const from = Temporal.Now.plainDateISO().add({ weeks: week }).toString();
      expect(JSON.stringify(house.outlook?.week(mailbox, from) ?? [])).not.toContain(NAME);
    }
  });

  it('is in no line that was logged', () => {
    const found = watch(theirs());
    for (const line of logged) found.look('log', Buffer.from(line));
    expect(found.seen).toEqual([]);
  });

  it('is in no file: not in those of local Teams, and after a vacuum not in those of the database', async () => {
    const { db } = house.parts.c;
    const ownRow = await idOf(house, people(house).noor);
    expect(ownRow).toBe(known.person);
    const inFolder = existsSync(join(dataDir, 'store'));
    if (inFolder) {
      await sql`vacuum full`.execute(db);
      await sql`checkpoint`.execute(db);
    }
    await house.stop();
    running = false;
    const stays = new Set(['person', 'name', 'theme']);
    const may = ({ name, mayStand }: Canary) => [...mayStand, ...FILES, ...(stays.has(name) ? TABLES : [])];
    const found = watch(theirs().map((canary) => ({ ...canary, mayStand: may(canary) })));
    lookInFolder(dataDir, found);
    expect(found.seen).toEqual([]);
    if (inFolder) expect(rawIn(join(dataDir, 'store', 'base'), known)).toEqual([]);
  });
}

const TABLES: Canary['mayStand'] = [
  { where: /^file:store\//, why: 'the columns in which it may stand, as the database lays them down' },
];
const FILES: Canary['mayStand'] = [
  {
    where: /^file:store\/pg_wal\//,
    why: 'the write-ahead log, until the database writes over it: a numbered part at most a few megabytes back',
  },
  { where: /^file:outlook\.sqlite/, why: 'their own mailbox, and the directory of the organisation' },
];

/** Numbers and the key as bytes, as a database lays them down: in none of its files. */
function rawIn(folder: string, known: Known): readonly string[] {
  const needles = [
    ...known.ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')),
    Buffer.from(known.key),
    Buffer.from(known.wishes.sealed),
  ];
  const seen: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const [at, needle] of needles.entries())
      if (bytes.includes(needle)) seen.push(`${entry.name} ${at}`);
  }
  return seen;
}

describe('who had everything erased · PGlite in a folder', () =>
  nothingIsLeft(async (dataDir) => ({
    where: { kind: 'pglite', dir: join(dataDir, 'store'), template: await pgliteTemplate() },
    drop: async () => undefined,
  })));

const source = postgresSource();
describe.skipIf(source.kind === 'none')(
  `who had everything erased · PostgreSQL${source.kind === 'none' ? `, skipped: ${source.reason}` : ''}`,
  () => nothingIsLeft(() => newPostgres()),
);
