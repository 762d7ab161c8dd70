import type { CallbackId, IntakeId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** What waits for somebody of the firm, without what anybody wrote. */
export type Waiting = {
  readonly intake: IntakeId;
  readonly director: PersonId;
  readonly name: string;
  /** `matching`: the coordinator chooses. `nobody`: nobody fitted, or the coach left. */
  readonly state: 'matching' | 'nobody';
  readonly since: Moment | null;
};

/** Directors with consent who have no coach; who waits longest first. */
export async function waitingForMatch(db: Db | Trx): Promise<readonly Waiting[]> {
  const rows = await db
    .selectFrom('intakes')
    .innerJoin('people', 'people.id', 'intakes.director')
    .select(['intakes.id', 'intakes.director', 'people.name', 'intakes.state', 'intakes.consented_at'])
    .where('intakes.state', 'in', ['matching', 'nobody'])
    .where('intakes.consented_at', 'is not', null)
    .orderBy('intakes.consented_at')
    .orderBy('intakes.id')
    .execute();
  return rows.map(({ id, director, name, state, consented_at }) => ({
    intake: id,
    director,
    name,
    state: state === 'nobody' ? 'nobody' : 'matching',
    since: consented_at?.getTime() ?? null,
  }));
}

export type Coached = { readonly intake: IntakeId; readonly name: string; readonly coach: string };

/** Directors with a coach whose wishes are kept, so that another one could be found; by name. */
export async function coached(db: Db | Trx): Promise<readonly Coached[]> {
  return db
    .selectFrom('intakes')
    .innerJoin('people as director', 'director.id', 'intakes.director')
    .innerJoin('people as coach', 'coach.id', 'intakes.coach')
    .select(['intakes.id as intake', 'director.name as name', 'coach.name as coach'])
    .where('intakes.state', '=', 'coached')
    .where('intakes.preferences_sealed', 'is not', null)
    .orderBy('director.name')
    .orderBy('intakes.id')
    .execute();
}

export type OpenCallback = {
  readonly id: CallbackId;
  readonly director: string;
  /** Whose it is to call. */
  readonly reader: string;
  readonly askedAt: Moment;
};

/** Requests for a call that nobody took yet, oldest first. The number stays on the reader's own card. */
export async function openCallbacks(db: Db | Trx): Promise<readonly OpenCallback[]> {
  const rows = await db
    .selectFrom('callbacks')
    .innerJoin('people as director', 'director.id', 'callbacks.director')
    .innerJoin('people as reader', 'reader.id', 'callbacks.reader')
    .select(['callbacks.id', 'director.name as director', 'reader.name as reader', 'callbacks.asked_at'])
    .where('callbacks.state', '=', 'asked')
    .orderBy('callbacks.asked_at')
    .orderBy('callbacks.id')
    .execute();
  return rows.map(({ asked_at, ...row }) => ({ ...row, askedAt: asked_at.getTime() }));
}
