import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEYS, keysOfSchema, keyTable } from '../../bot/programme-keys.ts';

describe('the keys of the programme file', () => {
  it('are each explained, and nothing else is', () => {
    expect(Object.keys(KEYS).sort()).toEqual(
      keysOfSchema()
        .map(({ path }) => path)
        .sort(),
    );
  });

  it('stand in the README as `npm run programme -- keys` prints them', () => {
    const [, shown = ''] =
      /<!-- keys: .* -->\n([\s\S]*)<!-- \/keys -->/.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(shown.trim()).toBe(keyTable());
  });
});
