import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

/**
 * One thing that a process is doing: a job, a turn or a sweep. It runs alone until it waits for another
 * server; then the seed decides what goes on next. So every interleaving at calls is possible, and each
 * plays again the same way.
 */
export type Strand = {
  readonly name: string;
  /** The process that it runs in. */
  readonly replica: number;
  /** Calls that it waits in, several when it sent them together; none while it runs, and when it is over. */
  calls(): readonly Waiting[];
  over(): boolean;
  /** Its process died: it never goes on. */
  drop(): void;
};

export type Waiting = {
  /** Which call: `PATCH events`. */
  readonly what: string;
  /** `out`: on its way there. `back`: carried out, the answer is on its way. */
  readonly leg: 'out' | 'back';
};

type State = { readonly waiting: (Waiting & { go: () => void })[]; over: boolean; dropped: boolean };

/** Longer than any step: a strand that takes it waits for the database inside a transaction that never ends. */
const STUCK_MS = 60_000;

export type Strands = ReturnType<typeof createStrands>;

export function createStrands() {
  const here = new AsyncLocalStorage<State>();
  const states = new Map<Strand, State>();
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  let wake: () => void = () => undefined;

  /** Until the strand that runs is over, or waits in more calls than it did. */
  async function quiet(state: State, waited: number): Promise<void> {
    // Of calls that were sent together one may just end, and nothing tells of that: it is over with this turn.
    if (waited > 0) {
      await turnOfTheLoop();
      await turnOfTheLoop();
      return;
    }
    if (state.over || state.waiting.length > 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error('a step never came to its end')), STUCK_MS);
    wake = () => {
      if (state.over || state.waiting.length > 0) resolve();
    };
    await promise.finally(() => clearTimeout(timer));
  }

  return {
    all: (): readonly Strand[] => [...states.keys()],
    /** What threw though nothing was to: each is a violation. */
    failed: (): readonly { readonly name: string; readonly error: unknown }[] => failed,
    async start(name: string, replica: number, work: () => Promise<void>): Promise<Strand> {
      const state: State = { waiting: [], over: false, dropped: false };
      const strand: Strand = {
        name,
        replica,
        calls: () => state.waiting,
        over: () => state.over,
        drop: () => {
          state.dropped = true;
          states.delete(strand);
        },
      };
      states.set(strand, state);
      void here
        .run(state, work)
        .catch((error: unknown) => {
          failed.push({ name, error });
        })
        .finally(() => {
          state.over = true;
          states.delete(strand);
          wake();
        });
      await quiet(state, 0);
      return strand;
    },
    /** Lets one of the calls that a strand waits in go on, to the next wait or the strand's end. */
    async go(strand: Strand, at = 0): Promise<void> {
      const state = states.get(strand);
      const [call] = state?.waiting.splice(at, 1) ?? [];
      if (!state || !call) throw new Error(`${strand.name} does not wait`);
      const waited = state.waiting.length;
      call.go();
      await quiet(state, waited);
    },
    /** Whether the strand that asks now is dropped later; outside a strand never. */
    fate(): () => boolean {
      const state = here.getStore();
      return () => state?.dropped ?? false;
    },
    /** Called by the servers' side: the strand waits here until it may go on. Outside a strand nothing waits. */
    async wait(waiting: Waiting): Promise<void> {
      const state = here.getStore();
      if (!state) return;
      await new Promise<void>((resolve) => {
        state.waiting.push({ ...waiting, go: resolve });
        wake();
      });
      // A process that died: whatever would follow in it never happens.
      if (state.dropped) await new Promise(() => undefined);
    },
  };
}
