import type { Time } from './pacer.ts';

/**
 * New messages to one conversation: what Teams lets a bot say there. No person comes near it in use; a loop by
 * mistake would. Each process counts its own: two that write to one person at once are told by Teams (429).
 */
const LIMITS = [
  { count: 7, withinMs: 1_000 },
  { count: 8, withinMs: 2_000 },
  { count: 60, withinMs: 30_000 },
  { count: 1_800, withinMs: 3_600_000 },
] as const;
const LONGEST_MS = 3_600_000;
/** While an answer is out its moment is not known. */
const UNANSWERED_MS = 1_000;
/** Conversations that are kept before those without a recent message are let go. */
const SWEEP_AT = 1_000;

type Sent = { at: number };

export class Threads {
  readonly #time: Time;
  readonly #sent = new Map<string, Sent[]>();
  #sweepAt = SWEEP_AT;

  constructor(time: Time) {
    this.#time = time;
  }

  /** How long until a message may go there; 0 is now. */
  restMs(conversation: string): number {
    const sent = this.#sent.get(conversation) ?? [];
    const now = this.#time.now();
    const rests = LIMITS.map(({ count, withinMs }) => {
      const first = sent[sent.length - count];
      if (!first) return 0;
      return first.at === Number.POSITIVE_INFINITY ? UNANSWERED_MS : first.at + withinMs - now;
    });
    return Math.max(0, ...rests);
  }

  /** A message goes out; the answer calls what comes back. */
  send(conversation: string): () => void {
    this.#sweep();
    const one: Sent = { at: Number.POSITIVE_INFINITY };
    const sent = this.#sent.get(conversation) ?? [];
    this.#sent.set(conversation, [...recent(sent, this.#time.now()), one]);
    return () => {
      one.at = this.#time.now();
      this.#sent.get(conversation)?.sort((a, b) => a.at - b.at);
    };
  }

  #sweep(): void {
    if (this.#sent.size < this.#sweepAt) return;
    const now = this.#time.now();
    for (const [conversation, sent] of this.#sent)
      if (recent(sent, now).length === 0) this.#sent.delete(conversation);
    this.#sweepAt = Math.max(SWEEP_AT, this.#sent.size * 2);
  }
}

function recent(sent: readonly Sent[], now: number): readonly Sent[] {
  return sent.filter(({ at }) => at > now - LONGEST_MS);
}
