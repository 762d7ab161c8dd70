import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCredential, type GraphCredential } from '../../../graph/credential.ts';
import { fakeGraph, graphError, type Seen } from './support/fake-graph.ts';
import { type Issuer, startIssuer } from './support/issuer.ts';
import { between, graphAt, MAILBOX, schedulesBody } from './support/situation.ts';

const HERE = '11111111-1111-4111-8111-111111111111';
const THERE = '33333333-3333-4333-8333-333333333333';
const CLIENT = '22222222-2222-4222-8222-222222222222';
const WEEK = between('2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z');
const ASKED = { from: WEEK.start, to: WEEK.end, timeoutMs: 2_000 };

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

/** The same application, wherever it asks for a token. */
function credentialOf(tenant: string): GraphCredential {
  const how = { kind: 'secret', tenant, client: CLIENT, secret: 'not-a-real-one' } as const;
  const { authorityHost } = issuer;
  const settings = { how, authorityHost, disableInstanceDiscovery: true, timeoutMs: 5_000 };
  return createCredential(settings, { now: () => Date.now() });
}

function calendarAt(
  origin: string,
  otherTenant = credentialOf as (tenant: string) => GraphCredential | null,
) {
  return graphAt(origin, { credential: credentialOf(HERE), otherTenant }).calendar;
}

const fine = (seen: Seen) => ({ status: 200, body: schedulesBody(seen.body) });
const crowd = (size: number) => Array.from({ length: size }, (_, n) => `p${n}@elders.example`);

test('a mailbox of another tenant is asked there, with a token of that tenant, kept for the next time', async () => {
  const before = issuer.tenants.length;
  const fake = await fakeGraph(fine);
  const calendar = calendarAt(fake.origin);
  for (const _ of [1, 2]) {
    await calendar.freeBusy({ ...ASKED, addresses: ['sanne@voorbeeld.example'] });
    const there = await calendar.freeBusy({ ...ASKED, addresses: ['Tygo@elders.example'], tenant: THERE });
    expect(there).toEqual({ kind: 'done', value: new Map([['tygo@elders.example', []]]) });
  }
  expect(issuer.tenants.slice(before)).toEqual([HERE, THERE]);
  const asked = fake.seen.map(({ path, headers }) => [path, headers.authorization]);
  const [here, there] = [before + 1, before + 2].map((n) => `Bearer token-${n}`);
  expect(asked.slice(0, 2)).toEqual([
    [`/users/${MAILBOX}/calendar/getSchedule`, here],
    ['/users/tygo@elders.example/calendar/getSchedule', there],
  ]);
  expect(asked.slice(2)).toEqual(asked.slice(0, 2));
});

test('twenty mailboxes a call, each call through one of those it asks about', async () => {
  const fake = await fakeGraph(fine);
  const answer = await calendarAt(fake.origin).freeBusy({ ...ASKED, addresses: crowd(21), tenant: THERE });
  expect(answer.kind).toBe('done');
  expect(fake.seen.map(({ path }) => path).sort()).toEqual([
    '/users/p0@elders.example/calendar/getSchedule',
    '/users/p20@elders.example/calendar/getSchedule',
  ]);
});

test('when Graph knows the first mailbox no more, the next is asked through', async () => {
  const fake = await fakeGraph((seen) =>
    seen.path.startsWith('/users/p0@') ? graphError(404, 'ErrorInvalidUser') : fine(seen),
  );
  const answer = await calendarAt(fake.origin).freeBusy({ ...ASKED, addresses: crowd(2), tenant: THERE });
  expect(answer).toMatchObject({ kind: 'done' });
  expect(fake.seen).toHaveLength(2);
});

test('a tenant that did not consent is a refusal, and nothing is sent', async () => {
  const fake = await fakeGraph(fine);
  issuer.script(() => ({
    status: 400,
    body: { error: 'unauthorized_client', error_description: 'AADSTS700016: not found in the directory' },
  }));
  const answer = await calendarAt(fake.origin).freeBusy({ ...ASKED, addresses: crowd(1), tenant: THERE });
  issuer.script(null);
  expect(answer).toEqual({ kind: 'refused', code: 'AADSTS700016' });
  expect(fake.seen).toHaveLength(0);
});

test('the identity of a host has no token elsewhere', async () => {
  const fake = await fakeGraph(fine);
  const calendar = calendarAt(fake.origin, () => null);
  const answer = await calendar.freeBusy({ ...ASKED, addresses: crowd(1), tenant: THERE });
  expect(answer).toEqual({ kind: 'refused', code: 'no-consent-here' });
  expect(fake.seen).toHaveLength(0);
});
