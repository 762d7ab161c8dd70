import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../bot/store/database.ts';
import { FolderInUse, lockFolder } from '../../bot/store/lock.ts';
import { migrate } from '../../bot/store/migrate.ts';
import { startChild } from '../support/children.ts';
import { pgliteTemplate } from '../support/databases.ts';

describe('a PGlite folder', () => {
  let home: string;
  let dir: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'klankbord-folder-'));
    dir = join(home, 'data');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('made from nothing answers within the 15 seconds of a first start', async () => {
    const start = performance.now();
    const database = await openDatabase({ kind: 'pglite', dir });
    await migrate(database);
    const took = performance.now() - start;
    await database.close();
    expect(took).toBeLessThan(15_000);
  });

  it('keeps what was written when it is closed and opened again', async () => {
    const template = await pgliteTemplate();
    const first = await openDatabase({ kind: 'pglite', dir, template });
    await migrate(first);
    await first.db
      .insertInto('due')
      .values({ id: 'x', at: new Date(5), kind: 'x', subject: 'x' })
      .execute();
    await first.close();
    const second = await openDatabase({ kind: 'pglite', dir });
    expect(await migrate(second)).toEqual([]);
    expect(await second.db.selectFrom('due').select('id').execute()).toEqual([{ id: 'x' }]);
    await second.close();
  });

  it('loses no acknowledged transaction and keeps none by half over six kill -9', async () => {
    const template = await pgliteTemplate();
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round++) {
      const child = startChild('write-for-ever.ts', dir, template, `${round * 100_000}`);
      await child.printed(20 + round * 15);
      await child.kill9();
      acknowledged.push(...child.lines);
      const database = await openDatabase({ kind: 'pglite', dir });
      const rows = await database.db.selectFrom('due').select('id').execute();
      await database.close();
      const kept = new Set(rows.map((row) => row.id));
      expect(acknowledged.filter((n) => !kept.has(`a${n}`) || !kept.has(`b${n}`))).toEqual([]);
      expect(rows.length % 2).toBe(0);
    }
  });

  it('is refused to a second opener in this process, with a plain sentence', async () => {
    const unlock = lockFolder(dir);
    await expect(openDatabase({ kind: 'pglite', dir })).rejects.toThrow(FolderInUse);
    await expect(openDatabase({ kind: 'pglite', dir })).rejects.toThrow(`The data folder ${dir} is in use`);
    unlock();
    lockFolder(dir)();
  });

  it('is refused while another process has it, and free at once after its kill -9', async () => {
    const child = startChild('write-for-ever.ts', dir, await pgliteTemplate());
    await child.printed(1);
    await expect(openDatabase({ kind: 'pglite', dir })).rejects.toThrow(FolderInUse);
    await child.kill9();
    const database = await openDatabase({ kind: 'pglite', dir });
    await database.close();
  });

  it('of which the first start was cut short is made anew', async () => {
    await mkdir(`${dir}.making`, { recursive: true });
    await writeFile(join(`${dir}.making`, 'PG_VERSION'), 'half');
    const database = await openDatabase({ kind: 'pglite', dir, template: await pgliteTemplate() });
    await migrate(database);
    await database.close();
    expect(existsSync(`${dir}.making`)).toBe(false);
  });
});
