import type { Moment } from './time.ts';

/** A business moment: a row written in the same transaction as the state that needs it. */
export type Due = { readonly at: Moment; readonly kind: string; readonly subject: string };

/** What a rule answers. A refusal is a value that a person can read, in nl and en. */
export type Decision<State, Effect, Why> =
  | {
      readonly kind: 'decided';
      readonly next: State;
      readonly effects: readonly Effect[];
      readonly due?: readonly Due[];
    }
  | { readonly kind: 'refused'; readonly why: Why };

/** Closes a switch over a union: a forgotten kind is a type error, a forged one throws. */
export function never(x: never): never {
  throw new Error(`unexpected kind: ${JSON.stringify(x)}`);
}
