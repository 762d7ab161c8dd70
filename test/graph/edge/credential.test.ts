import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type CredentialSettings, createCredential } from '../../../graph/credential.ts';
import { type Issuer, startIssuer, tokenBody } from './support/issuer.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
const CLIENT = '22222222-2222-4222-8222-222222222222';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => issuer.script(null));

const SECRET = { kind: 'secret', tenant: TENANT, client: CLIENT, secret: 'not-a-real-one' } as const;

function credential(changed: Partial<CredentialSettings> = {}, clock = { now: () => Date.now() }) {
  const settings = {
    how: SECRET,
    authorityHost: issuer.authorityHost,
    disableInstanceDiscovery: true,
    timeoutMs: 5_000,
  };
  return createCredential({ ...settings, ...changed }, clock);
}

function lastForm() {
  return issuer.forms.at(-1) ?? new URLSearchParams();
}

function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'graph-credential-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'file');
  writeFileSync(path, text);
  return path;
}

test('a secret buys a token for Graph, whatever the Graph of the test is', async () => {
  const token = await credential().token({ rejected: null });
  expect(token).toEqual({ kind: 'done', value: `token-${issuer.forms.length}` });
  expect(lastForm().get('scope')).toContain('https://graph.microsoft.com/.default');
  expect(lastForm().get('client_id')).toBe(CLIENT);
  expect(lastForm().get('client_secret')).toBe('not-a-real-one');
});

test('a certificate signs for a token', async () => {
  const certificatePath = file(issuer.pem);
  const how = { kind: 'certificate', tenant: TENANT, client: CLIENT, certificatePath } as const;
  expect((await credential({ how }).token({ rejected: null })).kind).toBe('done');
  expect(lastForm().get('client_assertion')?.split('.')).toHaveLength(3);
  expect(lastForm().has('client_secret')).toBe(false);
});

test('a federated token is read from its file each time', async () => {
  const tokenFilePath = file('first.federated.token\n');
  const how = { kind: 'federated', tenant: TENANT, client: CLIENT, tokenFilePath } as const;
  const mine = credential({ how });
  const first = await mine.token({ rejected: null });
  expect(lastForm().get('client_assertion')).toBe('first.federated.token');
  writeFileSync(tokenFilePath, 'second.federated.token\n');
  await mine.token({ rejected: first.kind === 'done' ? first.value : '' });
  expect(lastForm().get('client_assertion')).toBe('second.federated.token');
});

test('a token is kept, and callers at the same time share one request', async () => {
  const before = issuer.forms.length;
  const mine = credential();
  const tokens = await Promise.all([1, 2, 3].map(() => mine.token({ rejected: null })));
  await mine.token({ rejected: null });
  expect(issuer.forms.length - before).toBe(1);
  expect(new Set(tokens.map((token) => JSON.stringify(token))).size).toBe(1);
});

test('a rejected token is not given again', async () => {
  const mine = credential();
  const first = await mine.token({ rejected: null });
  if (first.kind !== 'done') throw new Error(first.code);
  const second = await mine.token({ rejected: first.value });
  expect(second.kind).toBe('done');
  expect(second).not.toEqual(first);
  // Another caller that was rejected with the old one gets the new one without a request.
  const before = issuer.forms.length;
  expect(await mine.token({ rejected: first.value })).toEqual(second);
  expect(issuer.forms.length).toBe(before);
});

test('a token is kept until five minutes before its end', async () => {
  let now = Date.now();
  const mine = credential({}, { now: () => now });
  await mine.token({ rejected: null });
  const before = issuer.forms.length;
  now += 54 * 60_000;
  await mine.token({ rejected: null });
  expect(issuer.forms.length).toBe(before);
});

test('a token that ends within five minutes is asked anew', async () => {
  issuer.script(() => ({ status: 200, body: tokenBody(issuer.forms.length, 240) }));
  const mine = credential();
  const first = await mine.token({ rejected: null });
  expect(await mine.token({ rejected: null })).not.toEqual(first);
});

test('the issuer’s no is a refusal with its code, and tells nothing else', async () => {
  issuer.script(() => ({
    status: 401,
    body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret. Trace ID: x' },
  }));
  expect(await credential().token({ rejected: null })).toEqual({ kind: 'refused', code: 'AADSTS7000215' });
});

test('an issuer that is out of order is a matter of later', async () => {
  issuer.script(() => ({ status: 503, body: { error: 'temporarily_unavailable' } }));
  const answer = await credential({ timeoutMs: 1_500 }).token({ rejected: null });
  expect(answer.kind).toBe('later');
});

test('an issuer that does not answer in time is a matter of later, and the next ask tries again', async () => {
  issuer.script(() => ({ status: 200, body: {}, afterMs: 1_000 }));
  const mine = credential({ timeoutMs: 100 });
  const late = { kind: 'later', code: 'no-token-in-time', afterMs: 10_000 };
  expect(await mine.token({ rejected: null })).toEqual(late);
  issuer.script(null);
  const before = issuer.forms.length;
  await mine.token({ rejected: null });
  await expect.poll(() => issuer.forms.length).toBeGreaterThan(before);
});

test('a federated token file that is missing is a matter of later', async () => {
  const how = {
    kind: 'federated',
    tenant: TENANT,
    client: CLIENT,
    tokenFilePath: '/does/not/exist',
  } as const;
  expect((await credential({ how }).token({ rejected: null })).kind).toBe('later');
});

test('an authority without https is refused at the start', () => {
  expect(() => credential({ authorityHost: 'http://localhost:1' })).toThrow('https');
});
