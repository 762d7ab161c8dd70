import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import * as arrivals from '../../bot/store/arrivals.ts';
import { type Box, createBox, type Place } from '../../bot/store/box.ts';
import { NoMasterKey } from '../../bot/store/data-keys.ts';
import { openDatabase } from '../../bot/store/database.ts';
import { Tampered } from '../../bot/store/envelope.ts';
import { migrate } from '../../bot/store/migrate.ts';
import { aPerson, eachDatabase, newPostgres, onPostgres } from '../support/databases.ts';

const one = randomBytes(32);
const two = randomBytes(32);
const random = { bytes: (n: number) => new Uint8Array(randomBytes(n)) };
const newBox = (): Box => createBox({ masterKeys: new Map([['one', one]]), currentKeyId: 'one', random });
const rotated = (): Box =>
  createBox({
    masterKeys: new Map([
      ['one', one],
      ['two', two],
    ]),
    currentKeyId: 'two',
    random,
  });
const place: Place = { table: 'drafts', column: 'data_sealed', row: 'r1' };
const value = { reason: 'vertrouwelijk', at: 3 };

class Undone extends Error {}

eachDatabase('the box', (test) => {
  it('opens what it sealed, in a transaction and outside, here and in another process', async () => {
    const { db } = test.open();
    const box = newBox();
    const owner = await aPerson(db);
    const sealed = await db.transaction().execute((trx) => box.seal(trx, owner, place, value));
    expect(await box.open(db, owner, place, sealed)).toEqual(value);
    expect(await newBox().open(db, owner, place, sealed)).toEqual(value);
    expect(await db.transaction().execute((trx) => box.open(trx, owner, place, sealed))).toEqual(value);
  });

  it('leaves nothing readable in what is stored', async () => {
    const { db } = test.open();
    const owner = await aPerson(db);
    const sealed = Buffer.from(await newBox().seal(db, owner, place, value));
    expect(sealed.includes('vertrouwelijk')).toBe(false);
    expect(sealed[0]).toBe(1);
  });

  it('throws at every changed byte, and at a value cut short', async () => {
    const { db } = test.open();
    const box = newBox();
    const owner = await aPerson(db);
    const sealed = await box.seal(db, owner, place, value);
    const outcomes = sealed.map((_, i) => i);
    for (const i of outcomes) {
      const altered = Uint8Array.from(sealed, (byte, at) => (at === i ? byte ^ 1 : byte));
      await expect(box.open(db, owner, place, altered), `byte ${i}`).rejects.toThrow(Tampered);
    }
    await expect(box.open(db, owner, place, sealed.subarray(0, -1))).rejects.toThrow(Tampered);
    await expect(box.open(db, owner, place, new Uint8Array())).rejects.toThrow(Tampered);
  });

  it('does not open a value at another place', async () => {
    const { db } = test.open();
    const box = newBox();
    const owner = await aPerson(db);
    const sealed = await box.seal(db, owner, place, value);
    for (const moved of [{ table: 'x' }, { column: 'x' }, { row: 'r2' }]) {
      await expect(box.open(db, owner, { ...place, ...moved }, sealed)).rejects.toThrow(Tampered);
    }
  });

  it('does not open a value of somebody else', async () => {
    const { db } = test.open();
    const box = newBox();
    const [owner, other] = [await aPerson(db), await aPerson(db)];
    const sealed = await box.seal(db, owner, place, value);
    await box.seal(db, other, place, value);
    expect(await box.open(db, other, place, sealed)).toBe('erased');
  });

  it('answers erased after an erasure, also when the person writes again', async () => {
    const { db } = test.open();
    const box = newBox();
    const owner = await aPerson(db);
    const sealed = await box.seal(db, owner, place, value);
    await db.transaction().execute((trx) => box.erase(trx, owner));
    box.forget(owner);
    expect(await box.open(db, owner, place, sealed)).toBe('erased');
    const again = await box.seal(db, owner, place, 'nieuw');
    expect(await box.open(db, owner, place, sealed)).toBe('erased');
    expect(await box.open(db, owner, place, again)).toBe('nieuw');
  });

  it('refuses to seal what it answers for an erased value', async () => {
    const { db } = test.open();
    await expect(newBox().seal(db, await aPerson(db), place, 'erased')).rejects.toThrow();
    await expect(newBox().seal(db, await aPerson(db), place, undefined)).rejects.toThrow();
  });

  it('never uses a key that was rolled back', async () => {
    const { db } = test.open();
    const box = newBox();
    const owner = await aPerson(db);
    const undone = db.transaction().execute(async (trx) => {
      const first = await box.seal(trx, owner, place, value);
      expect(await box.open(trx, owner, place, first)).toEqual(value);
      throw new Undone();
    });
    await expect(undone).rejects.toThrow(Undone);
    const kept = await db.transaction().execute((trx) => box.seal(trx, owner, place, value));
    expect(await newBox().open(db, owner, place, kept)).toEqual(value);
  });

  it('seals nothing with a key that another process threw away, once its owner comes in again', async () => {
    const { db } = test.open();
    const [here, there] = [newBox(), newBox()];
    const owner = await aPerson(db);
    const who = await db
      .selectFrom('people')
      .select(['tenant', 'aad_object_id'])
      .where('id', '=', owner)
      .executeTakeFirstOrThrow();
    const comesIn = async () => {
      const aadObjectId = who.aad_object_id ?? '';
      const arrived = await arrivals.find(db, { tenant: who.tenant, aadObjectId }, null);
      there.stands(owner, arrived?.key ?? null);
    };
    const sealed = await here.seal(db, owner, place, value);
    expect(await there.open(db, owner, place, sealed)).toEqual(value);
    await comesIn();
    await db.transaction().execute((trx) => here.erase(trx, owner));
    here.forget(owner);
    await comesIn();
    const fresh = await there.seal(db, owner, place, 'nieuw');
    expect(await here.open(db, owner, place, fresh)).toBe('nieuw');
    expect(await there.open(db, owner, place, sealed)).toBe('erased');
  });

  it('remembers a key that stands, and forgets it when told', async () => {
    const { db } = test.open();
    const box = newBox();
    const openWithoutRow = async () => {
      const owner = await aPerson(db);
      const sealed = await box.seal(db, owner, place, value);
      await box.open(db, owner, place, sealed);
      await sql`delete from keys where person = ${owner}`.execute(db);
      const open = () => box.open(db, owner, place, sealed);
      const remembered = await open();
      box.forget(owner);
      return { remembered, forgotten: await open() };
    };
    // A transaction elsewhere on the server may keep a new key from being remembered at once.
    await expect
      .poll(openWithoutRow, { timeout: 20_000 })
      .toEqual({ remembered: value, forgotten: 'erased' });
  });

  it('gives twenty who seal at once the same key', async () => {
    const { db } = test.open();
    const owner = await aPerson(db);
    const seals = Array.from({ length: 20 }, () =>
      db.transaction().execute((trx) => newBox().seal(trx, owner, place, value)),
    );
    const box = newBox();
    for (const sealed of await Promise.all(seals))
      expect(await box.open(db, owner, place, sealed)).toEqual(value);
  });

  it('seals many in the order given', async () => {
    const { db } = test.open();
    const box = newBox();
    const owners = [await aPerson(db), await aPerson(db)] as const;
    const sealings = [owners[1], owners[0], owners[1]].map((owner, n) => ({ owner, place, value: n }));
    const sealed = await db.transaction().execute((trx) => box.sealAll(trx, sealings));
    const opened = sealings.map(({ owner }, n) => box.open(db, owner, place, sealed[n] ?? new Uint8Array()));
    expect(await Promise.all(opened)).toEqual([0, 1, 2]);
  });
});

onPostgres('master keys', () => {
  it('are rotated: the new one wraps anew, then the old one can go', async () => {
    const { where, drop } = await newPostgres();
    const { db, close, kind } = await openDatabase(where);
    await migrate({ db, kind });
    const owner = await aPerson(db);
    const sealed = await newBox().seal(db, owner, place, value);
    expect(await rotated().open(db, owner, place, sealed)).toEqual(value);
    expect(await rotated().rewrap(db, 100)).toBe(1);
    expect(await rotated().rewrap(db, 100)).toBe(0);
    const onlyTwo = createBox({ masterKeys: new Map([['two', two]]), currentKeyId: 'two', random });
    expect(await onlyTwo.open(db, owner, place, sealed)).toEqual(value);
    await expect(newBox().open(db, owner, place, sealed)).rejects.toThrow(NoMasterKey);
    await close();
    await drop();
  });
});
