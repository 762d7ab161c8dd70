import { expect, test } from 'vitest';
import { type FakeGraph, fakeGraph, graphError } from './support/fake-graph.ts';
import { between, graphAt, MAILBOX } from './support/situation.ts';

const WINDOW = between('2026-11-01T00:00:00Z', '2027-11-01T00:00:00Z');
const DELTA = `/users/${MAILBOX}/calendarView/delta`;

const at = (fake: Pick<FakeGraph, 'origin'>, token: string) => `${fake.origin}/v1.0${DELTA}?${token}`;

test('a first look reads every page and says that it is whole', async () => {
  const fake = await fakeGraph((seen) =>
    seen.query.get('$skiptoken') === null
      ? {
          status: 200,
          body: {
            value: [{ id: 'a', '@odata.etag': 'W/"1"' }, { id: 'b' }],
            '@odata.nextLink': at(fake, '$skiptoken=2'),
          },
        }
      : {
          status: 200,
          body: {
            value: [{ id: 'b', '@removed': { reason: 'deleted' } }],
            '@odata.deltaLink': at(fake, '$deltatoken=3'),
          },
        },
  );
  const looked = await graphAt(fake.origin).calendar.changes({ link: null, window: WINDOW });
  expect(looked).toEqual({
    kind: 'done',
    value: {
      whole: true,
      changed: [
        { id: 'a', gone: false, etag: 'W/"1"' },
        { id: 'b', gone: true, etag: null },
      ],
      next: at(fake, '$deltatoken=3'),
    },
  });
  expect(fake.seen[0]?.query.get('startDateTime')).toBe('2026-11-01T00:00:00Z');
  expect(fake.seen[0]?.headers.prefer).toContain('odata.maxpagesize=');
});

test('a quiet look from a link is one call', async () => {
  const fake = await fakeGraph(() => ({
    status: 200,
    body: { value: [], '@odata.deltaLink': at(fake, '$deltatoken=4') },
  }));
  const looked = await graphAt(fake.origin).calendar.changes({
    link: at(fake, '$deltatoken=3'),
    window: WINDOW,
  });
  expect(looked).toEqual({
    kind: 'done',
    value: { whole: false, changed: [], next: at(fake, '$deltatoken=4') },
  });
  expect(fake.seen).toHaveLength(1);
});

test.each([
  [410, 'SyncStateNotFound'],
  [410, 'resyncRequired'],
  [400, 'SyncStateNotFound'],
  [410, 'Gone'],
])('a link that is too old (%i %s) starts again with the whole window', async (status, code) => {
  const fake = await fakeGraph((seen) =>
    seen.query.get('$deltatoken') === 'old'
      ? graphError(status, code)
      : { status: 200, body: { value: [{ id: 'a' }], '@odata.deltaLink': at(fake, '$deltatoken=new') } },
  );
  const looked = await graphAt(fake.origin).calendar.changes({
    link: at(fake, '$deltatoken=old'),
    window: WINDOW,
  });
  expect(looked).toMatchObject({ kind: 'done', value: { whole: true, changed: [{ id: 'a', gone: false }] } });
});

test.each([
  [410, 'SyncStateNotFound'],
  [400, 'ErrorInvalidSyncStateData'],
])('a later page that is too old (%i %s) starts again with the whole window', async (status, code) => {
  const fake = await fakeGraph((seen) => {
    if (seen.query.get('$skiptoken') === '2') return graphError(status, code);
    if (seen.query.get('$deltatoken') !== 'old')
      return { status: 200, body: { value: [{ id: 'b' }], '@odata.deltaLink': at(fake, '$deltatoken=new') } };
    return { status: 200, body: { value: [{ id: 'a' }], '@odata.nextLink': at(fake, '$skiptoken=2') } };
  });
  const looked = await graphAt(fake.origin).calendar.changes({
    link: at(fake, '$deltatoken=old'),
    window: WINDOW,
  });
  expect(looked).toMatchObject({ kind: 'done', value: { whole: true, changed: [{ id: 'b', gone: false }] } });
});

test('a page that fails is no answer, and pages that never end are given up', async () => {
  const refusing = await fakeGraph((seen) =>
    seen.query.get('$skiptoken') === null
      ? { status: 200, body: { value: [{ id: 'a' }], '@odata.nextLink': at(refusing, '$skiptoken=2') } }
      : graphError(403, 'ErrorAccessDenied'),
  );
  expect(await graphAt(refusing.origin).calendar.changes({ link: null, window: WINDOW })).toMatchObject({
    kind: 'refused',
  });
  const endless = await fakeGraph(() => ({
    status: 200,
    body: { value: [], '@odata.nextLink': at(endless, '$skiptoken=2') },
  }));
  expect(await graphAt(endless.origin).calendar.changes({ link: null, window: WINDOW })).toMatchObject({
    kind: 'unknown',
    code: 'too-many-pages',
  });
});

test('a link to another server is refused unsent', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: {} }));
  const link = 'https://elders.example/v1.0/delta';
  expect(await graphAt(fake.origin).calendar.changes({ link, window: WINDOW })).toMatchObject({
    kind: 'refused',
    code: 'foreign-link',
  });
  expect(fake.seen).toHaveLength(0);
});
