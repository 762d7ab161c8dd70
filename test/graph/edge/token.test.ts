import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@microsoft/microsoft-graph-client';
import { expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../../bot/ports.ts';
import type { GraphCredential } from '../../../graph/credential.ts';
import { CallOptions, tokenLayer } from '../../../graph/middleware.ts';
import { recordTo } from '../../../graph/record.ts';
import { fakeGraph, graphError } from './support/fake-graph.ts';
import {
  BOOKING,
  createdBody,
  foundBody,
  graphAt,
  MAILBOX,
  schedulesBody,
  session,
  THURSDAY_NINE,
} from './support/situation.ts';

/** Gives `secret-1`, `secret-2`, …: a new one only when the last was rejected. */
function credential(): GraphCredential & { readonly asked: (string | null)[] } {
  const asked: (string | null)[] = [];
  let number = 1;
  return {
    asked,
    token: ({ rejected }) => {
      asked.push(rejected);
      if (rejected === `secret-${number}`) number += 1;
      return Promise.resolve({ kind: 'done', value: `secret-${number}` });
    },
  };
}

function failing(outcome: Outcome<string>): GraphCredential {
  return { token: () => Promise.resolve(outcome) };
}

const UNAUTHORIZED = graphError(401, 'InvalidAuthenticationToken', { 'www-authenticate': 'Bearer' });

test('a rejected token is replaced once and the create goes again', async () => {
  const mine = credential();
  const fake = await fakeGraph((seen, number) =>
    number === 1 ? UNAUTHORIZED : { status: 201, body: createdBody(seen.body) },
  );
  const made = await graphAt(fake.origin, { credential: mine }).calendar.create(session());
  expect(made.kind).toBe('done');
  expect(mine.asked).toEqual([null, 'secret-1']);
  expect(fake.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer secret-1',
    'Bearer secret-2',
  ]);
});

test('a second rejection is a refusal', async () => {
  const fake = await fakeGraph(() => UNAUTHORIZED);
  const made = await graphAt(fake.origin, { credential: credential() }).calendar.create(session());
  expect(made).toEqual({ kind: 'refused', code: 'InvalidAuthenticationToken' });
  expect(fake.seen).toHaveLength(2);
});

test.each<Outcome<string>>([
  { kind: 'refused', code: 'AADSTS7000215' },
  { kind: 'later', code: 'no-token', afterMs: 10_000 },
])('without a token nothing is sent: %j', async (outcome) => {
  const fake = await fakeGraph(() => ({ status: 500 }));
  const made = await graphAt(fake.origin, { credential: failing(outcome) }).calendar.create(session());
  expect(made).toEqual(outcome);
  expect(fake.seen).toHaveLength(0);
});

test('a token that does not come in time leaves nothing unknown', async () => {
  const fake = await fakeGraph(() => ({ status: 500 }));
  const never: GraphCredential = { token: () => new Promise(() => undefined) };
  const graph = graphAt(fake.origin, { credential: never, timeouts: { readMs: 100, writeMs: 100 } });
  expect(await graph.calendar.create(session())).toMatchObject({ kind: 'later', code: 'no-token-in-time' });
  expect(fake.seen).toHaveLength(0);
});

test('a link to another origin is not followed, and no token goes there', async () => {
  const foreign = await fakeGraph(() => ({ status: 200, body: { value: [] } }));
  const fake = await fakeGraph(() => ({
    status: 200,
    body: { value: [], '@odata.nextLink': `${foreign.origin}/v1.0/users/${MAILBOX}/events?$skiptoken=1` },
  }));
  const found = await graphAt(fake.origin, { credential: credential() }).calendar.find(BOOKING);
  expect(found).toEqual({ kind: 'refused', code: 'foreign-link' });
  expect(foreign.seen).toHaveLength(0);
});

test('a redirect to another origin is not followed', async () => {
  const foreign = await fakeGraph(() => ({ status: 200, body: { value: [] } }));
  const fake = await fakeGraph(() => ({ status: 307, headers: { location: foreign.origin }, text: '' }));
  const found = await graphAt(fake.origin, { credential: credential() }).calendar.find(BOOKING);
  expect(found).toEqual({ kind: 'refused', code: 'http-307' });
  expect(foreign.seen).toHaveLength(0);
});

