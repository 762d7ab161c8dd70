import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Local } from '../../../bot/local/start.ts';
import { LOCAL_APP, LOCAL_TENANT } from '../../../bot/teams/open-guard.ts';
import { type Actor, actor, appears, until } from '../../support/house.ts';
import { heard } from '../../support/review.ts';
import { codeFor, linkTo, visitor } from '../../support/visitor.ts';
import { activityFrom, chatOf, type Fields, invokeFrom, messageFrom, type Sender } from './activities.ts';
import { postJson, raw } from './hostile.ts';
import { DIGITS, THEME, typed } from './secrets.ts';

type Walk = {
  readonly local: Local;
  /** The file in which every Graph exchange is recorded. */
  readonly graphRecord: string;
};
/** Secrets that the house made itself on the way: the token of a mailed link, the address of a meeting. */
export type Learned = { readonly token: string; readonly joinUrl: string };

/** Walks through every flow and types a secret wherever something can be typed, and where nothing should be. */
export async function everybodyTypes(w: Walk): Promise<Learned> {
  const { local } = w;
  const [noor, bram, mila, tygo] = ['noor', 'bram', 'mila', 'tygo'].map((first) => actor(local, first));
  if (!noor || !bram || !mila || !tygo) throw new Error('the sample has these people');
  await w.local.teams.install(mila.aad);
  await chats(w, noor);
  await booksWith(w, noor, { coach: mila, theme: THEME });
  await wrongPlaces(w, noor);
  await callsBack(noor, mila);
  await mila.press('preferences.open', { reason: typed('coach') });
  await booksWith(w, bram, { coach: tygo, theme: '' });
  const token = await pageOf(w, tygo);
  await failures(w, bram);
  await w.local.parts.engine.settle();
  return { token, joinUrl: joinUrlIn(w) };
}

async function chats(w: Walk, noor: Actor): Promise<void> {
  await w.local.teams.install(noor.aad);
  const texts = [
    '',
    'ik wil niet meer leven ',
    'i want to kill myself ',
    'aanmelden ',
    'help ',
    '<at>Klankbord</at> ',
    'afspraken\n',
  ];
  for (const before of texts) await noor.say(`${before}${typed('chat')}`);
}

async function booksWith(w: Walk, director: Actor, q: { coach: Actor; theme: string }): Promise<void> {
  const { db } = w.local.parts.c;
  const coach = await db
    .selectFrom('people')
    .select('id')
    .where('upn', '=', q.coach.upn)
    .executeTakeFirstOrThrow();
  await director.say('aanmelden');
  await appears(director, 'coaching.preferences');
  for (const field of ['themes', 'length', 'place', 'days', 'parts'])
    await director.press('coaching.preferences', { length: '60', place: 'teams', [field]: typed(field) });
  const wish = { length: '60', place: 'teams', themes: q.theme, reason: typed('unasked') };
  await director.press('coaching.preferences', wish);
  for (const field of ['language', 'avoid', 'consent'])
    await director.press('coaching.consent', { consent: 'yes', [field]: typed(field) });
  await director.press('coaching.consent', { language: 'nl', consent: 'yes', reason: typed('unasked') });
  await director.press('coaching.choose-coach', { coach: typed('coach') });
  await director.press('coaching.choose-coach', { coach: coach.id });
  await director.press('coaching.choose-slot', { slot: typed('slot') });
  const [slot = ''] = director.choices('slot');
  await director.press('coaching.choose-slot', { slot, reason: typed('unasked') });
  // Answers to words typed before may come in after this card.
  await until(() => heard(director).includes('staat in uw agenda'));
  await w.local.parts.engine.settle();
}

async function callsBack(noor: Actor, mila: Actor): Promise<void> {
  await noor.say('hulplijn');
  await appears(noor, 'callback.open');
  await noor.press('callback.open');
  await noor.press('callback.ask', { phone: typed('phone'), when: 'soon' });
  await noor.press('callback.ask', { phone: '010 555 02 10', when: typed('when') });
  await noor.press('callback.ask', { phone: `+${DIGITS}`, when: 'morning' });
  await appears(mila, 'callback.take');
  expect(mila.reads()).toContain(DIGITS);
  await mila.press('callback.take', { reason: typed('taken') });
}

