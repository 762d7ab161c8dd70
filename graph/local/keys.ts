import { randomBytes } from 'node:crypto';

/** 24 letters and digits. */
export function newKey(): string {
  return randomBytes(12).toString('hex');
}

/** A global object id as Exchange writes it: the fixed class id, then what is unique. */
export function newUid(): string {
  return `040000008200E00074C5B7101A82E008${randomBytes(24).toString('hex').toUpperCase()}`;
}

/** An invented link in the form of Teams' own; it leads nowhere. */
export function newJoinUrl(organizerId: string): string {
  const thread = `19%3ameeting_${randomBytes(24).toString('base64url')}%40thread.v2`;
  return `https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${encodeURIComponent(`{"Oid":"${organizerId}"}`)}`;
}
