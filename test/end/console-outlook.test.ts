import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAILBOX } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { installed } from '../support/review.ts';

/** What somebody does in Outlook, through the console's own address. */
describe('an appointment in the console', () => {
  let house: House;
  let noor: Actor;
  let start = 0;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-11-23T09:00:00+01:00' });
    await installed(house, ['noor', 'mila', 'salma', 'femke']);
    noor = house.person('noor');
    start = await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    await house.parts.engine.settle();
  });
  afterAll(() => house.stop());

  const day = () => new Date(start).toISOString().slice(0, 10);
  const inWeek = (upn: string) =>
    (house.outlook?.week(upn, day()) ?? []).find((item) => Date.parse(item.start) === start);
  const act = async (body: unknown): Promise<{ status: number; error: string }> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${house.url}/local/outlook`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const read: unknown = await answer.json();
    const error = typeof read === 'object' && read !== null && 'error' in read ? String(read.error) : '';
    return { status: answer.status, error };
  };
  const subjects = () => (house.outlook?.mailbox(MAILBOX) ?? []).map(({ subject }) => subject);
  const doing = (act_: object, upn = noor.upn) => act({ upn, event: inWeek(upn)?.id ?? '', act: act_ });

  it('is accepted, or taken with reserve, and the organiser gets the answer', async () => {
    expect(await doing({ kind: 'accept' })).toMatchObject({ status: 200 });
    expect(inWeek(noor.upn)?.answer).toBe('accepted');
    expect(await doing({ kind: 'tentative', comment: 'misschien' })).toMatchObject({ status: 200 });
    expect(inWeek(noor.upn)?.answer).toBe('tentativelyAccepted');
    expect(subjects()).toEqual(expect.arrayContaining(['Accepted: Gesprek', 'Tentative: Gesprek']));
  });

  it.each([
    ['no act', {}],
    ['an act that does not exist', { kind: 'eat' }],
    ['a proposal without times', { kind: 'propose' }],
    ['a time without its offset', { kind: 'move', start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00' }],
    ['a key too many', { kind: 'accept', sendResponse: false }],
  ])('with %s is refused in words', async (_, broken) => {
    expect(await doing(broken)).toMatchObject({ status: 400, error: expect.stringMatching(/^Stuur /) });
  });

  it('of somebody unknown, or that is not there, is refused in words', async () => {
    const accept = { kind: 'accept' };
    expect(await act({ upn: 'nobody@elders.example', event: 'x', act: accept })).toMatchObject({
      status: 404,
      error: 'Deze persoon ken ik niet.',
    });
    const missing = await act({ upn: noor.upn, event: 'weg', act: accept });
    expect(missing).toMatchObject({ status: 400, error: expect.stringMatching(/^Outlook weigerde dit: /) });
  });

  it('can not be cancelled by who was invited, and can by the organiser', async () => {
    expect((await doing({ kind: 'cancel' })).error).toMatch(/^Outlook weigerde dit: /);
    expect(await doing({ kind: 'cancel' }, MAILBOX)).toMatchObject({ status: 200 });
    await until(() => inWeek(noor.upn)?.isCancelled === true);
    await house.parts.engine.settle();
    await until(() => /niet door/.test(noor.reads()));
  });

  it('that is off can be taken out of the calendar', async () => {
    expect(inWeek(noor.upn)).toMatchObject({ isCancelled: true, showAs: 'free' });
    expect(await doing({ kind: 'delete' })).toMatchObject({ status: 200 });
    expect(inWeek(noor.upn)).toBeUndefined();
  });
});
