import type { Changes } from '../ports.ts';
import { isWindowOld, windowAt } from '../rules/hearing.ts';
import type { Interval, Moment } from '../rules/time.ts';
import * as hearings from '../store/hearings.ts';
import * as watch from '../store/watch.ts';
import type { Context } from './context.ts';
import { type Hint, noteHints } from './hints.ts';

export type LookFrom = {
  readonly link: string | null;
  /** Of a look that begins anew. */
  readonly window: Interval;
};

/** Where the next look at what changed begins. A link keeps its window, so after a month a new one is begun. */
export function lookFrom(standing: watch.Watch | null, now: Moment): LookFrom {
  const since = standing?.windowStart ?? null;
  const old = since === null || isWindowOld(since, now);
  return { link: old ? null : (standing?.link ?? null), window: windowAt(now) };
}

/**
 * What changed since the last look, as hints like any other. After a whole look, an event that should stand in
 * the calendar and is not listed is one too: it may have been deleted while nobody looked.
 */
export function changesSeen(c: Context, q: { from: LookFrom; changes: Changes }): Promise<void> {
  const { changed, whole, next } = q.changes;
  const { window } = q.from;
  return c.db.transaction().execute(async (trx) => {
    const hints = changed.map(({ id, gone, etag }): Hint => ({ event: id, removed: gone, etag }));
    const missing = whole ? await unlisted() : [];
    await noteHints(c, trx, [...hints, ...missing]);
    const { windowStart } = (await watch.find(trx)) ?? { windowStart: null };
    await watch.looked(trx, {
      link: next,
      windowStart: whole ? c.clock.now() : (windowStart ?? window.start),
    });

    async function unlisted(): Promise<readonly Hint[]> {
      const listed = new Set(changed.filter(({ gone }) => !gone).map(({ id }) => id));
      const coming = { start: c.clock.now(), end: window.end };
      const events = await hearings.standing(trx, coming);
      return events
        .filter((event) => !listed.has(event))
        .map((event) => ({ event, removed: true, etag: null }));
    }
  });
}
