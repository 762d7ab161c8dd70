import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { CardId, PersonId } from '../../bot/rules/ids.ts';
import * as arrivals from '../../bot/store/arrivals.ts';
import type { Db, Trx } from '../../bot/store/database.ts';
import { aPerson, eachDatabase, newId } from '../support/databases.ts';

eachDatabase('an arrival that is noted with the question who it is', (test) => {
  const whoIs = async (person: PersonId): Promise<arrivals.Who> => {
    const row = test.open().db.selectFrom('people').select(['tenant', 'aad_object_id']);
    const { tenant, aad_object_id } = await row.where('id', '=', person).executeTakeFirstOrThrow();
    return { tenant, aadObjectId: aad_object_id ?? '' };
  };
  const note = (more: Partial<arrivals.Note> = {}): arrivals.Note => ({
    ...{ key: randomUUID(), verb: 'coaching.signup', card: null, answer: newId.card(), now: 1_000 },
    ...more,
  });
  const within = <T>(work: (trx: Trx) => Promise<T>) => test.open().db.transaction().execute(work);
  const noted = ({ key }: arrivals.Note) => {
    const row = test.open().db.selectFrom('inbox').select(['actor', 'card', 'answer', 'state']);
    return row.where('key', '=', key).executeTakeFirst();
  };

  it('is new once: a repeat gets the answer of the first', async () => {
    const person = await aPerson(test.open().db);
    const who = await whoIs(person);
    const first = note();
    const arrived = await within((trx) => arrivals.take(trx, who, first));
    expect(arrived).toMatchObject({ person: { id: person }, begun: { kind: 'new' } });
    expect(await noted(first)).toEqual({
      actor: person,
      card: null,
      answer: first.answer,
      state: 'answered',
    });
    const repeat = await within((trx) => arrivals.take(trx, who, note({ key: first.key })));
    expect(repeat?.begun).toEqual({ kind: 'repeat', state: 'answered', answer: first.answer });
  });

  it('of somebody unknown is not noted', async () => {
    const nobody = { tenant: randomUUID(), aadObjectId: randomUUID() };
    const unknown = note();
    expect(await within((trx) => arrivals.take(trx, nobody, unknown))).toBeNull();
    expect(await noted(unknown)).toBeUndefined();
  });

  it('finds the card that was pressed, and never one of somebody else', async () => {
    const { db } = test.open();
    const [mine, other] = [await aPerson(db), await aPerson(db)];
    const card = await aCard(db, mine);
    const found = async (person: PersonId) => {
      const who = await whoIs(person);
      return (await within((trx) => arrivals.take(trx, who, note({ card }))))?.card?.id ?? null;
    };
    expect(await found(mine)).toBe(card);
    expect(await found(other)).toBeNull();
  });

  it('sees a card as whoever took it before left it', async () => {
    const { db } = test.open();
    const person = await aPerson(db);
    const who = await whoIs(person);
    const card = await aCard(db, person);
    const taken = Promise.withResolvers<void>();
    const first = within(async (trx) => {
      await arrivals.take(trx, who, note({ card }));
      taken.resolve();
      await sql`select pg_sleep(0.05)`.execute(trx);
      await trx.updateTable('cards').set({ state: 'replaced' }).where('id', '=', card).execute();
    });
    await taken.promise;
    const second = within((trx) => arrivals.take(trx, who, note({ card })));
    await first;
    expect((await second)?.card?.state).toBe('replaced');
  });
});

async function aCard(db: Db, recipient: PersonId): Promise<CardId> {
  const id = newId.card();
  const row = { id, kind: 'help', subject: recipient, recipient, whose: recipient, view_sealed: null };
  await db
    .insertInto('cards')
    .values({
      ...row,
      ...{ once: null, activity: null, replaces: null, put_at: null },
      ...{ state: 'shown', by: 'send', created_at: new Date(0) },
    })
    .execute();
  return id;
}
