import { type Counted, countCalls } from '../support/calls-counted.ts';
import { sample } from '../support/faults.ts';
import { openHouse } from '../support/house.ts';
import type { Figure, Row } from './figure.ts';

/** What people do, and how many calls to Graph that may cost. */
const BARS: readonly { readonly name: string; readonly of: keyof Counted; readonly atMost: number }[] = [
  { name: 'a move: getSchedule', of: 'moveFreeBusy', atMost: 1 },
  { name: 'a move: PATCH', of: 'movePatch', atMost: 1 },
  { name: 'a move: anything else', of: 'moveElse', atMost: 0 },
  { name: 'a quiet look around', of: 'quietLook', atMost: 1 },
  { name: '1,000 notifications about one event in a minute: looks at it', of: 'flood', atMost: 2 },
  { name: 'reminders and check-in of a session', of: 'reminders', atMost: 0 },
];

/** Counted in local mode, by the local Outlook that the calls arrive at: exact, whatever the machine does. */
export async function countedCalls({
  say,
}: {
  readonly say: (line: string) => void;
}): Promise<readonly Row[]> {
  say('calls to Graph, counted');
  const house = await openHouse({
    store: { kind: 'pglite', dir: null },
    programme: sample({ directors: 1, coaches: 1 }),
  });
  try {
    const counted = await countCalls(house, { director: 'd1', coach: 'c1' });
    return BARS.map(({ name, of, atMost }) => figure(name, counted[of], atMost));
  } finally {
    await house.stop();
  }
}

/** The bar is a number of calls, and no ratio. */
function figure(name: string, ours: number, atMost: number): Figure {
  return {
    name: `calls: ${name}`,
    unit: 'calls',
    ours,
    baseline: null,
    ratio: null,
    spread: null,
    bar: { calls: atMost },
    holds: ours <= atMost,
  };
}
