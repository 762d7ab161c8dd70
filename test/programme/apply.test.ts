import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyProgramme,
  resolveProgramme,
  standingOf,
  writeProgramme,
} from '../../bot/flows/apply-programme.ts';
import { difference, resolvedProgramme, standingProgramme } from '../../bot/flows/programme-difference.ts';
import { refreshGroups } from '../../bot/flows/role-groups.ts';
import * as grants from '../../bot/store/grants.ts';
import * as programme from '../../bot/store/programme.ts';
import { eachDatabase } from '../support/databases.ts';
import {
  account,
  GROUP,
  type Place,
  place,
  SAMPLE,
  sample,
  town,
  wanted,
  withGroup,
} from './support/situation.ts';

const HOUR = 3_600_000;

eachDatabase('a programme', (test) => {
  let here: Place;
  beforeEach(async () => {
    const { db } = test.open();
    for (const table of [
      'roles',
      'grants',
      'role_groups',
      'coaches',
      'applied',
      'programme',
      'people',
    ] as const)
      await db.deleteFrom(table).execute();
    here = place(db);
  });

  const apply = (text: string) => applyProgramme(here, wanted(text));
  const roles = async () => {
    const rows = await here.db
      .selectFrom('roles')
      .innerJoin('people', 'people.id', 'roles.person')
      .select(['people.upn', 'roles.role'])
      .execute();
    return rows.map(({ upn, role }) => `${upn.split('@')[0]} ${role}`).sort();
  };
  const shown = async (text: string) => {
    const answer = await resolveProgramme(here, wanted(text));
    if (answer.kind !== 'resolved') throw new Error(answer.kind);
    return difference(await standingProgramme(here.db), resolvedProgramme(answer.value));
  };
  const row = (upn: string) =>
    here.db.selectFrom('people').selectAll().where('upn', '=', upn).executeTakeFirst();

  it('shows what would change, and nothing once it is applied', async () => {
    await apply(SAMPLE);
    expect(await shown(SAMPLE)).toEqual([]);
    const next = sample(
      ['  sessions: 3', '  sessions: 4'],
      ['  - { upn: noor.hazelaar@voorbeeld.example, roles: [director] }\n', ''],
      ['mon: [{ from: "09:00", to: "17:00" }]', 'mon: [{ from: "10:00", to: "17:00" }]'],
      ['roles: [office]', 'roles: [office, contact]'],
    );
    const lines = [
      'Settings',
      '  ~ sessions: 3 → 4',
      'People and roles',
      '  - noor.hazelaar@voorbeeld.example: director',
      '  ~ ruben.vlierbes@voorbeeld.example: office → contact, office',
      'Coaches',
      '  ~ mila.waterlelie@voorbeeld.example hours.mon: 09:00–17:00 → 10:00–17:00',
    ];
    expect(await shown(next)).toEqual(lines);
    expect(await roles()).toContain('noor.hazelaar director');
    await apply(next);
    expect(await shown(next)).toEqual([]);
    expect(await roles()).not.toContain('noor.hazelaar director');
  });

  it('shows the other activities of the leadership programme, with their times', async () => {
    await apply(SAMPLE);
    const dates =
      '[{ start: 2026-12-03 13:00, end: 2026-12-03 17:00 }, { start: 2026-12-10, end: 2026-12-10 }]';
    const next = sample([
      '  sessions: 3',
      `  sessions: 3\n  siblings: [{ name: intervisie, dates: ${dates} }]`,
    ]);
    expect(await shown(next)).toEqual([
      'Settings',
      '  + siblings.intervisie: 2026-12-03T13:00–2026-12-03T17:00, 2026-12-10T00:00–2026-12-11T00:00',
    ]);
  });

  it('gives everybody in a group its roles, and shows them before', async () => {
    here.directory.groups.set(GROUP, { kind: 'done', value: [account('jo@voorbeeld.example')] });
    await apply(SAMPLE);
    expect(await shown(withGroup())).toEqual([
      'People and roles',
      '  + jo@voorbeeld.example: director',
      'Groups',
      `  + ${GROUP}: director`,
    ]);
    await apply(withGroup());
    expect(await roles()).toContain('jo director');
    expect(await shown(withGroup())).toEqual([]);
  });

  it.each([
    ['that can not be read', { kind: 'unknown', code: 'timeout' } as const, 'unread'],
    ['that is not there', { kind: 'done', value: null } as const, 'no-group'],
  ])('with a group %s changes nothing', async (_what, answer, kind) => {
    await apply(SAMPLE);
    const before = await roles();
    here.directory.groups.set(GROUP, answer);
    expect(await apply(withGroup().replace('sessions: 3', 'sessions: 5'))).toMatchObject({ kind });
    expect(await roles()).toEqual(before);
    expect((await programme.load(here.db))?.settings.sessions).toBe(3);
  });

  it('without a coordinator in the directory changes nothing', async () => {
    here.directory.accounts.set('femke.wilgenroos@voorbeeld.example', null);
    expect(await apply(SAMPLE)).toEqual({ kind: 'no-coordinator' });
    expect(await roles()).toEqual([]);
  });

  it('makes no coach a director through a group, before or after', async () => {
    const mila = account('mila.waterlelie@voorbeeld.example');
    here.directory.groups.set(GROUP, { kind: 'done', value: [mila] });
    await apply(withGroup('director, office'));
    expect((await roles()).filter((one) => one.startsWith('mila'))).toEqual([
      'mila.waterlelie coach',
      'mila.waterlelie office',
    ]);
    expect(await shown(withGroup('director, office'))).toEqual([]);
  });

  it('follows an account to its new UPN', async () => {
    await apply(SAMPLE);
    const before = await row('noor.hazelaar@voorbeeld.example');
    const married = account('noor.berk@voorbeeld.example', before?.aad_object_id ?? '');
    here.directory.accounts.set('noor.berk@voorbeeld.example', married);
    await apply(sample(['noor.hazelaar@', 'noor.berk@']));
    expect((await row('noor.berk@voorbeeld.example'))?.id).toBe(before?.id);
    expect(await row('noor.hazelaar@voorbeeld.example')).toBeUndefined();
  });

  it('never gives a UPN that was handed on the case of who had it before', async () => {
    await apply(SAMPLE);
    const upn = 'noor.hazelaar@voorbeeld.example';
    const before = await row(upn);
    here.directory.accounts.set(upn, account(upn, '66666666-6666-4666-8666-999999999999'));
    await apply(`${SAMPLE}\n`);
    const after = await row(upn);
    expect(after?.id).not.toBe(before?.id);
    expect(
      await here.db
        .selectFrom('roles')
        .select('role')
        .where('person', '=', before?.id ?? ('' as never))
        .execute(),
    ).toEqual([]);
  });

  it('lets two accounts swap their UPNs', async () => {
    const [a, b] = ['noor.hazelaar@voorbeeld.example', 'bram.lijsterbes@voorbeeld.example'];
    await apply(SAMPLE);
    const [noor, bram] = [await row(a), await row(b)];
    here.directory.accounts.set(a, account(a, bram?.aad_object_id ?? ''));
    here.directory.accounts.set(b, account(b, noor?.aad_object_id ?? ''));
    await apply(`${SAMPLE}\n`);
    expect([(await row(a))?.id, (await row(b))?.id]).toEqual([bram?.id, noor?.id]);
  });

  it('that was applied before another is not applied again by a restart', async () => {
    const next = sample(['  sessions: 3', '  sessions: 4']);
    expect(await standingOf(here, SAMPLE)).toBe('new');
    await apply(SAMPLE);
    expect(await standingOf(here, SAMPLE)).toBe('current');
    await apply(next);
    expect(await standingOf(here, SAMPLE)).toBe('superseded');
  });

  it('is written whole or not at all', async () => {
    await apply(SAMPLE);
    const next = sample(['roles: [office]', 'roles: [office, contact]'], ['  sessions: 3', '  sessions: 4']);
    const answer = await resolveProgramme(here, wanted(next));
    if (answer.kind !== 'resolved') throw new Error(answer.kind);
    let ids = 0;
    const random = {
      ...here.random,
      uuid: () => {
        if (++ids > 6) throw new Error('the power went');
        return here.random.uuid();
      },
    };
    await expect(writeProgramme({ ...here, random }, answer.value)).rejects.toThrow('the power went');
    expect(await shown(SAMPLE)).toEqual([]);
  });

  describe('hourly', () => {
    const jo = account('jo@voorbeeld.example');
    const fay = account('fay@voorbeeld.example');
    beforeEach(async () => {
      here.directory.groups.set(GROUP, { kind: 'done', value: [jo] });
      await apply(withGroup());
    });

    it('takes from who left the group, and gives to who came', async () => {
      here.directory.groups.set(GROUP, { kind: 'done', value: [fay] });
      here.clock.at += HOUR - 1;
      expect(await refreshGroups(here)).toEqual([]);
      expect(await roles()).toContain('jo director');
      here.clock.at += 1;
      expect(await refreshGroups(here)).toEqual([]);
      expect(await roles()).not.toContain('jo director');
      expect(await roles()).toContain('fay director');
    });

    it('changes nothing when the group can not be read, says so, and tries again within minutes', async () => {
      here.clock.at += HOUR;
      for (const [answer, code] of [
        [{ kind: 'unknown', code: 'timeout' }, 'timeout'],
        [{ kind: 'done', value: null }, 'no-such-group'],
      ] as const) {
        here.directory.groups.set(GROUP, answer);
        expect(await refreshGroups(here)).toEqual([code]);
        expect(await grants.allRead(here.db)).toBe(false);
        expect(await roles()).toContain('jo director');
        here.clock.at += 5 * 60_000;
      }
      here.directory.groups.set(GROUP, { kind: 'done', value: [] });
      expect(await refreshGroups(here)).toEqual([]);
      expect(await grants.allRead(here.db)).toBe(true);
      expect(await roles()).not.toContain('jo director');
    });

    it('keeps the role that the file itself gives', async () => {
      const noor = account('noor.hazelaar@voorbeeld.example');
      here.directory.groups.set(GROUP, { kind: 'done', value: [noor] });
      here.clock.at += HOUR;
      await refreshGroups(here);
      here.directory.groups.set(GROUP, { kind: 'done', value: [] });
      here.clock.at += HOUR;
      await refreshGroups(here);
      expect(await roles()).toContain('noor.hazelaar director');
    });

    it('keeps the language that somebody of the group chose', async () => {
      await here.db.updateTable('people').set({ language: 'en' }).where('upn', '=', jo.upn).execute();
      here.clock.at += HOUR;
      await refreshGroups(here);
      expect((await row(jo.upn))?.language).toBe('en');
    });

    it('is done by one process', async () => {
      let asked = 0;
      const directory = {
        ...town(),
        members: async () => ({ kind: 'done', value: asked++ < 0 ? null : [jo] }) as const,
      };
      here.clock.at += HOUR;
      await Promise.all([refreshGroups({ ...here, directory }), refreshGroups({ ...here, directory })]);
      expect(asked).toBe(1);
    });

    it('stops for a group that no longer stands in the programme', async () => {
      await apply(SAMPLE);
      expect(await roles()).not.toContain('jo director');
      here.clock.at += HOUR;
      await refreshGroups(here);
      expect(await roles()).not.toContain('jo director');
    });
  });
});
