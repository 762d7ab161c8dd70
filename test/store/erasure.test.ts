import { expect, it } from 'vitest';
import { PLAN } from '../../bot/store/erasure.ts';
import { DATA_MAP } from '../../manifest/evidence/data-map.ts';

it('every table with a person in it is in the plan of the erasure, and no other', () => {
  const withPerson = Object.entries(DATA_MAP).flatMap(([table, { columns }]) =>
    Object.values(columns).includes('person') || table === 'people' ? [table] : [],
  );
  expect(Object.keys(PLAN).sort()).toEqual(withPerson.sort());
});
