import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import { book, type Graph, graphOf, type Json, outlook, programme, session } from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
beforeAll(async () => {
  server = await outlook();
  graph = graphOf(server, 'batch');
  loose = graphOf(server);
});
afterAll(() => server.close());

const JSON_BODY = { 'Content-Type': 'application/json' };
const get = (id: string, url: string, change: Json = {}) => ({ id, method: 'GET', url, ...change });
const post = (id: string, change: Json = {}) => ({
  ...{ id, method: 'POST', url: `/users/${programme.upn}/events`, headers: JSON_BODY, body: session() },
  ...change,
});
async function batch(of: Graph, requests: readonly unknown[]) {
  const answer = await of('POST', '/$batch', { body: { requests } });
  const responses = (answer.body.responses ?? []) as { id: string; status: number; body?: Json }[];
  return { answer, status: Object.fromEntries(responses.map(({ id, status }) => [id, status])), responses };
}

test('each request is answered for itself, with its own headers', async () => {
  await book(graph);
  const prefer = { headers: { Prefer: 'outlook.timezone="Europe/Amsterdam"' } };
  const { status, responses } = await batch(graph, [
    post('maken'),
    get('zien', `/users/${programme.upn}/events?$top=1`, prefer),
    get('niemand', '/users/niemand@voorbeeld.example'),
  ]);
  expect(status).toEqual({ maken: 201, zien: 200, niemand: 404 });
  expect(JSON.stringify(responses.find(({ id }) => id === 'zien'))).toContain('Europe/Amsterdam');
});

test('a request whose predecessor failed is not carried out and answers 424', async () => {
  server.requests.reset();
  const { status } = await batch(graph, [
    get('1', '/users/niemand@voorbeeld.example'),
    post('2', { dependsOn: ['1'] }),
    get('3', `/users/${programme.upn}`, { dependsOn: ['2'] }),
    get('4', `/users/${programme.upn}`),
  ]);
  expect(status).toEqual({ 1: 404, 2: 424, 3: 424, 4: 200 });
  expect(server.requests.all()['POST /users/{id}/events']).toBeUndefined();
});

test('throttling hits one request inside, and not the batch', async () => {
  server.faults.add({ path: '/events', times: 1, kind: { status: 429, code: 'ApplicationThrottled' } });
  const { answer, status } = await batch(graph, [post('1'), get('2', `/users/${programme.upn}`)]);
  expect(answer.status).toBe(200);
  expect(status).toEqual({ 1: 429, 2: 200 });
});

test.each([
  ['more than 20 requests', Array.from({ length: 21 }, (_, n) => get(String(n), '/users'))],
  ['equal ids', [get('a', '/users'), get('A', '/users')]],
  ['an unknown predecessor', [get('1', '/users', { dependsOn: ['9'] })]],
  ['a batch in a batch', [{ id: '1', method: 'POST', url: '/$batch', headers: JSON_BODY, body: {} }]],
  ['an address with the version', [get('1', '/v1.0/users')]],
  ['no requests', []],
])('%s: nothing is carried out', async (_, requests) => {
  expect((await batch(loose, requests)).answer.status).toBe(400);
});
