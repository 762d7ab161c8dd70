import { expect, it } from 'vitest';
import { applyProgramme } from '../../bot/flows/apply-programme.ts';
import { READ_FEED } from '../../bot/flows/feeds.ts';
import * as due from '../../bot/store/due.ts';
import * as feeds from '../../bot/store/feeds.ts';
import { eachDatabase } from '../support/databases.ts';
import { NOW, place, SAMPLE, sample, wanted } from './support/situation.ts';

const withFeed = (address: string) =>
  sample([
    '      themes: [conviction, neutral, limits]',
    `      calendar: ics\n      ics: "https://calendar.example/${address}"\n      themes: [limits]`,
  ]);

eachDatabase("a coach's ICS address in the programme file", (test) => {
  it('is sealed, read at once, kept while it stands there, and gone when it does not', async () => {
    const { db } = test.open();
    const here = place(db);
    const apply = async (text: string) =>
      expect((await applyProgramme(here, wanted(text))).kind).toBe('applied');
    const rows = () => db.selectFrom('feeds').selectAll().execute();
    const owed = async () =>
      (await db.selectFrom('due').selectAll().execute()).filter((d) => d.kind === READ_FEED);

    await apply(withFeed('een'));
    const [feed] = await rows();
    if (!feed) throw new Error('no feed');
    const { person } = feed;
    expect(Buffer.from(feed.address_sealed).toString('latin1')).not.toContain('calendar.example');
    expect(await due.when(db, READ_FEED, person)).toBe(NOW);

    const reading = { busy: [], covers: { start: NOW, end: NOW + 1 }, zone: 'Europe/Amsterdam' };
    const kept = { reading, validators: { etag: '"1"', modified: null } };
    await db.transaction().execute((trx) => feeds.save(trx, here.openBox(), { person, kept, now: NOW }));
    await apply(`${withFeed('een')}\n# another file, the same address\n`);
    expect(await feeds.find(db, here.openBox(), person)).toEqual({
      address: 'https://calendar.example/een',
      kept,
      readAt: NOW,
    });

    await apply(withFeed('twee'));
    const changed = await feeds.find(db, here.openBox(), person);
    expect(changed).toEqual({ address: 'https://calendar.example/twee', kept: null, readAt: null });
    expect(await owed()).toHaveLength(1);

    await apply(SAMPLE);
    expect(await rows()).toEqual([]);
    expect(await owed()).toEqual([]);
    const everything = [
      await db.selectFrom('coaches').selectAll().execute(),
      await db.selectFrom('programme').selectAll().execute(),
      await db.selectFrom('record').selectAll().execute(),
    ];
    expect(JSON.stringify(everything)).not.toContain('calendar.example');
  });
});
