import type { Time } from '../../../bot/teams/pacer.ts';

/** Time that stands still until it is told to go on; what is due in between runs at its own moment. */
export type PacedTime = Time & { pass(ms: number): Promise<void> };

export function pacedTime(): PacedTime {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, run) => void due.push({ at: now + ms, run }),
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due = due.filter((one) => one !== next);
        now = next.at;
        next.run();
      }
      now = end;
      await settled();
    },
  };
}

/** What waits for nothing but a promise has run. */
async function settled(): Promise<void> {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
}
