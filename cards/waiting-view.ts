import type { Helpline } from '../bot/rules/programme.ts';
import type { Amounts, Price } from '../bot/rules/request.ts';
import type { Moment } from '../bot/rules/time.ts';
import type { Fault } from './view.ts';

/** What is said to a director for whom there is no place yet. Where in the queue they stand is nowhere: it could name somebody. */
export type WaitingView =
  /** All places are taken. `asks`: when a place would be asked; null: there is nobody to ask. */
  | {
      readonly kind: 'full';
      readonly municipality: string;
      readonly helpline: Helpline;
      readonly asks: Moment | null;
    }
  /** `to-ask`: at `asks` a place is asked. `asked`: it is. `listed`: for a place that comes free. */
  | {
      readonly kind: 'waiting';
      readonly municipality: string;
      readonly helpline: Helpline;
      readonly step: 'to-ask' | 'asked' | 'listed';
      readonly asks: Moment | null;
    }
  | { readonly kind: 'waiting-left' }
  /** A place is kept until then. `again`: they are asked for the second and last time. */
  | { readonly kind: 'place-free'; readonly until: Moment; readonly again: boolean }
  | { readonly kind: 'place-passed' }
  /** No extra place for now; they stay in the queue. */
  | {
      readonly kind: 'place-refused';
      readonly firm: string;
      readonly phone: string;
      readonly mail: string;
      readonly helpline: Helpline;
    };

/** One session more than the programme gives. */
export type ExtraView =
  /** `asks`: when it goes out; null when it is out. */
  | { readonly kind: 'extra-asked'; readonly municipality: string; readonly asks: Moment | null }
  | { readonly kind: 'extra-withdrawn' }
  | { readonly kind: 'extra-given' }
  | {
      readonly kind: 'extra-refused';
      readonly firm: string;
      readonly phone: string;
      readonly mail: string;
      readonly helpline: Helpline;
    }
  /** To the coach who asked. */
  | {
      readonly kind: 'coach-extra';
      readonly director: string;
      readonly outcome: 'asked' | 'given' | 'refused';
    };

/** To the contact person: numbers and what they cost, nobody's name, and no day on which somebody asked. */
export type RequestView =
  | {
      readonly kind: 'request';
      readonly firm: string;
      readonly asked: Amounts;
      readonly price: Price | null;
      readonly faults: readonly Fault[];
    }
  | {
      readonly kind: 'request-answered';
      readonly firm: string;
      readonly asked: Amounts;
      readonly given: Amounts;
      readonly price: Price | null;
      readonly at: Moment;
      readonly by: 'you' | 'colleague';
    };
