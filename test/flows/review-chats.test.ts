import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_APP, LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import { allEnds, idOf, sample } from '../support/faults.ts';
import { type Actor, type House, openHouse, until } from '../support/house.ts';
import { ask, mailsTo } from '../support/review.ts';

type Sent = { readonly conversation: string; readonly body: string };

/** A connector with two conversations of one person: the old one says no, late; the new one takes everything. */
async function twoConversations(refusal: { readonly status: number; readonly code: string }) {
  const sent: Sent[] = [];
  const release = Promise.withResolvers<void>();
  const server: Server = createServer((req, res) => {
    const conversation = decodeURIComponent(req.url?.split('/')[3] ?? '');
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', async () => {
      sent.push({ conversation, body: Buffer.concat(chunks).toString() });
      if (conversation === 'a:old') await release.promise;
      const [status, body] =
        conversation === 'a:old'
          ? [refusal.status, { error: { code: refusal.code, message: 'no' } }]
          : [201, { id: `n${sent.length}` }];
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, sent, release: release.resolve, close: () => server.closeAllConnections() };
}

describe('a person has one chat, the newest', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 3 }) });
  });
  afterAll(() => house.stop());
  const types = async (person: Actor, q: { url: string; conversation: string; id: string; text: string }) => {
    const { status } = await fetch(`${house.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: q.id,
        text: q.text,
        channelId: 'msteams',
        serviceUrl: q.url,
        locale: 'nl-NL',
        from: { id: '29:somebody', name: 'D1', aadObjectId: person.aad },
        recipient: { id: `28:${LOCAL_APP}`, name: 'Klankbord' },
        conversation: { conversationType: 'personal', tenantId: LOCAL_TENANT, id: q.conversation },
        channelData: { tenant: { id: LOCAL_TENANT } },
      }),
    });
    expect(status).toBe(200);
  };
  const chatOf = async (person: Actor) =>
    house.parts.c.db
      .selectFrom('chats')
      .select(['conversation', 'state'])
      .where('person', '=', await idOf(house, person))
      .executeTakeFirst();

  it.each([
    { what: 'gone', first: 'd1', status: 404, code: 'ConversationNotFound' },
    { what: 'blocked', first: 'd2', status: 403, code: 'ConversationBlockedByUser' },
  ])('an old one that is $what closes not the newer', async ({ first, status, code }) => {
    const connector = await twoConversations({ status, code });
    const person = house.person(first);
    const { url } = connector;
    await types(person, { url, conversation: 'a:old', id: `${code}-1`, text: 'help' });
    await until(() => connector.sent.length === 1);
    await types(person, { url, conversation: 'a:new', id: `${code}-2`, text: 'hulplijn' });
    await until(() => connector.sent.some(({ conversation }) => conversation === 'a:new'));
    connector.release();
    await allEnds(house);
    expect(await chatOf(person)).toEqual({ conversation: 'a:new', state: 'open' });
    await types(person, { url, conversation: 'a:new', id: `${code}-3`, text: 'afspraken' });
    await allEnds(house);
    expect(connector.sent.at(-1)?.conversation).toBe('a:new');
    expect(connector.sent.at(-1)?.body).toContain('Uw afspraken');
    connector.close();
  });

  it('who is reached by mail and types in Teams is answered in Teams', async () => {
    const tygo = house.person('tygo');
    expect(await reachOf(tygo)).toBe('mail');
    await house.teams.install(tygo.aad);
    await allEnds(house);
    const mails = mailsTo(house, tygo).length;
    await ask(tygo, 'help');
    expect(tygo.reads()).toContain('Wat u hier kunt doen');
    await allEnds(house);
    expect(mailsTo(house, tygo)).toHaveLength(mails);
  });

  const reachOf = async (person: Actor) =>
    (
      await house.parts.c.db
        .selectFrom('people')
        .select('reach')
        .where('upn', '=', person.upn)
        .executeTakeFirstOrThrow()
    ).reach;
});
