import { Buffer } from 'node:buffer';

/** Random bytes; a simulation gives its own, so that it plays again the same way. */
export type Bytes = (count: number) => Uint8Array;

/** 24 letters and digits. */
export function newKey(bytes: Bytes): string {
  return Buffer.from(bytes(12)).toString('hex');
}

/** A global object id as Exchange writes it: the fixed class id, then what is unique. */
export function newUid(bytes: Bytes): string {
  return `040000008200E00074C5B7101A82E008${Buffer.from(bytes(24)).toString('hex').toUpperCase()}`;
}

/** An invented link in the form of Teams' own; it leads nowhere. */
export function newJoinUrl(bytes: Bytes, organizerId: string): string {
  const thread = `19%3ameeting_${Buffer.from(bytes(24)).toString('base64url')}%40thread.v2`;
  return `https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${encodeURIComponent(`{"Oid":"${organizerId}"}`)}`;
}
