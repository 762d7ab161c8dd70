import type { Decision } from './decision.ts';
import type { IntakeId, PersonId } from './ids.ts';
import type { Preferences } from './programme.ts';
import type { Moment } from './time.ts';

/**
 * One director's way through the programme.
 * - `signing-up`: filling in; nobody at the firm knows.
 * - `asking`: said no to consent; nothing is handed over; may start again.
 * - `matching`: the coordinator looks for a coach (setting `matching: coordinator`).
 * - `choosing`: the director chooses a coach.
 * - `nobody`: no coach fits or is free; the coordinator was told; an answer is promised.
 * - `coached`: a coach is chosen; the contact is the firm's (A17).
 */
export type IntakeState = 'signing-up' | 'asking' | 'matching' | 'choosing' | 'nobody' | 'coached';

export type Intake = {
  readonly id: IntakeId;
  readonly director: PersonId;
  readonly state: IntakeState;
  readonly preferences: Preferences | null;
  readonly consentedAt: Moment | null;
  readonly coach: PersonId | null;
  /** The moment from which the contact is the firm's; null before. */
  readonly handedOverAt: Moment | null;
};

export type IntakeEvent =
  /** Opens (or opens again) the form. `placesTaken` counts the other directors who hold a place. */
  | { readonly kind: 'sign-up'; readonly placesTaken: number; readonly places: number }
  | { readonly kind: 'consent'; readonly preferences: Preferences; readonly matching: 'director' | 'coordinator'; readonly placesTaken: number; readonly places: number }
  | { readonly kind: 'no-consent' }
  /** The search for free coaches ended: how many can be offered. */
  | { readonly kind: 'searched'; readonly found: number }
  /** By the director (`choosing`) or, with `by: 'coordinator'`, from `matching` or `nobody`. */
  | { readonly kind: 'coach'; readonly coach: PersonId; readonly by: 'director' | 'coordinator'; readonly offered: readonly PersonId[] };

/** Effects are words for the flow: it knows which card or mail each one means. */
export type IntakeEffect =
  | { readonly kind: 'coordinator.match' }
  | { readonly kind: 'coordinator.nobody' }
  | { readonly kind: 'director.choose-slot' };

export type IntakeWhy = 'full' | 'already-coached' | 'wrong-state' | 'no-consent' | 'not-offered' | 'avoided';

/** Closed: every pair of state and event is decided. A repeat of the event that led here decides the same again, without effects. */
export declare function decideIntake(intake: Intake, event: IntakeEvent, now: Moment): Decision<Intake, IntakeEffect, IntakeWhy>;
