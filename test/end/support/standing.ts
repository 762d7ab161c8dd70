import { idOf } from '../../support/faults.ts';
import type { Actor, House } from '../../support/house.ts';

export type Standing = {
  readonly state: string | null;
  /** Sessions that took place, and those that count. */
  readonly done: number;
  readonly used: number;
  readonly coming: boolean;
  readonly mayBook: boolean;
};

/** How it stands with a director, by the store. */
export async function standingOf(house: House, director: Actor): Promise<Standing> {
  const { db } = house.parts.c;
  const id = await idOf(house, director);
  const intake = await db.selectFrom('intakes').selectAll().where('director', '=', id).executeTakeFirst();
  const sessions = await db
    .selectFrom('bookings')
    .select(['state', 'counts'])
    .where('director', '=', id)
    .execute();
  const entitled = house.parts.c.programme().sessions + (intake?.sessions_extra ?? 0);
  const coming = sessions.some(({ state }) => state === 'held' || state === 'confirmed');
  const used = sessions.filter(
    ({ counts, state }) => counts && state !== 'held' && state !== 'confirmed',
  ).length;
  return {
    state: intake?.state ?? null,
    done: sessions.filter(({ state }) => state === 'done').length,
    used,
    coming,
    mayBook: intake?.state === 'coached' && !coming && used < entitled,
  };
}
