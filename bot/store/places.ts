import { sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Places, Wait } from '../rules/waiting.ts';
import type { Db, Trx } from './database.ts';

type Row = {
  readonly extra: number;
  /** Held by people who were erased when they left. */
  readonly gone: number;
  readonly held: number;
  readonly kept: number;
  readonly waiting: number;
  readonly mine: Wait['kind'] | null;
};

/**
 * Counts places, seen by one director, or (null) by nobody in particular; `places` are the file's own. One
 * query. A director who left the programme holds a place only when a session was held: that one is used.
 * Whoever gives a place takes the programme first (`programme.lock`), and so counts alone.
 */
export async function count(
  db: Db | Trx,
  q: { readonly places: number; readonly director: PersonId | null; readonly now: Moment },
): Promise<Places> {
  const { rows } = await sql<Row>`
    select
      (select extra_places from programme) as extra,
      coalesce((select t.count from tally t where t.what = 'places'), 0) as gone,
      (select count(*)::int from intakes i
        where (i.state in ('matching', 'choosing', 'nobody', 'coached') or i.finished_at is not null)
          and i.director is distinct from ${q.director}::uuid
          and (i.finished_at is not null or exists (select 1 from roles r where r.person = i.director and r.role = 'director')
            or i.sessions_before > 0
            or exists (select 1 from bookings b
              where b.intake = i.id and b.counts and b.ends <= ${new Date(q.now)}))) as held,
      w.kept, w.waiting, w.mine
    from (
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
  return {
    places: q.places + (row.extra ?? 0),
    held: row.held + row.gone,
    kept: row.kept,
    waiting: row.waiting,
    mine: row.mine,
  };
}
