import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LocalOutlook, startLocalOutlook } from '../../../graph/local/outlook.ts';
import type { OutlookPerson } from '../../../graph/local/types.ts';
import { recordTo } from '../../../graph/record.ts';
import { BOOKING, between, graphAt, MAILBOX, session, THURSDAY_NINE, ZONE } from './support/situation.ts';

const SANNE = person(1, 'sanne@voorbeeld.example', 'Sanne de Wit');

function person(number: number, upn: string, name: string): OutlookPerson {
  const id = `aaaaaaaa-0000-4000-8000-00000000000${number}`;
  return { id, upn, mail: upn, name, phone: '+31 6 00000001', zone: ZONE, tenantMember: true };
}

async function outlook(): Promise<LocalOutlook> {
  const started = await startLocalOutlook({
    port: 0,
    host: '127.0.0.1',
    file: null,
    people: [SANNE, person(2, MAILBOX, 'Planning')],
    now: () => Date.parse('2026-11-20T09:00:00Z'),
  });
  onTestFinished(() => started.close());
  return started;
}

function connect(to: LocalOutlook) {
  const folder = mkdtempSync(join(tmpdir(), 'graph-local-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return graphAt(to.url, { record: recordTo(join(folder, 'exchanges.jsonl')) });
}

test.each(['same', 'conflict'] as const)('one event, however often it is created (%s)', async (replay) => {
  const local = await outlook();
  local.behave({ replay });
  const { calendar } = connect(local);
  expect(await calendar.find(BOOKING)).toEqual({ kind: 'done', value: null });
  const made = await calendar.create(session());
  expect(made).toMatchObject({ kind: 'done', value: { when: THURSDAY_NINE } });
  expect(await calendar.create(session())).toEqual(made);
  expect(await calendar.find(BOOKING)).toEqual(made);
  expect(local.week(MAILBOX, '2026-11-23')).toHaveLength(1);
});

test('a create that broke off after it was done is found', async () => {
  const local = await outlook();
  const { calendar } = connect(local);
  local.faults.add({ method: 'POST', path: '/events', times: 1, kind: { reset: 'after' } });
  expect(await calendar.create(session())).toMatchObject({ kind: 'unknown' });
  expect(await calendar.find(BOOKING)).toMatchObject({ kind: 'done', value: { when: THURSDAY_NINE } });
});

test.each([
  between('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'),
  between('2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'),
  between('2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z'),
])('a session across a summer-time change comes back at the same moment', async (when) => {
  const { calendar } = connect(await outlook());
  expect(await calendar.create(session({ when }))).toMatchObject({ kind: 'done', value: { when } });
  const asked = { from: when.start - 86_400_000, to: when.end + 86_400_000, timeoutMs: 2_000 };
  const busy = await calendar.freeBusy({ addresses: [MAILBOX], ...asked });
  expect(busy).toEqual({ kind: 'done', value: new Map([[MAILBOX, [when]]]) });
});

test('an event that is removed is not found, and may be removed again', async () => {
  const { calendar } = connect(await outlook());
  const made = await calendar.create(session());
  if (made.kind !== 'done') throw new Error(made.code);
  expect((await calendar.remove(made.value.id)).kind).toBe('done');
  expect((await calendar.remove(made.value.id)).kind).toBe('done');
  expect(await calendar.find(BOOKING)).toEqual({ kind: 'done', value: null });
});

test('whom Outlook does not know is unknown, whom it knows is busy when busy', async () => {
  const local = await outlook();
  local.addBusy({ upn: SANNE.upn, ...THURSDAY_NINE });
  const answer = await connect(local).calendar.freeBusy({
    addresses: [SANNE.mail, 'ruben@klaarwater.example'],
    from: THURSDAY_NINE.start - 3_600_000,
    to: THURSDAY_NINE.end + 3_600_000,
    timeoutMs: 2_000,
  });
  expect(answer).toEqual({
    kind: 'done',
    value: new Map<string, unknown>([
      [SANNE.mail, [THURSDAY_NINE]],
      ['ruben@klaarwater.example', 'unknown'],
    ]),
  });
});

test('people are read and mail arrives', async () => {
  const local = await outlook();
  const { directory, mail } = connect(local);
  expect(await directory.byUpn(SANNE.upn)).toMatchObject({
    kind: 'done',
    value: { aadObjectId: SANNE.id, name: SANNE.name, phone: SANNE.phone },
  });
  expect(await directory.byUpn('nobody@voorbeeld.example')).toEqual({ kind: 'done', value: null });
  expect((await mail.send({ to: SANNE.mail, subject: 'Een bericht', text: 'Open de link.' })).kind).toBe(
    'done',
  );
  expect(local.mailbox(SANNE.upn)).toMatchObject([{ subject: 'Een bericht', text: 'Open de link.' }]);
  expect(local.mailbox(MAILBOX)).toEqual([]);
});
