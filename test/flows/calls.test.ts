import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Counted, countCalls } from '../support/calls-counted.ts';
import { sample } from '../support/faults.ts';
import { type House, openHouse } from '../support/house.ts';
import { faultsLogged } from '../support/review.ts';

describe('calls to Outlook', () => {
  let house: House;
  let counted: Counted;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 1, coaches: 1 }) });
    counted = await countCalls(house, { director: 'd1', coach: 'c1' });
  });
  afterAll(() => house?.stop());

  it('a move costs one getSchedule and one PATCH, and nothing else', () => {
    const { moveFreeBusy, movePatch, moveElse } = counted;
    expect({ moveFreeBusy, movePatch, moveElse }).toEqual({ moveFreeBusy: 1, movePatch: 1, moveElse: 0 });
  });

  it('a quiet look around costs one', () => expect(counted.quietLook).toBe(1));

  it('a thousand notifications about one event within a minute cost at least one look and at most two', () => {
    expect(counted.flood).toBeGreaterThanOrEqual(1);
    expect(counted.flood).toBeLessThanOrEqual(2);
  });

  it('reminders, the question to the coach and the check-in cost none', () => {
    expect(counted.reminders).toBe(0);
    expect(faultsLogged(house)).toEqual([]);
  });
});
