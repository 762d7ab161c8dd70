import { left } from '../rules/booking.ts';
import { bookable, type Entitlement } from '../rules/entitlement.ts';
import type { IntakeId } from '../rules/ids.ts';
import * as bookings from '../store/bookings.ts';
import type { Db, Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Context } from './context.ts';

/** What this director may have; `intake` is null for somebody who did not sign up. */
export async function entitlementOf(
  c: Pick<Context, 'programme'>,
  db: Db | Trx,
  intake: IntakeId | null,
): Promise<Entitlement> {
  const { sessions } = c.programme();
  if (intake === null) return { sessions, extra: 0, before: 0 };
  return { sessions, ...(await intakes.sessionCounts(db, intake)) };
}

/** Sessions that can stand in this director's bookings: what `left` counts against. */
export async function bookableSessions(
  c: Pick<Context, 'programme'>,
  db: Db | Trx,
  intake: IntakeId,
): Promise<number> {
  return bookable(await entitlementOf(c, db, intake));
}

/** Whether no session is left to be booked. */
export async function isUsedUp(
  c: Pick<Context, 'programme'>,
  db: Db | Trx,
  intake: IntakeId,
): Promise<boolean> {
  return left(await bookings.ofIntake(db, intake), await bookableSessions(c, db, intake)) === 0;
}
