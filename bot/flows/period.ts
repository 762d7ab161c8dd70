import { window } from '../rules/slots.ts';
import { HOUR, type Interval } from '../rules/time.ts';
import type { Context } from './context.ts';

/** Asked a bit wider than slots are offered, so that buffers at the edges see what is there. */
export function periodOf(c: Context): Interval {
  const { zone, firstDay, slots } = c.programme();
  const period = window({ now: c.clock.now(), zone, firstDay, settings: slots });
  return { start: period.start - HOUR, end: period.end + 3 * HOUR };
}
