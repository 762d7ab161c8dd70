import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PersonId } from '../../bot/rules/ids.ts';
import { type Arrival, answered, begin, ForeignKey, failed, wipe } from '../../bot/store/inbox.ts';
import { aPerson, eachDatabase, newId, onPostgres } from '../support/databases.ts';

const arrival = (actor: PersonId, more: Partial<Arrival> = {}): Arrival => ({
  ...{ key: randomUUID(), actor, verb: 'coaching.signup', card: null, inputsSealed: null, now: 1_000 },
  ...more,
});
const answer = newId.card();

eachDatabase('the inbox', (test) => {
  it('gives a repeat the stored answer', async () => {
    const { db } = test.open();
    const press = arrival(await aPerson(db), { inputsSealed: new Uint8Array([9]) });
    await db.transaction().execute(async (trx) => {
      expect(await begin(trx, press)).toEqual({ kind: 'new' });
      await answered(trx, press.key, answer);
    });
    const begun = await db.transaction().execute((trx) => begin(trx, press));
    expect(begun).toEqual({ kind: 'repeat', state: 'answered', answer });
  });

  it('knows nothing of an arrival whose work was rolled back', async () => {
    const { db } = test.open();
    const press = arrival(await aPerson(db));
    const broken = db.transaction().execute(async (trx) => {
      await begin(trx, press);
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(await db.transaction().execute((trx) => begin(trx, press))).toEqual({ kind: 'new' });
  });

  it('tells a repeat of a failed arrival so', async () => {
    const { db } = test.open();
    const press = arrival(await aPerson(db));
    await db.transaction().execute((trx) => begin(trx, press));
    await failed(db, press.key);
    const begun = await db.transaction().execute((trx) => begin(trx, press));
    expect(begun).toEqual({ kind: 'repeat', state: 'failed', answer: null });
  });

  it('never answers one person with the answer of another', async () => {
    const { db } = test.open();
    const press = arrival(await aPerson(db));
    await db.transaction().execute((trx) => begin(trx, press));
    const actor = await aPerson(db);
    const other = db.transaction().execute((trx) => begin(trx, { ...press, actor }));
    await expect(other).rejects.toThrow(ForeignKey);
  });

  it('forgets what is older than asked, and only that', async () => {
    const { db } = test.open();
    const actor = await aPerson(db);
    await db.transaction().execute(async (trx) => {
      await begin(trx, arrival(actor, { now: -2_000 }));
      await begin(trx, arrival(actor, { now: -1_000 }));
    });
    expect(await wipe(db, -1_000)).toBe(1);
    expect(await wipe(db, -1_000)).toBe(0);
  });
});

onPostgres('two presses at once', (test) => {
  it('let the second wait for the first, and give it the answer', async () => {
    const { db } = test.open();
    const press = arrival(await aPerson(db));
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const first = db.transaction().execute(async (trx) => {
      await begin(trx, press);
      begun.resolve();
      await go.promise;
      await answered(trx, press.key, answer);
    });
    await begun.promise;
    const second = db.transaction().execute((trx) => begin(trx, press));
    const early = await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))]);
    expect(early).toBe('waits');
    go.resolve();
    await first;
    expect(await second).toMatchObject({ kind: 'repeat', state: 'answered' });
  });
});
