import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import {
  coach,
  codeOf,
  director,
  type Graph,
  graphOf,
  guest,
  listOf,
  outlook,
  programme,
} from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
beforeAll(async () => {
  server = await outlook({ people: [programme, { ...director, phone: '+31 6 00000000' }, coach, guest] });
  graph = graphOf(server, 'people-and-mail');
  loose = graphOf(server);
});
afterAll(() => server.close());

const to = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const message = (change = {}) => ({
  subject: 'Bericht',
  body: { contentType: 'text', content: 'Er is nieuws <hier> & daar.' },
  toRecipients: to(director.mail),
  ...change,
});
const send = (body: unknown, via = graph) => via('POST', `/users/${programme.upn}/sendMail`, { body });

describe('a person', () => {
  test('is found by object id and by user principal name in any case', async () => {
    const byId = await graph('GET', `/users/${director.id}`);
    const byName = await graph('GET', `/users/${director.upn.toUpperCase()}`);
    expect(byId.body).toEqual(byName.body);
    expect(byId.body).toMatchObject({
      id: director.id,
      displayName: director.name,
      mail: director.mail,
      userPrincipalName: director.upn,
      mobilePhone: '+31 6 00000000',
    });
  });

  test('shows only what $select names', async () => {
    const found = await graph('GET', `/users/${director.upn}?$select=displayName`);
    expect(Object.keys(found.body)).toEqual(['@odata.context', 'id', 'displayName']);
  });

  test.each(['mail', 'userPrincipalName'])('is found in the list by %s', async (name) => {
    const filter = encodeURIComponent(`${name} eq '${director.mail}'`);
    const found = await graph('GET', `/users?$filter=${filter}`);
    expect(listOf(found).map((person) => person.id)).toEqual([director.id]);
  });

  test('outside the tenant is not there', async () => {
    const answer = await graph('GET', `/users/${guest.upn}`);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'Request_ResourceNotFound']);
    expect(listOf(await graph('GET', '/users'))).toHaveLength(3);
  });
});

describe('a mail', () => {
  test('answers an empty 202 and arrives at each address once', async () => {
    const mail = message({ ccRecipients: to(guest.mail), bccRecipients: to(director.mail) });
    const answer = await send({ message: mail, saveToSentItems: false });
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([202, '', null]);
    for (const who of [director, guest]) {
      expect(server.mailbox(who.upn)).toHaveLength(1);
      expect(server.mailbox(who.upn)[0]).toMatchObject({
        kind: 'mail',
        folder: 'inbox',
        from: { address: programme.mail },
        text: 'Er is nieuws <hier> & daar.',
      });
    }
    expect(server.mailbox(programme.upn)).toEqual([]);
  });

  test('is kept in Sent Items unless that is refused', async () => {
    await send({ message: message() });
    expect(server.mailbox(programme.upn)).toMatchObject([{ folder: 'sent', to: [director.mail] }]);
  });

  test.each([
    {},
    { message: {} },
    { message: message({ toRecipients: [] }) },
    { message: message({ toRecipients: to('geen adres') }) },
    { message: message(), saveToSentItems: 'no' },
    { message: message({ invented: 1 }) },
  ])('of %j is refused and arrives nowhere', async (body) => {
    const before = server.mailbox(director.upn).length;
    expect((await send(body, loose)).status).toBe(400);
    expect(server.mailbox(director.upn)).toHaveLength(before);
  });
});
