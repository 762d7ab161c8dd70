import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ViewKind } from '../../cards/view.ts';
import { type Actor, appears, type House, openHouse, readCard } from '../support/house.ts';
import { tidied } from '../support/review.ts';
import { HOSTILE, onEachStore, raw, worksOn } from './support/hostile.ts';
import {
  type As,
  anOldCardOf,
  buttonsOf,
  cardOf,
  choicesOf,
  type Data,
  pressAs,
} from './support/pressing.ts';
import { rowCounts } from './support/tables.ts';

const CLOSED = 'Dit kan ik niet voor u openen';
const GOOD: Data = { length: '60', place: 'teams' };

onEachStore('card data that no card of ours sends', (make) => {
  let house: House;
  let drop: () => Promise<void>;
  const who = (name: string): Actor => house.person(name);
  const kept = () => rowCounts(house.parts.c.db);
  beforeAll(async () => {
    const made = await make();
    ({ drop } = made);
    house = await openHouse({ store: made.where });
    for (const name of ['noor', 'bram', 'joris']) {
      await who(name).say('aanmelden');
      await appears(who(name), 'coaching.preferences');
    }
    await tidied(house);
    await house.parts.engine.settle();
  });
  afterAll(async () => {
    await house.stop();
    await drop();
  });

  async function sober(): Promise<void> {
    await house.parts.engine.settle();
    const ready = await raw(`${house.url}/readyz`, { method: 'GET' });
    expect(JSON.parse(ready.text)).toMatchObject({ status: 'ok' });
    expect(house.logged.filter((line) => /failed|lost|dead/.test(line))).toEqual([]);
  }

  type Forged = { readonly verb: string; readonly data: Data };
  const forged: readonly (readonly [string, (own: string) => Promise<Forged> | Forged])[] = [
    ['a verb that is not ours', (card) => ({ verb: 'coaching.steal', data: { card, ...GOOD } })],
    ['an empty verb', (card) => ({ verb: '', data: { card, ...GOOD } })],
    ['a verb of every object', (card) => ({ verb: 'constructor', data: { card, ...GOOD } })],
    ['a verb of another card', (card) => ({ verb: 'coaching.choose-slot', data: { card, slot: '1' } })],
    ['a coach’s verb', (card) => ({ verb: 'preferences.open', data: { card } })],
    ['a coordinator’s verb', (card) => ({ verb: 'matching.choose', data: { card, coach: 'any' } })],
    ['a call-back of somebody', (card) => ({ verb: 'callback.take', data: { card } })],
    ['no card', () => ({ verb: 'coaching.preferences', data: GOOD })],
    ['an unknown card', () => ({ verb: 'coaching.preferences', data: { card: randomUUID(), ...GOOD } })],
    ['a card that is no id', () => ({ verb: 'coaching.preferences', data: { card: "' or 1=1", ...GOOD } })],
    ['a card that is a list', (card) => ({ verb: 'coaching.preferences', data: { card: [card], ...GOOD } })],
    [
      'somebody else’s card',
      async () => ({
        verb: 'coaching.preferences',
        data: { card: await cardOf(house, who('joris'), 'sign-up'), ...GOOD },
      }),
    ],
    [
      'a number as input',
      (card) => ({ verb: 'coaching.preferences', data: { card, length: 60, place: 'teams' } }),
    ],
    [
      'a list as input',
      (card) => ({ verb: 'coaching.preferences', data: { card, length: ['60'], place: 'teams' } }),
    ],
    [
      'an object as input',
      (card) => ({ verb: 'coaching.preferences', data: { card, ...GOOD, days: { mon: 1 } } }),
    ],
    ['null as input', (card) => ({ verb: 'coaching.preferences', data: { card, ...GOOD, days: null } })],
    ['a yes as input', (card) => ({ verb: 'coaching.preferences', data: { card, ...GOOD, days: true } })],
    [
      'an input named toString',
      (card) => ({ verb: 'coaching.preferences', data: { card, ...GOOD, toString: 'x' } }),
    ],
    [
      'a name of 10 KB',
      (card) => ({ verb: 'coaching.preferences', data: { card, ...GOOD, ['x'.repeat(10_000)]: '1' } }),
    ],
    ['41 inputs', (card) => ({ verb: 'coaching.preferences', data: { card, ...GOOD, ...numbered(41) } })],
  ];

  it.each(forged)('with %s: one kind refusal, and nothing is kept', async (_, forge) => {
    const noor = who('noor');
    const own = await cardOf(house, noor, 'sign-up');
    const press = await forge(own);
    const before = await kept();
    const executed = await pressAs(house, noor, press);
    expect(executed.status).toBe(200);
    expect(readCard(executed.card ?? {})).toContain(CLOSED);
    expect((await pressAs(house, noor, { ...press, as: 'submit' })).status).toBe(200);
    expect(noor.reads()).toContain(CLOSED);
    expect(await kept()).toEqual(before);
    expect(await cardOf(house, noor, 'sign-up')).toBe(own);
  });

  it('with inputs too many: they are passed over', async () => {
    const bram = who('bram');
    const data = {
      card: await cardOf(house, bram, 'sign-up'),
      ...GOOD,
      role: 'coordinator',
      admin: 'true',
      person: randomUUID(),
    };
    const { card } = await pressAs(house, bram, { verb: 'coaching.preferences', data });
    expect(buttonsOf(card ?? {})).toContain('coaching.consent');
  });

  it('of an old card: what stands there now, and nothing is kept', async () => {
    const bram = who('bram');
    const old = await anOldCardOf(house, bram);
    const before = await kept();
    const { card } = await pressAs(house, bram, {
      verb: 'coaching.preferences',
      data: { card: old.id, ...GOOD },
    });
    expect(buttonsOf(card ?? {})).toContain('coaching.consent');
    expect(await kept()).toEqual(before);
  });

  describe('in every field of every form', () => {
    type Form = {
      readonly kind: ViewKind;
      readonly verb: string;
      readonly fields: readonly string[];
      readonly good: Data;
    };
    const forms: readonly Form[] = [
      {
        kind: 'sign-up',
        verb: 'coaching.preferences',
        fields: ['themes', 'length', 'place', 'days', 'parts'],
        good: GOOD,
      },
      {
        kind: 'consent',
        verb: 'coaching.consent',
        fields: ['language', 'avoid', 'consent'],
        good: { consent: 'yes' },
      },
      { kind: 'coaches', verb: 'coaching.choose-coach', fields: ['coach'], good: { coach: 'any' } },
      { kind: 'slots', verb: 'coaching.choose-slot', fields: ['slot'], good: {} },
      { kind: 'slots', verb: 'coaching.preview', fields: ['slot'], good: {} },
      { kind: 'callback', verb: 'callback.ask', fields: ['phone', 'when'], good: { phone: '010 555 02 10' } },
    ];
    /** Empty choices of several: no wish at all. */
    const means = (field: string, text: string) =>
      /^(themes|days|parts)$/.test(field) && text.replaceAll(',', '') === '';

    beforeAll(async () => {
      await who('yara').say('help');
      await who('noor').say('hulplijn');
      await appears(who('noor'), 'callback.open');
      await who('noor').press('callback.open');
    });

    it.each(forms)('$verb: a refusal in words, whatever is put in, and the form stands', async (form) => {
      const noor = who('noor');
      for (const [name, text] of Object.entries(HOSTILE)) {
        const fields = form.fields.filter((field) => !means(field, text));
        for (const field of fields) await refused({ ...form, noor, name, fill: { [field]: text } });
        const fill = Object.fromEntries(fields.map((field) => [field, text]));
        if (fields.length > 0) await refused({ ...form, noor, name, fill, as: 'submit' });
      }
      await goOn(form, noor);
    });

    type Filled = Form & {
      readonly noor: Actor;
      readonly name: string;
      readonly fill: Data;
      readonly as?: As;
    };

    async function refused({ kind, verb, good, noor, name, fill, as = 'execute' }: Filled): Promise<void> {
      const data = { card: await cardOf(house, noor, kind), ...good, ...fill };
      const { status, card } = await pressAs(house, noor, { verb, data, as });
      const about = `${Object.keys(fill)}: ${name}`;
      // A hundred thousand characters in several fields are more than a body may hold.
      expect(as === 'submit' && name.startsWith('a hundred') ? [200, 413] : [200], about).toContain(status);
      // Whatever was answered, a card of this kind still stands, to be filled in well.
      expect(await cardOf(house, noor, kind)).toMatch(/^[\da-f-]{36}$/);
      if (!card) return;
      expect(worksOn(card), about).toEqual([]);
      expect(
        [CLOSED, verb].some((sign) => JSON.stringify(card).includes(sign)),
        about,
      ).toBe(true);
    }

    /** The same form, filled in as it should be, works: nothing hostile is left in the way. */
    async function goOn({ kind, verb, good }: Form, noor: Actor): Promise<void> {
      if (verb === 'coaching.choose-slot') return;
      const slot = verb === 'coaching.preview' ? { slot: (await shownTo(noor))[0] } : {};
      const data = { card: await cardOf(house, noor, kind), ...good, ...slot };
      const { card } = await pressAs(house, noor, { verb, data });
      expect(buttonsOf(card ?? {})).not.toContain(verb);
      expect(readCard(card ?? {})).not.toContain(CLOSED);
    }

    async function shownTo(noor: Actor): Promise<readonly string[]> {
      const { card } = await pressAs(house, noor, {
        verb: 'coaching.choose-slot',
        data: { card: await cardOf(house, noor, 'slots'), slot: 'x' },
      });
      return choicesOf(card ?? {}, 'slot');
    }

    it('and every message that went out shows text as text; no job died', async () => {
      await sober();
      const all = await house.parts.c.db
        .selectFrom('cards')
        .select(['id', 'kind', 'state', 'replaces'])
        .execute();
      const newest = all.filter((card) => !all.some((other) => other.replaces === card.id));
      expect(newest.filter(({ state }) => !['shown', 'mailed'].includes(state))).toEqual([]);
      for (const person of house.people)
        for (const message of house.teams.messages(person.aadObjectId))
          expect(worksOn(message.card ?? {})).toEqual([]);
    });
  });
});

function numbered(count: number): Data {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, '1']));
}