test.each([
  'http://127.0.0.1:9/v1.0/users',
  'https://graph.microsoft.com.example/v1.0/users',
  'http://graph.microsoft.com/',
])('the token layer itself refuses %s before it asks for a token', async (request) => {
  const mine = credential();
  const options = new CallOptions({ repeat: true, timeoutMs: 1_000 });
  const control = { getMiddlewareOptions: () => options, setMiddlewareOptions: () => undefined };
  const context = { request, options: {}, middlewareControl: control } as unknown as Context;
  const layer = tokenLayer({ origin: 'https://graph.microsoft.com', credential: mine });
  layer.setNext?.({ execute: () => Promise.reject(new Error('sent')) });
  await expect(layer.execute(context)).rejects.toThrow('foreign-origin');
  expect(options.failure).toEqual({ kind: 'refused', code: 'foreign-origin' });
  expect(mine.asked).toHaveLength(0);
});

test.each(['http://graph.microsoft.com', 'https://graph.example', 'http://10.0.0.1:3980', 'ftp://localhost'])(
  'a base URL of %s is refused at the start',
  (baseUrl) => {
    expect(() => graphAt(baseUrl)).toThrow('neither');
  },
);

test('the recording holds every exchange and never the token', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'graph-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'deep', 'exchanges.jsonl');
  await useEverything(file);

  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('secret-');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ method, status }) => `${method} ${status}`)).toEqual([
    'POST 401',
    'POST 201',
    'POST 200',
    'GET 503',
    'GET 200',
    'GET 200',
    'GET 404',
    'POST 202',
    'DELETE 204',
  ]);
  expect(lines[1]).toMatchObject({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\.0\/users\//),
    requestHeaders: { authorization: 'Bearer (removed)', 'content-type': 'application/json' },
    requestBody: { transactionId: BOOKING },
    responseHeaders: { 'content-type': 'application/json' },
    responseBody: { iCalUId: expect.any(String) },
  });
  expect(lines.at(-1)).toMatchObject({ requestBody: null, responseBody: null });
});

async function useEverything(file: string): Promise<void> {
  const fake = await fakeGraph((seen, number) => {
    if (number === 1) return UNAUTHORIZED;
    if (number === 4) return graphError(503, 'ServiceUnavailable');
    if (seen.method === 'DELETE') return { status: 204 };
    if (seen.path.endsWith('/getSchedule')) return { status: 200, body: schedulesBody(seen.body) };
    if (seen.path.endsWith('/sendMail')) return { status: 202 };
    if (seen.path.includes('nobody')) return graphError(404, 'Request_ResourceNotFound');
    if (seen.path.endsWith('/events') && seen.method === 'GET')
      return { status: 200, body: { value: [foundBody()] } };
    if (seen.method === 'GET') return { status: 200, body: PERSON };
    return { status: 201, body: createdBody(seen.body) };
  });
  const graph = graphAt(fake.origin, { credential: credential(), record: recordTo(file) });
  await graph.calendar.create(session());
  await graph.calendar.freeBusy({
    addresses: [PERSON.userPrincipalName],
    from: THURSDAY_NINE.start,
    to: THURSDAY_NINE.end,
    timeoutMs: 1_000,
  });
  await graph.calendar.find(BOOKING);
  await graph.directory.byUpn(PERSON.userPrincipalName);
  await graph.directory.byUpn('nobody#EXT#@voorbeeld.example');
  await graph.mail.send({ to: PERSON.userPrincipalName, subject: 'Een bericht', text: 'Open de link.' });
  await graph.calendar.remove('AAkALg/event+1=');
}

const PERSON = {
  id: 'aaaaaaaa-0000-4000-8000-000000000001',
  displayName: 'Sanne de Wit',
  userPrincipalName: 'sanne@voorbeeld.example',
  mail: null,
};
