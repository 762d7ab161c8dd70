import { afterEach, describe, expect, it } from 'vitest';
import type { TurnAnswer } from '../../bot/flows/event.ts';
import { CARD_ID, execute, local, message } from './support/activities.ts';
import { type Edge, type EdgeQ, startEdge } from './support/edge.ts';

let edge: Edge;
afterEach(() => edge.stop());
const press = local(execute({ verb: 'coaching.consent', data: { card: CARD_ID } }));
const out: TurnAnswer = { kind: 'card', card: { type: 'AdaptiveCard', fallbackText: 'out of order' } };
const fails = async (): Promise<never> => {
  throw Object.assign(new TypeError('could not store "ik voel me rot"'), { code: '23514' });
};

describe('a turn that fails', () => {
  it('shows what onFailure answers, and logs the kind of error but not its words', async () => {
    edge = await startEdge({ turn: fails, onFailure: async () => out });
    const answer = await edge.post(press);
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, value: { fallbackText: 'out of order' } },
    });
    const logged = { event: 'teams.turn-failed', what: 'pressed', error: 'TypeError', code: '23514' };
    expect(edge.logged).toEqual([logged]);
  });

  it('takes a message with 200 once onFailure has dealt with it', async () => {
    let dealtWith = false;
    const onFailure: EdgeQ['onFailure'] = async () => {
      await Promise.resolve();
      dealtWith = true;
      return { kind: 'nothing' };
    };
    edge = await startEdge({ turn: fails, onFailure });
    expect(await edge.post(local(message('help')))).toMatchObject({ status: 200, body: null });
    expect(dealtWith).toBe(true);
  });

  it('and whose failure fails asks for the message again, without a word of the error', async () => {
    edge = await startEdge({ turn: fails, onFailure: fails });
    const answer = await edge.post(local(message('help')));
    expect(answer).toMatchObject({ status: 500, body: { error: 'this failed here; send it again' } });
    const pressed = await edge.post(press);
    expect(pressed).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(JSON.stringify(pressed.body)).toContain('Dit lukt nu niet.');
    expect(JSON.stringify(edge.logged)).not.toContain('rot');
  });
});

describe('a turn that takes too long', () => {
  it('is answered at the hard stop and goes on', async () => {
    const done = Promise.withResolvers<void>();
    const slow = async (): Promise<TurnAnswer> => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      done.resolve();
      return { kind: 'nothing' };
    };
    edge = await startEdge({ turn: slow, timeouts: { answerMs: 150 } });
    const started = performance.now();
    const answer = await edge.post(local({ ...press, locale: 'en-GB' }));
    expect(performance.now() - started).toBeLessThan(350);
    const value = 'I am still working on it. You will hear from me shortly.';
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
    });
    await done.promise;
  });

  it('and then fails still goes to onFailure', async () => {
    const failed = Promise.withResolvers<string>();
    const slow = async (): Promise<never> => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return fails();
    };
    const onFailure: EdgeQ['onFailure'] = async (event) => {
      failed.resolve(event.what.kind);
      return { kind: 'nothing' };
    };
    edge = await startEdge({ turn: slow, onFailure, timeouts: { answerMs: 20 } });
    expect((await edge.post(press)).status).toBe(200);
    expect(await failed.promise).toBe('pressed');
  });

  it('keeps a message waiting: until it is stored only the sender has it', async () => {
    const slow = async (): Promise<TurnAnswer> => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { kind: 'nothing' };
    };
    edge = await startEdge({ turn: slow, timeouts: { answerMs: 20 } });
    const started = performance.now();
    expect((await edge.post(local(message('help')))).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(190);
  });
});

it('a turn with nothing to show says that the press arrived', async () => {
  edge = await startEdge({ turn: async () => ({ kind: 'nothing' }) });
  const answer = await edge.post(press);
  const type = 'application/vnd.microsoft.activity.message';
  expect(answer.body).toEqual({ statusCode: 200, type, value: 'Ik heb het ontvangen.' });
});
