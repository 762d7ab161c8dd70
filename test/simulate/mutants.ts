import { sql } from 'kysely';
import type { TurnEvent } from '../../bot/flows/event.ts';
import type { Calendar } from '../../bot/ports.ts';
import type { Db } from '../../bot/store/database.ts';
import { BEHIND } from './behind.ts';
import type { Chance } from './chance.ts';

/**
 * The house with one of its defences taken out, as if it had been forgotten. Nothing of the house's code is
 * replaced: the database or the way in is made to behave as it would without.
 */
export type Mutant = {
  /** What the database then does not hold; `undo` puts it back. */
  readonly database?: { readonly take: readonly string[]; readonly undo: readonly string[] };
  readonly calendar?: (calendar: Calendar) => Calendar;
  /** Graph forgets which create it saw before. */
  readonly forgetsCreates?: true;
  readonly arrival?: (event: TurnEvent, chance: Chance) => TurnEvent;
  /** Reads of who is booked when come from a copy that is behind. */
  readonly readsBehind?: true;
  /** Moments are owed after the commit: a crash in between loses them. */
  readonly owesAfterwards?: true;
};

const OVERLAP = (
  person: string,
) => `alter table bookings add constraint bookings_${person}_free exclude using gist
  (${person} with =, tstzrange(starts, ends, '[)') with &&) where (state in ('held', 'confirmed'))`;

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'transaction-id': { forgetsCreates: true, calendar: (calendar) => ({ ...calendar, find: findsNothing }) },
  'inbox-key': { arrival: (event, chance) => ({ ...event, key: `a:${chance.uuid()}` }) },
  'exclusion-constraint': {
    readsBehind: true,
    database: {
      take: [
        'alter table bookings drop constraint bookings_coach_free',
        'alter table bookings drop constraint bookings_director_free',
        ...BEHIND.take,
      ],
      undo: [...BEHIND.undo, 'delete from bookings', OVERLAP('coach'), OVERLAP('director')],
    },
  },
  'send-mark': {
    database: {
      take: [
        `create function unmark() returns trigger language plpgsql as $$
          begin if new.state = 'sending' then new.state := 'owed'; end if; return new; end $$`,
        'create trigger unmark before update on cards for each row execute function unmark()',
      ],
      undo: ['drop trigger unmark on cards', 'drop function unmark'],
    },
  },
  'due-row': { owesAfterwards: true },
  refetch: { calendar: readOnce },
  'delta-sweep': { calendar: (calendar) => ({ ...calendar, changes: seesNoChange }) },
  'put-once-more': {
    database: {
      take: [
        `create function forget() returns trigger language plpgsql as $$
          begin if new.kind = 'card.put-once-more' then return null; end if; return new; end $$`,
        'create trigger forget before insert on due for each row execute function forget()',
      ],
      undo: ['drop trigger forget on due', 'drop function forget'],
    },
  },
};

/** What was read of an event once is taken for how it stands. */
function readOnce(calendar: Calendar): Calendar {
  const known = new Map<string, Awaited<ReturnType<Calendar['read']>>>();
  return {
    ...calendar,
    async read(event) {
      const seen = known.get(event) ?? (await calendar.read(event));
      if (seen.kind === 'done') known.set(event, seen);
      return seen;
    },
  };
}

async function seesNoChange() {
  return { kind: 'done', value: { whole: false, changed: [], next: 'the same' } } as const;
}

async function findsNothing() {
  return { kind: 'done', value: null } as const;
}

export async function runAll(db: Db, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
