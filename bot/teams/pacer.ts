import type { Urgency } from '../ports.ts';

/**
 * Sends at the pace of Teams: 30 a second for an app in a tenant. There are thirty permits, and each comes
 * back one second after the answer to what it was used for. The server counts an arrival somewhere between
 * sending and answer, so no second of its clock ever holds more than thirty, however long an answer takes.
 * Sending evenly spaced in place of this runs into refusals: arrivals bunch on the way.
 *
 * Several processes share the permits (`share`). While their number changes they may send too much for a few
 * seconds; then Teams says so, and a 429 holds everybody in this process for as long as it says. Source:
 * learn.microsoft.com, "Optimize your bot with rate limiting in Teams".
 */
export class Pacer {
  readonly #time: Time;
  readonly #waiting: Record<Urgency, Waiter[]> = { answer: [], broadcast: [] };
  #permits = PERMITS;
  #out = 0;
  /** Answers in a row while a broadcast waited. */
  #streak = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;

  constructor(time: Time) {
    this.#time = time;
  }

  /** Waits for a permit: who answers a person before who broadcasts, and for the rest in order. */
  take(urgency: Urgency): Promise<Permit | Rest> {
    const { promise, resolve } = Promise.withResolvers<Permit | Rest>();
    this.#waiting[urgency].push(resolve);
    this.#next();
    return promise;
  }

  /** Nothing more goes out for so long: Teams said so. What is under way comes to its end. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#time.now() + ms);
    this.#next();
    this.#time.after(ms, () => this.#next());
  }

  /** How long nothing goes out still, when that is longer than anybody should wait here; else 0. */
  restMs(): number {
    const held = this.#heldUntil - this.#time.now();
    return held > LONGEST_WAIT_MS ? held : 0;
  }

  /** This process is one of so many that send. */
  share(processes: number): void {
    this.#permits = Math.max(1, Math.floor(PERMITS / processes));
    this.#next();
  }

  #next(): void {
    const held = this.#heldUntil - this.#time.now();
    if (held > LONGEST_WAIT_MS) this.#sendAway(held);
    while (held <= 0 && this.#out < this.#permits) {
      const waiter = this.#first();
      if (!waiter) return;
      this.#out += 1;
      waiter(this.#permit());
    }
  }

  /** A person's answer goes first, but a queue of them leaves every tenth permit to the broadcast. */
  #first(): Waiter | undefined {
    const { answer, broadcast } = this.#waiting;
    const turn = broadcast.length > 0 && (answer.length === 0 || this.#streak >= STREAK) ? broadcast : answer;
    this.#streak = turn === broadcast || broadcast.length === 0 ? 0 : this.#streak + 1;
    return turn.shift();
  }

  #sendAway(afterMs: number): void {
    for (const urgency of ['answer', 'broadcast'] as const)
      for (const waiter of this.#waiting[urgency].splice(0)) waiter({ kind: 'rest', afterMs });
  }

  #back(): void {
    this.#out -= 1;
    this.#next();
  }

  #permit(): Permit {
    let over = false;
    const answered = () => {
      if (over) return;
      over = true;
      this.#time.after(WINDOW_MS, () => this.#back());
    };
    return { kind: 'permit', answered };
  }
}

/** A call may be made now. `answered`: its answer came, or it was given up. */
export type Permit = { readonly kind: 'permit'; answered(): void };
/** Teams asked for more rest than anybody should wait for here. */
export type Rest = { readonly kind: 'rest'; readonly afterMs: number };
type Waiter = (answer: Permit | Rest) => void;

/** Milliseconds, and never too early. */
export type Time = { now(): number; after(ms: number, run: () => void): void };

const PERMITS = 30;
const WINDOW_MS = 1_000;
const STREAK = 9;
/** A job that waits longer than its lease would be run by another process as well: it comes back later instead. */
const LONGEST_WAIT_MS = 10_000;

/** A longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const realTime: Time = {
  now: () => performance.now(),
  after(ms, run) {
    const at = performance.now() + ms;
    // Timers may fire a little before their time.
    const fire = () => (performance.now() < at ? realTime.after(at - performance.now(), run) : run());
    setTimeout(fire, Math.min(Math.ceil(ms), LONGEST_TIMER_MS)).unref();
  },
};
