import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_APP, LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import { VERBS } from '../../cards/actions.ts';
import { type House, openHouse } from '../support/house.ts';
import { activityFrom, chatOf, type Sender } from './support/activities.ts';
import { HOSTILE, postForm, postJson, raw, worksOn } from './support/hostile.ts';

const ACTIVITIES = 1_500;
const FORMS = 700;

let house: House;
let link = '';
let cards: readonly string[] = [];
const loose: unknown[] = [];
const keep = (reason: unknown) => void loose.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', keep);
  house = await openHouse();
  const bram = house.person('bram');
  await house.teams.install(bram.aad);
  await house.parts.engine.settle();
  // Who blocks the bot is answered by mail.
  house.teams.setBlocked(bram.aad, true);
  for (const name of ['noor', 'bram']) await house.person(name).say('aanmelden');
  await house.parts.engine.settle();
  const mail =
    house.outlook
      ?.mailbox(bram.upn)
      .map((m) => m.text)
      .join('\n') ?? '';
  link = /http:\S+\/p\/[\w-]{43}/.exec(mail)?.[0] ?? '';
  cards = (await house.parts.c.db.selectFrom('cards').select('id').execute()).map((card) => card.id);
});
afterAll(async () => {
  process.off('unhandledRejection', keep);
  await house.stop();
});

/** Words that mean something here, texts that mean harm, and anything. */
const text = () =>
  fc.oneof(
    fc.constantFrom('aanmelden', 'hulplijn', 'afspraken', 'yes', 'any', '60', 'teams', 'mon,tue'),
    fc.constantFrom(...Object.values(HOSTILE).filter((t) => t.length < 5_000)),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
const anything = () => fc.oneof(fc.jsonValue({ maxDepth: 4 }), text());
const card = () => fc.oneof(fc.constantFrom('card-0', 'card-1', 'card-2'), text());
const verb = () => fc.oneof(fc.constantFrom(...VERBS), text());
const field = () =>
  fc.constantFrom(
    'themes',
    'length',
    'place',
    'days',
    'parts',
    'language',
    'avoid',
    'consent',
    'coach',
    'slot',
    'phone',
    'when',
  );
const inputs = () =>
  fc.dictionary(fc.oneof(field(), fc.string()), fc.oneof(text(), anything()), { maxKeys: 8 });

/** A good activity of which any part may be replaced or left out. */
const spoiled = () =>
  fc.record(
    {
      type: fc.oneof(
        fc.constantFrom('message', 'invoke', 'installationUpdate', 'conversationUpdate', 'messageReaction'),
        anything(),
      ),
      name: fc.oneof(
        { weight: 4, arbitrary: fc.constant('adaptiveCard/action') },
        { weight: 1, arbitrary: anything() },
      ),
      action: fc.constantFrom('add', 'remove', 'add-upgrade'),
      text: anything(),
      id: anything(),
      from: anything(),
      recipient: anything(),
      conversation: anything(),
      channelData: anything(),
      serviceUrl: anything(),
      replyToId: anything(),
      locale: anything(),
      entities: anything(),
      timestamp: anything(),
      membersAdded: anything(),
      attachments: anything(),
      deliveryMode: fc.oneof(fc.constantFrom('expectReplies', 'notification'), anything()),
    },
    { requiredKeys: ['type'] },
  );
/** A press that is nearly one of ours. */
const press = () =>
  fc.tuple(verb(), card(), inputs(), fc.boolean()).map(([said, id, filled, execute]) => {
    const data = { ...filled, card: cardNumbered(id) };
    return execute
      ? { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: said, data } } }
      : { type: 'message', value: { ...data, verb: said } };
  });
const value = () => anything().map((any) => ({ type: 'invoke', name: 'adaptiveCard/action', value: any }));

/** What the properties generate must not depend on the ids of this run: a failing seed can be run again. */
function cardNumbered(id: string): string {
  return /^card-\d$/.test(id) ? (cards[Number(id.slice(5))] ?? randomUUID()) : id;
}

async function healthy(): Promise<void> {
  await house.parts.engine.settle(60_000);
  const ready = await raw(`${house.url}/readyz`, { method: 'GET' });
  expect(JSON.parse(ready.text)).toMatchObject({ status: 'ok' });
  expect(house.logged.filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
  expect(loose).toEqual([]);
  for (const { aadObjectId } of house.people)
    for (const message of house.teams.messages(aadObjectId)) expect(worksOn(message.card ?? {})).toEqual([]);
}

const decent = (answer: { readonly status: number; readonly text: string }) => {
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(/\n\s+at |node_modules|ZodError|TypeError|SyntaxError/);
};

describe('whatever comes in', () => {
  it(`as an activity, ${ACTIVITIES} times: never a 5xx, and the house works on`, async () => {
    const noor: Sender = {
      aad: house.person('noor').aad,
      tenant: LOCAL_TENANT,
      serviceUrl: house.url,
      app: LOCAL_APP,
      chat: await chatOf(house.parts.c.db, house.person('noor').aad),
    };
    const body = fc.oneof(
      { weight: 1, arbitrary: anything() },
      { weight: 3, arbitrary: spoiled().map((fields) => activityFrom(noor, fields)) },
      { weight: 5, arbitrary: press().map((fields) => activityFrom(noor, fields)) },
      { weight: 1, arbitrary: value().map((fields) => activityFrom(noor, fields)) },
    );
    await fc.assert(
      fc.asyncProperty(body, async (sent) => decent(await postJson(`${house.url}/api/messages`, sent))),
      { numRuns: ACTIVITIES },
    );
    await healthy();
  }, 180_000);

  it(`as a form, ${FORMS} times: never a 5xx, and the page works on`, async () => {
    const fields = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .tuple(verb(), card(), fc.dictionary(fc.oneof(field(), fc.string()), text(), { maxKeys: 8 }))
        .map(([said, id, filled]) =>
          new URLSearchParams({
            ...filled,
            verb: said.toWellFormed(),
            card: cardNumbered(id).toWellFormed(),
          }).toString(),
        ),
    );
    await fc.assert(
      fc.asyncProperty(fields, async (sent) => decent(await postForm(link, sent))),
      { numRuns: FORMS },
    );
    // So many asked for a code that no more are mailed for a while: the page itself says so, and works on.
    expect((await fetch(link)).status).toBe(200);
    await healthy();
  }, 180_000);
});
