import { describe, expect, it } from 'vitest';
import { networkOf } from '../../bot/http/network.ts';
import {
  codeFrom,
  decideAsk,
  decideTry,
  grouped,
  isOpen,
  MOST_ASKS,
  readCode,
  type TryFacts,
} from '../../bot/rules/sign-in.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';
import { createSigner } from '../../bot/store/signer.ts';
import { NOW } from './situations.ts';

describe('a one-time code', () => {
  it('has eight signs that are not taken for others, each as likely as any', () => {
    const signs = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [sign = ''] = codeFrom(new Uint8Array(8).fill(byte));
      signs.set(sign, (signs.get(sign) ?? 0) + 1);
    }
    expect(signs.size).toBe(32);
    expect(new Set(signs.values())).toEqual(new Set([8]));
    expect([...signs.keys()].join('')).not.toMatch(/[01IO]/);
  });

  it('is read as people type it', () => {
    const code = codeFrom(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));
    const group = grouped(code);
    for (const typed of [code, group, group.toLowerCase(), ` ${group.replace('-', ' – ')} `])
      expect(readCode(typed)).toBe(code);
  });

  it.each([
    '',
    'ABC',
    'ABCDEFGHJ',
    'ABCD-EFG0',
    "' or 1=1",
    'ÄBCDEFGH',
    'a'.repeat(100_000),
    '\0\0\0\0\0\0\0\0',
  ])('is none when it is %j', (text) => {
    expect(readCode(text)).toBe(null);
  });

  const fresh: TryFacts = { now: NOW, expiresAt: NOW + 10 * MINUTE, tries: 0, usedAt: null, right: true };
  it.each<[string, Partial<TryFacts>, string]>([
    ['the right code', {}, 'right'],
    ['the right code as a fifth try', { tries: 4 }, 'right'],
    ['the right code as a sixth try', { tries: 5 }, 'over'],
    ['the right code in the last moment', { now: NOW + 10 * MINUTE - 1 }, 'right'],
    ['the right code too late', { now: NOW + 10 * MINUTE }, 'over'],
    ['a wrong code', { right: false }, 'wrong'],
    ['a wrong code as a fifth try', { right: false, tries: 4 }, 'over'],
    ['a wrong code after the right one', { right: false, usedAt: NOW - 1 }, 'over'],
    ['the same press twice', { usedAt: NOW - 10_000 }, 'same-press'],
    ['the same code later', { usedAt: NOW - 10_001 }, 'replayed'],
    ['the same code long after', { usedAt: NOW - 10_001, now: NOW + HOUR }, 'replayed'],
  ])('%s', (_, more, tried) => {
    expect(decideTry({ ...fresh, ...more })).toBe(tried);
  });

  it('is not sent once too many were asked for, which is said only when it tells of nobody', () => {
    expect(decideAsk({ all: 0, network: 0, person: 0 })).toBe('send');
    expect(decideAsk({ all: 0, network: 0, person: MOST_ASKS.person })).toBe('silent');
    expect(decideAsk({ all: 0, network: MOST_ASKS.network, person: MOST_ASKS.person })).toBe('busy');
    expect(decideAsk({ all: MOST_ASKS.all, network: 0, person: 0 })).toBe('busy');
  });
});

describe('a sign-in', () => {
  const open = {
    now: NOW,
    seenAt: NOW,
    endsAt: NOW + HOUR,
    rolesThen: ['coach'],
    rolesNow: ['coach'],
  } as const;
  it.each([
    ['as it was', {}, true],
    ['with a role more', { rolesNow: ['coach', 'coordinator'] as const }, true],
    ['with another role in its place', { rolesNow: ['office'] as const }, false],
    ['without any role', { rolesThen: [], rolesNow: [] }, false],
    ['at its end', { now: NOW + HOUR, seenAt: NOW + HOUR }, false],
    ['two hours after the last visit', { now: NOW + 2 * HOUR, endsAt: NOW + 8 * HOUR }, false],
  ])('%s', (_, more, is) => {
    expect(isOpen({ ...open, ...more })).toBe(is);
  });
});

describe('keyed hashes', () => {
  const [first, second] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const before = createSigner(new Map([['a', first]]));

  it('differ by key, purpose and text', () => {
    const other = createSigner(new Map([['b', second]]));
    const tags = [
      before.tag('code', 'x'),
      before.tag('form', 'x'),
      before.tag('code', 'y'),
      other.tag('code', 'x'),
    ];
    expect(new Set(tags).size).toBe(4);
  });

  it('still match after a new key came in front, and no more when the old one is gone', () => {
    const tag = before.tag('form', 'x');
    const both = createSigner(
      new Map([
        ['b', second],
        ['a', first],
      ]),
    );
    expect(both.matches('form', 'x', tag)).toBe(true);
    expect(both.matches('form', 'y', tag)).toBe(false);
    expect(both.matches('form', 'x', '')).toBe(false);
    expect(createSigner(new Map([['b', second]])).matches('form', 'x', tag)).toBe(false);
  });
});

describe('who asks too often is counted by their part of the internet', () => {
  it.each([
    ['192.0.2.17', '192.0.2'],
    ['::ffff:192.0.2.17', '192.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:db8::6', '2001:db8:0'],
    ['::1', '0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0'],
    ['', ''],
  ])('%s → %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
