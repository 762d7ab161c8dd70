import { sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Places } from '../rules/waiting.ts';
import type { Db, Trx } from './database.ts';

type Row = {
  readonly extra: number;
  readonly held: number;
  /** Sessions that count, of people who hold no place any more; without those that were added for them. */
  readonly used: number;
  readonly kept: number;
  readonly waiting: number;
  readonly mine: Places['mine'];
};

/** Who gave consent, or is through, and is a director still. */
const HOLDS = sql<boolean>`((i.state in ('matching', 'choosing', 'nobody', 'coached') or i.finished_at is not null)
  and exists (select 1 from roles r where r.person = i.director and r.role = 'director'))`;

/**
 * Counts places, seen by one director, or (null) by nobody in particular; `places` are the file's own. One
 * query. Whoever gives a place takes the programme first (`programme.lock`), and so counts alone.
 */
export async function count(
  db: Db | Trx,
  q: {
    readonly places: number;
    readonly sessions: number;
    readonly director: PersonId | null;
    readonly now: Moment;
  },
): Promise<Places> {
  const { rows } = await sql<Row>`
    select (select extra_places from programme) as extra, i.held, w.kept, w.waiting,
      i.used + coalesce((select t.count from tally t where t.what = 'sessions'), 0) as used,
      coalesce(w.mine, (select 'holds' from intakes i where i.director = ${q.director}::uuid and ${HOLDS})) as mine
    from (
      select
        count(*) filter (where ${HOLDS})::int as held,
        coalesce(sum(greatest(0, i.sessions_before - i.sessions_extra + (
          select count(*) from bookings b where b.intake = i.id and b.counts and b.ends <= ${new Date(q.now)}
        ))) filter (where not ${HOLDS}), 0)::int as used
      from intakes i where i.director is distinct from ${q.director}::uuid
    ) as i, (
      select
        count(*) filter (where other and state <> 'waiting')::int as kept,
        count(*) filter (where other and state = 'waiting')::int as waiting,
        max(state) filter (where not other) as mine
      from (
        select state, director is distinct from ${q.director}::uuid as other from waiting
        where exists (select 1 from roles r where r.person = director and r.role = 'director')
      ) as queue
    ) as w`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('places can not be counted');
  const { extra, ...counted } = row;
  return { ...counted, places: q.places + (extra ?? 0), sessions: q.sessions };
}