async function wrongPlaces(w: Walk, noor: Actor): Promise<void> {
  const chat = await chatOf(w.local.parts.c.db, noor.aad);
  const sender: Sender = {
    aad: noor.aad,
    tenant: LOCAL_TENANT,
    serviceUrl: w.local.url,
    app: LOCAL_APP,
    chat,
  };
  const headers = Object.fromEntries(
    ['user-agent', 'cookie', 'referer', 'x-request-id', 'x-ms-conversation-id', 'accept-language'].map(
      (name) => [name, typed(name)],
    ),
  );
  const all = { ...headers, authorization: `Bearer ${typed('bearer')}` };
  const send = (body: unknown) => postJson(`${w.local.url}/api/messages?reden=${typed('query')}`, body, all);
  const group = { id: '19:groep@thread.v2', conversationType: 'groupChat', tenantId: LOCAL_TENANT };
  const odd: readonly Fields[] = [
    messageFrom(sender, typed('group'), { conversation: group }),
    messageFrom(sender, 'help', {
      summary: typed('summary'),
      attachments: [{ content: typed('attachment') }],
    }),
    messageFrom(sender, 'help', {
      locale: typed('locale'),
      channelData: { tenant: { id: LOCAL_TENANT }, x: typed('data') },
    }),
    messageFrom(sender, 'help', { from: { id: chat.user, aadObjectId: noor.aad, name: typed('name') } }),
    messageFrom(sender, typed('guest'), { from: { id: '29:gast', name: typed('guestname') } }),
    messageFrom(
      { aad: randomUUID(), tenant: LOCAL_TENANT, serviceUrl: w.local.url, app: LOCAL_APP },
      typed('stranger'),
    ),
    messageFrom(sender, { text: typed('object') }),
    activityFrom(sender, { type: 'messageUpdate', text: typed('edited') }),
    activityFrom(sender, { type: 'messageReaction', reactionsAdded: [{ type: typed('reaction') }] }),
    activityFrom(sender, { type: typed('type').replaceAll(/\d/g, '') }),
    invokeFrom(sender, { verb: typed('verb'), data: { card: typed('card') } }),
    invokeFrom(sender, typed('action')),
    { ...invokeFrom(sender, {}), name: typed('invoke') },
  ];
  for (const body of odd) await send(body);
  for (const body of [
    `{"text":"${typed('broken')}"`,
    `["${typed('list')}"]`,
    `{"__proto__":"${typed('proto')}","type":"message"}`,
  ])
    await send(body);
  const visits = [
    `/healthz?${typed('q')}`,
    `/readyz?${typed('q')}`,
    `/${typed('path')}`,
    `/p/${typed('token')}`,
    `/%E0%A4%A${typed('bad')}`,
  ];
  for (const path of visits) await raw(`${w.local.url}${path}`, { method: 'GET', headers: all });
}

async function pageOf(w: Walk, tygo: Actor): Promise<string> {
  const house = w.local;
  const link = linkTo(house, tygo);
  const browser = visitor(w.local);
  await browser.post(`${link}?reden=${typed('query')}`, { reden: typed('form') });
  await browser.post('/mij/code', { code: typed('code') });
  await browser.post('/mij/aanmelden', { address: `${typed('address')}@voorbeeld.example` });
  const code = await codeFor(house, { person: tygo, browser, path: link });
  await browser.post('/mij/code', { code });
  const { path, text } = browser.page();
  const card = /name="card" value="([^"]+)"/.exec(text)?.[1] ?? '';
  await browser.post(path, { verb: typed('verb'), card, phone: typed('form') });
  await browser.post(path, { reden: typed('long').repeat(2_000) });
  await browser.get(path);
  const read = await browser.post(path, { verb: 'preferences.open', card, reason: typed('unasked') });
  expect(read.text).toContain('60 minuten');
  return link.slice('/p/'.length);
}

/** Errors of the database carry the statement and its values: a press and a word while a table is away. */
async function failures(w: Walk, bram: Actor): Promise<void> {
  const { db } = w.local.parts.c;
  await bram.say('hulplijn');
  await appears(bram, 'callback.open');
  await bram.press('callback.open');
  await sql`alter table callbacks rename to callbacks_away`.execute(db);
  await sql`alter table intakes rename to intakes_away`.execute(db);
  await bram.press('callback.ask', { phone: `+${DIGITS}`, when: 'soon', reason: typed('failing') });
  await bram.say(`aanmelden ${typed('failing')}`);
  await sql`alter table callbacks_away rename to callbacks`.execute(db);
  await sql`alter table intakes_away rename to intakes`.execute(db);
}

function joinUrlIn({ graphRecord }: Walk): string {
  return /"joinUrl":"([^"]+)"/.exec(readFileSync(graphRecord, 'utf8'))?.[1] ?? '';
}
