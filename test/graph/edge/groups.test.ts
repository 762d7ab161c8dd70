import { expect, onTestFinished, test } from 'vitest';
import { type LocalOutlook, startLocalOutlook } from '../../../graph/local/outlook.ts';
import type { OutlookPerson } from '../../../graph/local/types.ts';
import { fakeGraph, graphError, type Reply } from './support/fake-graph.ts';
import { graphAt, ZONE } from './support/situation.ts';

const GROUP = 'bbbbbbbb-0000-4000-8000-000000000001';
const INNER = 'bbbbbbbb-0000-4000-8000-000000000002';
const MAIL = "directeuren.'t.hof@voorbeeld.example";

const people = Array.from({ length: 25 }, (_, i) => person(i + 1));

function person(number: number): OutlookPerson {
  const upn = `p${number}@voorbeeld.example`;
  const id = `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id, upn, mail: upn, name: `Persoon ${number}`, phone: null, zone: ZONE, tenantMember: true };
}

async function outlook(): Promise<LocalOutlook> {
  const inner = {
    id: INNER,
    mail: null,
    name: 'binnen',
    members: [...people.slice(10).map(({ upn }) => upn), GROUP],
  };
  const members = [...people.slice(0, 12).map(({ id }) => id), INNER];
  const started = await startLocalOutlook({
    port: 0,
    host: '127.0.0.1',
    file: null,
    people,
    groups: [{ id: GROUP, mail: MAIL, name: 'directeuren', members }, inner],
    now: () => Date.parse('2026-11-20T09:00:00Z'),
  });
  onTestFinished(() => started.close());
  return started;
}

const membersOf = async (answer: ReturnType<ReturnType<typeof graphAt>['directory']['members']>) => {
  const read = await answer;
  return read.kind === 'done' ? (read.value?.map(({ upn }) => upn) ?? null) : read.code;
};

test.each([GROUP, GROUP.toUpperCase(), MAIL, MAIL.toUpperCase()])(
  'everybody in the group %s is read once, also through groups in it',
  async (group) => {
    const { directory } = graphAt((await outlook()).url);
    expect(await membersOf(directory.members(group))).toEqual(people.map(({ upn }) => upn));
  },
);

test.each(['bbbbbbbb-0000-4000-8000-000000000009', 'niemand@voorbeeld.example'])(
  'the group %s is not there',
  async (group) => {
    const { directory } = graphAt((await outlook()).url);
    expect(await directory.members(group)).toEqual({ kind: 'done', value: null });
  },
);

const page = (numbers: readonly number[], next?: string): Reply => ({
  status: 200,
  body: {
    value: numbers.map((n) => ({ id: person(n).id, userPrincipalName: person(n).upn })),
    ...(next === undefined ? {} : { '@odata.nextLink': next }),
  },
});

test('pages are followed to the last, each as an advanced query that asks for little', async () => {
  const fake = await fakeGraph((_seen, n) =>
    n === 1
      ? page([1, 2], `${origin()}/v1.0/groups/${GROUP}/transitiveMembers/microsoft.graph.user?$skiptoken=x`)
      : page([2, 3]),
  );
  const origin = () => fake.origin;
  const read = await membersOf(graphAt(fake.origin).directory.members(GROUP));
  expect(read).toEqual([1, 2, 3].map((n) => person(n).upn));
  expect(fake.seen.map(({ path, headers }) => [path, headers.consistencylevel])).toEqual(
    Array(2).fill([`/groups/${GROUP}/transitiveMembers/microsoft.graph.user`, 'eventual']),
  );
  expect(fake.seen[0]?.query.get('$count')).toBe('true');
  expect(fake.seen[0]?.query.get('$select')).toBe(
    'id,displayName,mail,userPrincipalName,mobilePhone,businessPhones',
  );
});

test.each<[string, Reply]>([
  ['breaks off', { reset: 'halfway' }],
  ['is refused', graphError(403, 'Authorization_RequestDenied')],
  ['is no list', { status: 200, body: { value: 'nobody' } }],
  ['is gone', graphError(404, 'Request_ResourceNotFound')],
])('half a group is no group: a second page that %s', async (_what, second) => {
  const fake = await fakeGraph((_seen, n) =>
    n === 1
      ? page([1], `${origin()}/v1.0/groups/${GROUP}/transitiveMembers/microsoft.graph.user?$skiptoken=x`)
      : second,
  );
  const origin = () => fake.origin;
  const read = await graphAt(fake.origin).directory.members(GROUP);
  expect(read.kind).not.toBe('done');
});

test('a next page somewhere else is not asked for', async () => {
  const fake = await fakeGraph(() => page([1], 'https://graph.voorbeeld.example/v1.0/groups/x'));
  expect(await graphAt(fake.origin).directory.members(GROUP)).toEqual({
    kind: 'refused',
    code: 'foreign-link',
  });
  expect(fake.seen).toHaveLength(1);
});

test('pages without end are given up', async () => {
  const fake = await fakeGraph((_seen, n) =>
    page([n], `${origin()}/v1.0/groups/${GROUP}/transitiveMembers/microsoft.graph.user?$skiptoken=${n}`),
  );
  const origin = () => fake.origin;
  expect(await graphAt(fake.origin).directory.members(GROUP)).toEqual({
    kind: 'refused',
    code: 'group-too-large',
  });
});

test('an address that two groups have is nobody’s choice', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: { value: [{ id: GROUP }, { id: INNER }] } }));
  expect(await graphAt(fake.origin).directory.members(MAIL)).toEqual({
    kind: 'refused',
    code: 'ambiguous-group',
  });
  expect(fake.seen[0]?.query.get('$filter')).toBe("mail eq 'directeuren.''t.hof@voorbeeld.example'");
});

test('local Outlook refuses the members by type unless it is an advanced query, as Graph does', async () => {
  const { url } = await outlook();
  const ask = (query: string, headers = {}) =>
    fetch(`${url}/v1.0/groups/${GROUP}/transitiveMembers/microsoft.graph.user${query}`, {
      headers: { authorization: 'Bearer any', ...headers },
    });
  expect((await ask('?$count=true')).status).toBe(400);
  expect((await ask('', { ConsistencyLevel: 'eventual' })).status).toBe(400);
  expect((await ask('?$count=true', { ConsistencyLevel: 'eventual' })).status).toBe(200);
});
