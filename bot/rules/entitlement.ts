/** What one director may have: the programme's sessions, those that were added, and those held before an import. */
export type Entitlement = {
  readonly sessions: number;
  readonly extra: number;
  readonly before: number;
};

/** Sessions in all, over the whole of the programme. */
export function allSessions({ sessions, extra }: Entitlement): number {
  return sessions + extra;
}

/** Sessions that can stand in bookings: without those that were held before. Never below 0. */
export function bookable(entitlement: Entitlement): number {
  return Math.max(0, allSessions(entitlement) - entitlement.before);
}
