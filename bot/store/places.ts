import { sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Places } from '../rules/waiting.ts';
import type { Db, Trx } from './database.ts';
import { kept } from './kept.ts';

type Row = {
  readonly extra: number;
  readonly held: number;
  /** Sessions that count, of people who hold no place any more; without those that were added for them. */
  readonly used: number;
  readonly kept: number;
  readonly waiting: number;
  readonly mine: Places['mine'];
};

/** Who gave consent, or is through; and is a director still. */
const ON_THE_WAY = sql<boolean>`(i.state in ('matching', 'choosing', 'nobody', 'coached') or i.finished_at is not null)`;
const HOLDS = sql<boolean>`(${ON_THE_WAY}
  and exists (select 1 from roles r where r.person = i.director and r.role = 'director'))`;

/** Beyond this many the exact number says nothing new: no programme has as many sessions. */
const MOST_USED = 10_000;

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
  const [row] = (await db.executeQuery(COUNT({ director: q.director, now: new Date(q.now) }))).rows;
  if (!row) throw new Error('places can not be counted');
  const { extra, ...counted } = row;
  return { ...counted, places: q.places + (extra ?? 0), sessions: q.sessions };
}

const COUNT = kept((_, q: { readonly director: PersonId | null; readonly now: Date }) => {
  const me = sql`${q.director}::uuid`;
  return sql<Row>`
    select w.kept, w.waiting,
      (select extra_places from programme) as extra,
      (select count(*)::int from roles r join intakes i on i.director = r.person
        where r.role = 'director' and ${ON_THE_WAY} and i.director is distinct from ${me}) as held,
      (coalesce((select t.count from tally t where t.what = 'sessions'), 0)
        + (select coalesce(sum(i.sessions_before - i.sessions_extra), 0) from intakes i
          where (i.sessions_before > 0 or i.sessions_extra > 0)
            and i.director is distinct from ${me} and not ${HOLDS})
        + (select count(*) from (
          select 1 from bookings b join intakes i on i.id = b.intake
          where b.counts and b.ends <= ${q.now} and i.director is distinct from ${me} and not ${HOLDS}
          limit ${MOST_USED}) as past))::int as used,
      coalesce(w.mine, (select 'holds' from intakes i where i.director = ${me} and ${HOLDS})) as mine
    from (
      select
        count(*) filter (where other and state <> 'waiting')::int as kept,
        count(*) filter (where other and state = 'waiting')::int as waiting,
        max(state) filter (where not other) as mine
      from (
        select state, director is distinct from ${me} as other from waiting
        where exists (select 1 from roles r where r.person = director and r.role = 'director')
      ) as queue
    ) as w`;
});
