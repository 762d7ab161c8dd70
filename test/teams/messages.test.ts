import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, message } from './support/activities.ts';
import { type Edge, startEdge } from './support/edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.stop());

describe('a malformed body', () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  it.each([
    ['broken JSON', '{"type":"message"', 'the body is not JSON'],
    ['nothing', '', 'the body is not JSON'],
    ['an array', '[{"type":"message"}]', 'the body is not a JSON object'],
    ['a string', '"message"', 'the body is not a JSON object'],
    ['nesting of 33', nested(33), 'the body nests deeper than 32'],
    ['nesting of 30,000', nested(30_000), 'the body nests deeper than 32'],
    ['arrays that nest', `{"a":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, 'the body nests deeper than 32'],
    [
      '__proto__',
      '{"type":"message","value":{"__proto__":{"x":1}}}',
      'the body has a key that is not allowed',
    ],
    [
      'constructor',
      '{"type":"message","value":[{"constructor":1}]}',
      'the body has a key that is not allowed',
    ],
    ['prototype', '{"type":"message","prototype":1}', 'the body has a key that is not allowed'],
    ['no type', '{"text":"help"}', 'the body is not an activity'],
    ['a number as type', '{"type":7}', 'the body is not an activity'],
    ['an odd type', '{"type":"../message"}', 'the body is not an activity'],
    ['an odd conversation', '{"type":"message","conversation":"a"}', 'the body is not an activity'],
  ])('%s gets 400, in words and without a stack', async (_, body, error) => {
    const answer = await edge.post(body);
    expect(answer).toMatchObject({ status: 400, body: { error } });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(edge.heard).toHaveLength(0);
  });

  it('in bytes that are no text gets 400', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    expect((await fetch(edge.url, { method: 'POST', headers, body })).status).toBe(400);
  });

  it('that does not say it is JSON gets 415: a web page can not send one without asking', async () => {
    const response = await fetch(edge.url, { method: 'POST', body: JSON.stringify(message('help')) });
    expect(response.status).toBe(415);
  });

  it.each([
    ['of 300 kB', 300_000],
    ['of 201 kB', 201_000],
  ])('%s gets 413', async (_, bytes) => {
    expect((await edge.post(local(message('x'.repeat(bytes))))).status).toBe(413);
  });

  it('of just under the limit is read', async () => {
    expect((await edge.post(local(message('x'.repeat(198_000))))).status).toBe(200);
  });

  it.each([
    ['of 300 kB that says so', { 'content-length': '300000' }, 1_000],
    ['that turns out too long', { 'transfer-encoding': 'chunked' }, 210_000],
  ])('%s is refused in 200 ms, before it has all come', async (_, length, sent) => {
    const { status, ms } = await trickle(edge.url, length, sent);
    expect(status).toBe(413);
    expect(ms).toBeLessThan(200);
  });
});

describe('an activity that is not for local mode', () => {
  it.each([
    ['a service URL that is not on loopback', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }],
    ['no service URL', { serviceUrl: undefined }],
    ['another tenant', { channelData: { tenant: { id: '99999999-9999-4999-8999-999999999999' } } }],
  ])('%s gets 403', async (_, fields) => {
    const before = edge.heard.length;
    expect((await edge.post({ ...local(message('help')), ...fields })).status).toBe(403);
    expect(edge.heard).toHaveLength(before);
  });
});

/** Sends the beginning and never the rest. */
function trickle(
  url: string,
  length: Record<string, string>,
  sent: number,
): Promise<{ status: number; ms: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const headers = { 'content-type': 'application/json', ...length };
    const req = request(url, { method: 'POST', headers }, (res) => {
      resolve({ status: res.statusCode ?? 0, ms: performance.now() - started });
      req.destroy();
    });
    req.on('error', reject);
    req.write('x'.repeat(sent));
  });
}
