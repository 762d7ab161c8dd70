import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import type { CardJson } from '../../bot/ports.ts';
import { walkBlocks } from '../support/card-reading.ts';
import { appears, signUp, until, verbsOf } from '../support/house.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { refusedServe, type Serve } from '../support/serve.ts';
import { APP, eventsAt, openServeHouse, type ServeHouse } from '../support/serve-house.ts';
import { signedIn } from '../support/visitor.ts';

const source = postgresSource();
const why = source.kind === 'none' ? ` · skipped: ${source.reason}` : '';

describe.skipIf(why !== '')(`npm run serve, with real tokens on both sides${why}`, () => {
  let house: ServeHouse;
  let serve: Serve;
  beforeAll(async () => {
    house = await openServeHouse({ record: 'path', programme: readFileSync(SAMPLE_PROGRAMME, 'utf8') });
    serve = await house.start();
  });
  afterAll(() => house.stop());

  it('is alive and ready, and says loudly that its cloud is on this machine', async () => {
    expect(await status(`${serve.url}/readyz`)).toBe(200);
    expect(serve.log.map((line) => line.event)).toContain('config.loopback-cloud');
  });

  it('brings a director from sign-up to a confirmed session, and the coach gets a card', async () => {
    const noor = await house.person('noor');
    const mila = await house.person('mila');
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: coachOn(noor.card(), 'Mila') });
    const [slot = ''] = noor.choices('slot');
    await noor.press('coaching.choose-slot', { slot });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await until(() => mila.reads().includes('Noor Hazelaar'));
    expect(eventsAt(house, noor.upn, Number(slot))).toHaveLength(1);
    expect(eventsAt(house, mila.upn, Number(slot))).toHaveLength(1);
    expect(house.tokens).toMatchObject({ refused: 0 });
    expect(house.tokens.teams).toBeGreaterThan(3);
    expect(house.tokens.graph).toBeGreaterThan(3);
  });

  it('mails a coach without Teams a neutral link, which shows nothing until somebody opens it', async () => {
    const bram = await house.person('bram');
    await signUp(bram);
    await bram.press('coaching.choose-coach', { coach: coachOn(bram.card(), 'Tygo') });
    const [slot = ''] = bram.choices('slot');
    await bram.press('coaching.choose-slot', { slot });
    const mails = () => house.outlook.mailbox('tygo.duindoorn@voorbeeld.example');
    await until(() => mails().some((mail) => mail.kind === 'mail'));
    const mail = mails().find((one) => one.kind === 'mail');
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(NAMES);
    const link = LINK.exec(mail?.text ?? '')?.[0] ?? '';
    const shut = await (await fetch(link)).text();
    expect(shut).not.toMatch(NAMES);
    expect(await readings(house)).toEqual([]);

    // The link alone says nothing: a second mail brings the code that opens it.
    const place = { url: new URL(link).origin, outlook: house.outlook };
    const tygo = { upn: 'tygo.duindoorn@voorbeeld.example' };
    const browser = await signedIn(place, tygo, new URL(link).pathname);
    expect(browser.page().text).toContain('Bram Lijsterbes');
    expect(await readings(house)).toContain('page.open');
    expect((await (await fetch(link)).text()).match(NAMES)).toBeNull();

    const wrong = link.replace(/.{5}$/, (end) => [...end].reverse().join('-').slice(0, 5));
    expect((await (await fetch(wrong)).text()).match(NAMES)).toBeNull();
  });

  it('takes nothing without a token of the Bot Service, nor with somebody else’s', async () => {
    const url = `${serve.url}/api/messages`;
    const ask = (authorization: string) => ({
      method: 'POST',
      body: '{}',
      headers: { authorization, 'content-type': 'application/json' },
    });
    expect(await status(url, { method: 'POST', body: '{}' })).toBe(401);
    for (const fault of ['foreign', 'expired', 'unsigned', 'wrong-audience', 'emulator'] as const) {
      const token = await house.issuer.channelToken({ serviceUrl: serve.url, appId: APP, fault });
      expect(await status(url, ask(`Bearer ${token}`)), fault).toBe(401);
    }
    const good = await house.issuer.channelToken({ serviceUrl: serve.url, appId: APP });
    expect(await status(url, ask(`Bearer ${good}`)), 'the token is fine, the body is not').toBe(400);
  });

  it('ends with 1 and a line when its port is in use or its database is away', async () => {
    const settings = await house.settings();
    const inUse = await refusedServe({ ...settings, PORT: new URL(serve.url).port });
    const away = await refusedServe({ ...settings, DATABASE_URL: 'postgres://one:secret@127.0.0.1:1/none' });
    expect([inUse.code, away.code]).toEqual([1, 1]);
    expect(inUse.lines).toEqual([expect.stringMatching(/^klankbord: PORT: .*EADDRINUSE/)]);
    expect(away.lines).toEqual([expect.stringMatching(/^klankbord: DATABASE_URL: .*ECONNREFUSED/)]);
  });

  it('stops on SIGTERM when everybody who waits has an answer', async () => {
    const joris = await house.person('joris');
    await joris.say('aanmelden');
    await appears(joris, 'coaching.preferences');
    await joris.press('coaching.preferences', { length: '60', place: 'teams' });
    house.outlook.faults.add({ path: 'getSchedule', times: 1, kind: { delayMs: 1_500 } });
    house.outlook.requests.reset();
    const answer = joris.press('coaching.consent', { language: 'nl', consent: 'yes' });
    await until(() =>
      Object.keys(house.outlook.requests.all()).some((route) => route.includes('getSchedule')),
    );
    const stopped = serve.sigterm();
    expect(verbsOf((await answer) ?? {})).toContain('coaching.choose-coach');
    expect(await stopped).toBe(0);
    house.running.length = 0;
    expect(serve.log.filter((line) => line.level >= 50)).toEqual([]);
  });
});

const NAMES = /Klaarwater|Voorbeeld\b|coach|Tygo|Duindoorn|Bram|Lijsterbes|Klankbord/;
const LINK = /http:\/\/\S+\/p\/[\w-]{43}/;

async function readings(house: ServeHouse): Promise<readonly unknown[]> {
  const rows = await house.rows(
    "select fields->'action'->>'value' as action from record where fields->'action'->>'value' in ('page.open', 'preferences.read') order by id",
  );
  return rows.map((row) => row.action);
}

async function status(url: string, init?: RequestInit): Promise<number> {
  return (await fetch(url, init)).status;
}

function coachOn(card: CardJson, name: string): string {
  const choices = walkBlocks(card).flatMap((b) =>
    b.id === 'coach' ? (b.choices as { title: string; value: string }[]) : [],
  );
  return choices.find((choice) => choice.title.includes(name))?.value ?? '';
}
