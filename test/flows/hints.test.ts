import { beforeEach, expect, it } from 'vitest';
import type { Context } from '../../bot/flows/context.ts';
import { type Hint, listened, lookDue, noteHints } from '../../bot/flows/hints.ts';
import { beginWatch, hashOf, takeNotifications } from '../../bot/flows/watch.ts';
import type { Programme } from '../../bot/rules/programme.ts';
import { MINUTE } from '../../bot/rules/time.ts';
import * as due from '../../bot/store/due.ts';
import * as hearings from '../../bot/store/hearings.ts';
import type { Job } from '../../bot/store/job.ts';
import * as watch from '../../bot/store/watch.ts';
import { aPair, eachDatabase, newId } from '../support/databases.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const HOUR = 60 * MINUTE;
const hint = (event: string, change: Partial<Hint> = {}): Hint => ({
  event,
  removed: false,
  etag: null,
  ...change,
});

eachDatabase('what Outlook tells', (test) => {
  let now = NOW;
  let owed: Job[] = [];
  let mailbox = 'gesprek@voorbeeld.example';
  const context = (): Context => {
    const unused = () => {
      throw new Error('not needed here');
    };
    return {
      ...{ db: test.open().db, clock: { now: () => now } },
      jobs: { owe: async (_, job) => void owed.push(job), forget: async () => undefined },
      programme: () => ({ mailbox }) as Programme,
      ...{
        box: unused as never,
        signer: unused as never,
        publicUrl: 'https://a.example',
        calendar: { freeBusy: unused },
        random: { uuid: unused, bytes: unused },
      },
    };
  };
  const note = (...hints: readonly Hint[]) =>
    test
      .open()
      .db.transaction()
      .execute((trx) => noteHints(context(), trx, hints));
  const inside = test.open;
  let hour = 0;
  const booked = async (event: string, state: 'confirmed' | 'held' | 'cancelled' = 'confirmed') => {
    const { db } = test.open();
    hour += 2;
    await db
      .insertInto('bookings')
      .values({
        ...{ id: newId.booking(), ...(await aPair(db)), number: 1, place: 'teams', state, event },
        ...{ starts: new Date(NOW + hour * HOUR), ends: new Date(NOW + (hour + 1) * HOUR) },
        created_at: new Date(NOW),
      })
      .execute();
  };
  beforeEach(async () => {
    const { db } = inside();
    for (const table of ['hearings', 'watch', 'due', 'bookings'] as const)
      await db.deleteFrom(table).execute();
    now = NOW;
    owed = [];
    mailbox = 'gesprek@voorbeeld.example';
  });

  it('to twenty processes at once of one event is one look, and one more when it is quiet', async () => {
    await booked('een');
    await Promise.all(Array.from({ length: 20 }, () => note(hint('een'))));
    expect(owed).toEqual([{ kind: 'calendar.hear', event: 'een' }]);
    expect(await due.when(inside().db, 'calendar.hear', 'een')).toBe(NOW + 1_000);
    expect(await hearings.find(inside().db, 'een')).toMatchObject({ hints: 20 });
  });

  it('of several events in any order keeps nobody waiting for each other', async () => {
    for (const event of ['a', 'b', 'c']) await booked(event);
    const orders = [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'c', 'a'],
    ];
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => note(...(orders[n % 3] ?? []).map((event) => hint(event)))),
    );
    expect(owed.map((job) => 'event' in job && job.event).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('of events that are nobody’s, or whose session is off, is left alone', async () => {
    await booked('af', 'cancelled');
    await booked('nog niet', 'held');
    expect(await note(hint('vreemd'), hint('af'), hint('nog niet'))).toEqual([
      'not-ours',
      'not-ours',
      'not-ours',
    ]);
    expect(owed).toEqual([]);
    expect(await hearings.find(inside().db, 'vreemd')).toBeNull();
  });

  it('is left alone when it is a state that we know, but not when it is said to be removed', async () => {
    await booked('een');
    const known = { event: 'een', etag: 'W/"1"', changedAt: NOW, now: NOW };
    await inside()
      .db.transaction()
      .execute((trx) => hearings.know(trx, known));
    expect(await note(hint('een', { etag: 'W/"1"' }))).toEqual(['echo']);
    expect(await note(hint('een', { etag: 'W/"1"', removed: true }))).toEqual(['noted']);
  });

  it('while a look goes on is looked at after it', async () => {
    await booked('een');
    await note(hint('een'));
    const told = await hearings.find(inside().db, 'een');
    now += 300;
    await note(hint('een', { removed: true }));
    if (told) await listened(context(), told);
    expect(await hearings.find(inside().db, 'een')).toMatchObject({
      hint: '',
      removed: true,
      lookUntil: null,
    });
    now += 1_000;
    await inside()
      .db.transaction()
      .execute((trx) => lookDue(context(), trx, 'een'));
    expect(owed).toHaveLength(2);
    const again = await hearings.find(inside().db, 'een');
    if (again) await listened(context(), again);
    await inside()
      .db.transaction()
      .execute((trx) => lookDue(context(), trx, 'een'));
    expect(owed).toHaveLength(2);
  });

  it('changes nothing when something newer is known already', async () => {
    const know = (changedAt: number) =>
      inside()
        .db.transaction()
        .execute((trx) => hearings.know(trx, { event: 'een', etag: String(changedAt), changedAt, now: NOW }));
    expect([await know(200), await know(100), await know(200), await know(300)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(await hearings.find(inside().db, 'een')).toMatchObject({ etag: '300', changedAt: 300 });
  });

  it('is listened to by five processes that start together: one watch, two moments, one that subscribes', async () => {
    const { db } = inside();
    await Promise.all(
      Array.from({ length: 5 }, () => beginWatch(context(), 'https://a.example/api/notifications')),
    );
    expect(await db.selectFrom('watch').select('id').execute()).toHaveLength(1);
    expect((await db.selectFrom('due').select('id').execute()).map(({ id }) => id).toSorted()).toEqual([
      'outlook.look-around:programme',
      'outlook.watch:programme',
    ]);
    const claim = () => watch.claim(db, { now, leaseUntil: now + MINUTE });
    const claimed = await Promise.all([claim(), claim(), claim(), claim(), claim()]);
    expect(claimed.filter((one) => one !== null)).toHaveLength(1);
    now += MINUTE;
    expect(await claim()).not.toBeNull();
  });

  it('is subscribed to anew when the mailbox or our address became another', async () => {
    const { db } = inside();
    const stand = () =>
      db.transaction().execute(async (trx) => {
        await watch.stands(trx, { subscription: 's', expiresAt: NOW + 70 * HOUR });
        await watch.looked(trx, { link: 'l', windowStart: NOW });
        await due.owe(trx, { at: NOW + HOUR, kind: 'outlook.watch', subject: 'programme' });
      });
    await beginWatch(context(), 'https://a.example/x');
    await stand();
    await beginWatch(context(), 'https://a.example/x');
    expect(await due.when(db, 'outlook.watch', 'programme')).toBe(NOW + HOUR);
    await beginWatch(context(), 'https://b.example/x');
    expect(await due.when(db, 'outlook.watch', 'programme')).toBe(NOW);
    expect(await watch.find(db)).toMatchObject({ subscription: null, link: 'l' });
    await stand();
    mailbox = 'ander@voorbeeld.example';
    await beginWatch(context(), 'https://b.example/x');
    expect(await watch.find(db)).toMatchObject({ mailbox, subscription: null, link: null });
  });

  it('before Outlook named the subscription is known by its secret alone', async () => {
    const { db } = inside();
    await booked('een');
    await beginWatch(context(), 'https://a.example/x');
    await watch.making(db, hashOf('geheim'));
    const told = (secret: string) => ({
      subscription: 's',
      secret,
      what: { kind: 'changed', hint: hint('een') } as const,
    });
    expect(await takeNotifications(context(), [told('geheim'), told('ander')])).toEqual([
      'noted',
      'wrong-secret',
    ]);
    await db.transaction().execute((trx) => watch.stands(trx, { subscription: 't', expiresAt: NOW + HOUR }));
    expect(await takeNotifications(context(), [told('geheim')])).toEqual(['unknown-subscription']);
  });

  it('a thousand times that the subscription needs renewal renews it once', async () => {
    const { db } = inside();
    await beginWatch(context(), 'https://a.example/x');
    await watch.making(db, hashOf('geheim'));
    await db.transaction().execute(async (trx) => {
      await watch.stands(trx, { subscription: 's', expiresAt: NOW + 70 * HOUR });
      await due.owe(trx, { at: NOW + 35 * HOUR, kind: 'outlook.watch', subject: 'programme' });
    });
    now += 10;
    const told = { subscription: 's', secret: 'geheim', what: { kind: 'subscription' } as const };
    await takeNotifications(
      context(),
      Array.from({ length: 1_000 }, () => told),
    );
    expect(await due.when(db, 'outlook.watch', 'programme')).toBe(NOW + MINUTE);
  });
});
