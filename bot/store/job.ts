import { z } from 'zod';
import type { BookingId, CardId, CodeId, EventWipeId, IntakeId, PersonId, WipeId } from '../rules/ids.ts';

/** An effect that is owed: ids only, since pg-boss keeps payloads in clear. */
export type Job =
  | { readonly kind: 'app.install'; readonly person: PersonId }
  | { readonly kind: 'calendar.create'; readonly booking: BookingId }
  | { readonly kind: 'calendar.remove'; readonly booking: BookingId }
  | { readonly kind: 'calendar.move'; readonly booking: BookingId }
  /** Outlook told that something about this event (its id there) changed: look at it. */
  | { readonly kind: 'calendar.hear'; readonly event: string }
  /** Make or renew the subscription; look at what changed since the last look. */
  | { readonly kind: 'calendar.watch' }
  | { readonly kind: 'calendar.look-around' }
  | { readonly kind: 'chat.send'; readonly card: CardId }
  /** To many people at once: goes when nobody waits for an answer. */
  | { readonly kind: 'chat.broadcast'; readonly card: CardId }
  | { readonly kind: 'chat.update'; readonly card: CardId }
  /** Updates that waited a moment, several at once. */
  | { readonly kind: 'chat.put'; readonly cards: readonly CardId[] }
  | { readonly kind: 'mail.send'; readonly card: CardId }
  | { readonly kind: 'code.send'; readonly code: CodeId }
  | { readonly kind: 'message.wipe'; readonly wipe: WipeId }
  | { readonly kind: 'event.wipe'; readonly wipe: EventWipeId }
  /** A coach's calendar behind an ICS address. */
  | { readonly kind: 'feed.read'; readonly person: PersonId }
  | { readonly kind: 'offer.make'; readonly intake: IntakeId }
  | { readonly kind: 'wish.look'; readonly intake: IntakeId }
  | { readonly kind: 'session.propose'; readonly booking: BookingId; readonly part: 'director' | 'coach' }
  | { readonly kind: 'turn.again'; readonly key: string };

/** A queue for each system on the other side, so that an outage of one holds up nothing else; and one for whatever waits for a person. */
export const QUEUES = ['calendar', 'chat', 'broadcast', 'mail', 'flow', 'install', 'feed'] as const;
export type Queue = (typeof QUEUES)[number];

/** Where jobs end that failed for the last time, or can not be read. */
export const DEAD = 'dead';

const QUEUE_OF: { readonly [kind in Job['kind']]: Queue } = {
  'app.install': 'install',
  'calendar.create': 'calendar',
  'calendar.remove': 'calendar',
  'calendar.move': 'calendar',
  'calendar.hear': 'calendar',
  'calendar.watch': 'calendar',
  'calendar.look-around': 'calendar',
  'chat.send': 'chat',
  'chat.broadcast': 'broadcast',
  'chat.update': 'chat',
  'chat.put': 'chat',
  'mail.send': 'mail',
  'code.send': 'mail',
  'message.wipe': 'chat',
  'event.wipe': 'calendar',
  'feed.read': 'feed',
  'offer.make': 'flow',
  'session.propose': 'flow',
  'wish.look': 'flow',
  'turn.again': 'flow',
};

export function queueOf(job: Job): Queue {
  return QUEUE_OF[job.kind];
}

const id = z.uuid();
const jobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('app.install'), person: id }),
  z.strictObject({ kind: z.literal('calendar.create'), booking: id }),
  z.strictObject({ kind: z.literal('calendar.remove'), booking: id }),
  z.strictObject({ kind: z.literal('calendar.move'), booking: id }),
  z.strictObject({ kind: z.literal('calendar.hear'), event: z.string().min(1) }),
  z.strictObject({ kind: z.literal('calendar.watch') }),
  z.strictObject({ kind: z.literal('calendar.look-around') }),
  z.strictObject({ kind: z.literal('chat.send'), card: id }),
  z.strictObject({ kind: z.literal('chat.broadcast'), card: id }),
  z.strictObject({ kind: z.literal('chat.update'), card: id }),
  z.strictObject({ kind: z.literal('chat.put'), cards: z.array(id) }),
  z.strictObject({ kind: z.literal('mail.send'), card: id }),
  z.strictObject({ kind: z.literal('code.send'), code: id }),
  z.strictObject({ kind: z.literal('message.wipe'), wipe: id }),
  z.strictObject({ kind: z.literal('event.wipe'), wipe: id }),
  z.strictObject({ kind: z.literal('feed.read'), person: id }),
  z.strictObject({ kind: z.literal('offer.make'), intake: id }),
  z.strictObject({ kind: z.literal('wish.look'), intake: id }),
  z.strictObject({ kind: z.literal('session.propose'), booking: id, part: z.enum(['director', 'coach']) }),
  z.strictObject({ kind: z.literal('turn.again'), key: z.string().min(1) }),
]);

/** A job as it was read back; null when it is none of ours. */
export function parseJob(data: unknown): Job | null {
  const parsed = jobSchema.safeParse(data);
  return parsed.success ? (parsed.data as Job) : null;
}
