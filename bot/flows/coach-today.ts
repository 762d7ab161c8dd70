import type { PersonId } from '../rules/ids.ts';
import { addDays, midnight } from '../rules/time.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { coachSessions } from './sessions.ts';
import * as show from './show.ts';

/** In the morning of a day with sessions: whom the coach meets today. `subject`: the coach and their local day. */
export async function coachToday(c: Context, trx: Trx, subject: string): Promise<void> {
  const [id = '', day = ''] = subject.split(':');
  const coach = (await people.coaches(trx)).find((one) => one.id === (id as PersonId));
  if (!coach) return;
  const person = await people.byId(trx, coach.id);
  const until = midnight(addDays(day, 1), coach.zone);
  const view = await coachSessions(c, trx, person, until);
  if (view.kind !== 'coach-sessions' || view.entries.length === 0) return;
  await show.send(c, trx, { view, subject: coach.id, to: coach.id, once: `today:${subject}` });
}
