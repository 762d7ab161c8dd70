import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, cardsOf, hurry, sample, waiting } from '../support/faults.ts';
import { type Actor, appears, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  cardsFromBot,
  cardsOfKind,
  fillWeeksOf,
  mailsTo,
  openMail,
} from '../support/review.ts';
import { linkTo, signedIn } from '../support/visitor.ts';

describe('what Teams loses', () => {
  let house: House;
  let femke: Actor;
  let last = 0;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 10, coaches: 3 }) });
    femke = house.person('femke');
    await house.teams.install(femke.aad);
    await allEnds(house);
  });
  afterEach(() => house.teams.faults.clear());
  afterAll(() => house.stop());
  const director = async (): Promise<Actor> => {
    last += 1;
    const noor = house.person(`d${last}`);
    await house.teams.install(noor.aad);
    await allEnds(house);
    return noor;
  };
  const newestRequest = async (kind: string) => (await cardsOfKind(house, femke, kind)).at(-1);

  const losses = [
    { what: '504 after it was stored', kind: { afterStored: 504 }, stored: 1 },
    { what: 'a connection that breaks before it arrives', kind: { reset: 'before' }, stored: 0 },
  ] as const;
  it.each(losses)(
    'a request to be called ($what) goes by mail as well, and "afspraken" of the reader does not wipe it',
    async ({ kind, stored }) => {
      const noor = await director();
      await ask(noor, 'hulplijn');
      await noor.press('callback.open');
      await allEnds(house);
      const [messages, mails] = [cardsFromBot(femke).length, mailsTo(house, femke).length];
      house.teams.faults.add({ on: 'send', kind, times: 1 });
      await noor.press('callback.ask', { phone: `010 555 03 0${last}`, when: 'soon' });
      await until(async () => (await newestRequest('callback-request'))?.state === 'mailed');
      await allEnds(house);
      expect(cardsFromBot(femke).length - messages).toBe(stored);
      expect(mailsTo(house, femke).length - mails).toBe(1);
      await ask(femke, 'afspraken');
      await ask(femke, 'afspraken');
      const page = await openMail(house, femke);
      expect(page.text).toContain(`010 555 03 0${last}`);
      if (stored === 1)
        expect(await answerTo(house, femke, button(femke, 'callback.take'))).toContain(`010 555 03 0${last}`);
    },
  );

  it('a request whose mail is lost too stays to be read, whatever the reader asks for', async () => {
    const noor = await director();
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    await allEnds(house);
    house.teams.faults.add({ on: 'send', kind: { afterStored: 504 }, times: 1 });
    house.outlook?.faults.add({ path: '/sendMail', times: 1, kind: { afterDone: 504 } });
    await noor.press('callback.ask', { phone: '010 555 03 99', when: 'soon' });
    await until(async () => (await newestRequest('callback-request'))?.state === 'unknown');
    await ask(femke, 'afspraken');
    expect(femke.reads()).not.toContain('niet aangekomen');
    expect((await openMail(house, femke)).text).toContain('010 555 03 99');
    expect(await answerTo(house, femke, button(femke, 'callback.take'))).toContain('010 555 03 99');
  });

  it('a request that goes by mail is not sent in the chat by a job that comes back', async () => {
    const noor = await director();
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    await allEnds(house);
    const messages = cardsFromBot(femke).length;
    house.teams.faults.add({ on: 'send', kind: { afterStored: 504 }, times: 1 });
    house.outlook?.faults.add({
      path: '/sendMail',
      times: 1,
      kind: { status: 429, code: 'TooManyRequests', retryAfter: 5 },
    });
    await noor.press('callback.ask', { phone: '010 555 03 98', when: 'soon' });
    await until(async () => (await newestRequest('callback-request'))?.by === 'mail');
    const { db, jobs } = house.parts.c;
    const card = (await newestRequest('callback-request'))?.id;
    if (!card) throw new Error('no request was made');
    await db.transaction().execute((trx) => jobs.owe(trx, { kind: 'chat.send', card }));
    await allEnds(house);
    expect(cardsFromBot(femke).length - messages).toBe(1);
    expect((await newestRequest('callback-request'))?.state).toBe('mailed');
  });

  it('a mail whose sender died on the way is not sent a second time', async () => {
    await allEnds(house);
    const request = await newestRequest('callback-request');
    if (!request) throw new Error('no request was made');
    const { db, jobs } = house.parts.c;
    const mails = mailsTo(house, femke).length;
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('cards').set({ state: 'sending' }).where('id', '=', request.id).execute();
      await jobs.owe(trx, { kind: 'mail.send', card: request.id });
    });
    await allEnds(house);
    expect((await newestRequest('callback-request'))?.state).toBe('unknown');
    expect(mailsTo(house, femke)).toHaveLength(mails);
  });

  it('mended after it went by mail: the link of the first mail shows the newest number', async () => {
    const noor = await director();
    house.teams.setBlocked(femke.aad, true);
    const request = async (phone: string) => {
      await ask(noor, 'hulplijn');
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone, when: 'soon' });
      await allEnds(house);
    };
    await request('010 555 03 81');
    const link = linkTo(house, femke);
    const browser = await signedIn(house, femke, link);
    expect(browser.page().text).toContain('010 555 03 81');
    await request('010 555 03 82');
    house.teams.setBlocked(femke.aad, false);
    const { text } = await browser.get(link);
    expect(text).toContain('010 555 03 82');
    expect(text).not.toContain('010 555 03 81');
    await ask(femke, 'help');
  });

  it.each(losses)('a question to the coordinator ($what) goes by mail as well', async ({ kind }) => {
    const noor = await director();
    fillWeeksOf(house, [`d${last}`]);
    await noor.say('aanmelden');
    await appears(noor, 'coaching.preferences');
    await noor.press('coaching.preferences', { length: '60', place: 'teams' });
    await allEnds(house);
    const mails = mailsTo(house, femke).length;
    house.teams.faults.add({ on: 'send', kind, times: 1 });
    await noor.press('coaching.consent', { language: 'nl', consent: 'yes' });
    await until(async () => (await newestRequest('match-request'))?.state === 'mailed');
    await allEnds(house);
    expect(mailsTo(house, femke).length - mails).toBe(1);
    await ask(femke, 'afspraken');
    expect((await openMail(house, femke)).text).toContain(`D${last}`);
  });

  it('a Submit on a card that was replaced puts the current card there, and nothing else', async () => {
    const noor = await director();
    await signUp(noor);
    await allEnds(house);
    const old = button(noor, 'coaching.choose-coach', { coach: 'any' });
    await noor.press('coaching.choose-coach', { coach: 'any' });
    await allEnds(house);
    const before = noor.messages();
    const made = (await cardsOf(house, noor)).length;
    const slots = noor.reads();
    const edits = (id: string) => noor.messages().find((m) => m.id === id)?.edits ?? -1;
    const was = edits(old.activity);
    const { status } = await house.teams.press(noor.aad, { ...old, as: 'submit' });
    expect(status).toBe(200);
    await allEnds(house);
    await until(() => edits(old.activity) === was + 1);
    expect(noor.reads()).toBe(slots);
    expect(noor.messages()).toHaveLength(before.length);
    expect(await cardsOf(house, noor)).toHaveLength(made);
  });

  it('a change that Teams refuses to take for long: ever slower, counted, and in the end unknown and told at /readyz', async () => {
    const noor = await director();
    await ask(noor, 'hulplijn');
    const from = house.logged.length;
    house.teams.faults.add({
      on: 'update',
      kind: { status: 502, code: 'BadGateway' },
      times: 1_000,
    });
    await noor.press('callback.open');
    const card = (await cardsOf(house, noor)).at(-1);
    const failures = () => house.logged.slice(from).filter((line) => line.includes('"job.failed"'));
    const waits: number[] = [];
    for (let tries = 1; tries <= 12; tries += 1) {
      await until(() => failures().length === tries);
      await until(async () => (await waiting(house)).length === 1);
      const [next] = await waiting(house);
      expect(next?.job).toEqual({ kind: 'chat.update', card: card?.id });
      waits.push(next?.waitMs ?? 0);
      await hurry(house);
    }
    await until(async () => (await cardsOf(house, noor)).at(-1)?.state === 'unknown');
    expect(failures()).toHaveLength(13);
    // Twice as long each time, with chance in it, up to five minutes.
    expect(waits[0]).toBeLessThan(3_000);
    expect(waits[5]).toBeGreaterThan(10_000);
    expect(waits.at(-1)).toBeGreaterThan(100_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
    const lines = house.logged.slice(from).join('\n');
    expect(lines).toContain('"job.dead"');
    expect(lines).not.toMatch(/010 555|gebeld|hulplijn|D\d|voorbeeld\.example/);
    const ready = await fetch(`${house.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'degraded', checks: { jobs: false, store: true } });
    house.teams.faults.clear();
    await ask(noor, 'afspraken');
    expect(noor.reads()).toContain('niet aangekomen');
  });
});
