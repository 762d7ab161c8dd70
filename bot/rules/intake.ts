import { type Decision, never } from './decision.ts';
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
  | {
      readonly kind: 'consent';
      readonly preferences: Preferences;
      readonly matching: 'director' | 'coordinator';
      readonly placesTaken: number;
      readonly places: number;
    }
  | { readonly kind: 'no-consent' }
  /** The search for free coaches ended: how many can be offered. */
  | { readonly kind: 'searched'; readonly found: number }
  /** By the director (`choosing`) or, with `by: 'coordinator'`, from `matching` or `nobody`. */
  | {
      readonly kind: 'coach';
      readonly coach: PersonId;
      readonly by: 'director' | 'coordinator';
      readonly offered: readonly PersonId[];
    }
  /** This coach is no longer in the pool. */
  | { readonly kind: 'coach-left'; readonly coach: PersonId }
  /** The director goes on with another coach; nobody hears why. */
  | { readonly kind: 'change-coach'; readonly matching: 'director' | 'coordinator' }
  /**
   * The coordinator puts another coach in the place of `from`, the one they saw there. Not the director's wish:
   * the former coach can be chosen again. `offered`: who fits now.
   */
  | {
      readonly kind: 'override';
      readonly from: PersonId;
      readonly coach: PersonId;
      readonly offered: readonly PersonId[];
    }
  /** The director takes the consent back: nothing of the trajectory goes on, and the place is free. */
  | { readonly kind: 'stop' }
  /** The director mends what was asked for. The first step of the form says the rest. */
  | { readonly kind: 'correct'; readonly wishes: Omit<Preferences, 'avoid'> }
  /** The term of the preferences is over. */
  | { readonly kind: 'wipe' }
  /** The term of the link to the coach is over. */
  | { readonly kind: 'finish' };

/** Effects are words for the flow: it knows which card or mail each one means. */
export type IntakeEffect =
  | { readonly kind: 'coordinator.match' }
  | { readonly kind: 'coordinator.nobody' }
  | { readonly kind: 'director.choose-slot' };

export type IntakeWhy = 'full' | 'already-coached' | 'wrong-state' | 'no-consent' | 'not-offered' | 'avoided';

type Decided = Decision<Intake, IntakeEffect, IntakeWhy>;
type Event<Kind extends IntakeEvent['kind']> = Extract<IntakeEvent, { kind: Kind }>;

/** Closed: every pair of state and event is decided. A repeat of the event that led here decides the same again, without effects. */
export function decideIntake(intake: Intake, event: IntakeEvent, now: Moment): Decided {
  switch (event.kind) {
    case 'sign-up':
      return signUp(intake, event);
    case 'consent':
      return consent(intake, event, now);
    case 'no-consent':
      return noConsent(intake);
    case 'searched':
      return searched(intake, event);
    case 'coach':
      return chooseCoach(intake, event, now);
    case 'coach-left':
      return coachLeft(intake, event);
    case 'change-coach':
      return changeCoach(intake, event);
    case 'override':
      return override(intake, event, now);
    case 'stop':
      return decided(ended(intake, 'asking'));
    case 'correct':
      return correct(intake, event);
    case 'wipe':
      return wipe(intake);
    case 'finish':
      return decided(ended(intake, 'signing-up'));
    default:
      return never(event);
  }
}

/** Signing up again keeps the preferences, so that the form can be prefilled, and asks for consent anew. Who is signing up already goes on: the same intake. */
function signUp(intake: Intake, event: Event<'sign-up'>): Decided {
  if (intake.state === 'coached') return refused('already-coached');
  if (event.placesTaken >= event.places) return refused('full');
  if (intake.state === 'signing-up' && intake.consentedAt === null) return decided(intake);
  return decided({ ...intake, state: 'signing-up', consentedAt: null });
}

function consent(intake: Intake, event: Event<'consent'>, now: Moment): Decided {
  if (intake.state === 'coached') return refused('already-coached');
  if (intake.state !== 'signing-up' && intake.state !== 'asking') {
    return samePreferences(intake.preferences, event.preferences) ? decided(intake) : refused('wrong-state');
  }
  if (event.placesTaken >= event.places) return refused('full');
  const consented = { ...intake, preferences: event.preferences, consentedAt: now };
  return event.matching === 'coordinator'
    ? decided({ ...consented, state: 'matching' }, { kind: 'coordinator.match' })
    : decided({ ...consented, state: 'choosing' });
}

/** A no is heard in every state before the hand-over; after it, nothing can be kept from the firm any more. */
function noConsent(intake: Intake): Decided {
  if (intake.state === 'coached') return refused('already-coached');
  return decided({ ...intake, state: 'asking', preferences: null, consentedAt: null });
}

/** A search that ends late, in a state that no longer asks for it, changes nothing. */
function searched(intake: Intake, event: Event<'searched'>): Decided {
  if (intake.state === 'choosing' && event.found === 0) {
    return decided({ ...intake, state: 'nobody' }, { kind: 'coordinator.nobody' });
  }
  if (intake.state === 'nobody' && event.found > 0) return decided({ ...intake, state: 'choosing' });
  return decided(intake);
}

function chooseCoach(intake: Intake, event: Event<'coach'>, now: Moment): Decided {
  if (intake.state === 'coached') {
    return intake.coach === event.coach ? decided(intake) : refused('already-coached');
  }
  if (intake.state === 'signing-up' || intake.state === 'asking') return refused('no-consent');
  if (event.by === 'director' && intake.state !== 'choosing') return refused('wrong-state');
  const { avoid, former } = intake.preferences ?? {};
  if (avoid === event.coach || former?.includes(event.coach)) return refused('avoided');
  if (event.by === 'director' && !event.offered.includes(event.coach)) return refused('not-offered');
  const coached = { ...intake, state: 'coached', coach: event.coach, handedOverAt: now } as const;
  return decided(coached, { kind: 'director.choose-slot' });
}

/** What the director asked for; states after consent have it, so its absence is a bug. */
export function wishesOf(intake: Intake): Preferences {
  if (!intake.preferences) throw new Error(`intake ${intake.id} has no preferences in state ${intake.state}`);
  return intake.preferences;
}

/** The contact stays the firm's: the coordinator finds another coach. */
function coachLeft(intake: Intake, event: Event<'coach-left'>): Decided {
  if (intake.state !== 'coached' || intake.coach !== event.coach) return decided(intake);
  return decided({ ...intake, state: 'nobody', coach: null }, { kind: 'coordinator.nobody' });
}

/** As before the first consent: whoever signs up again is asked everything again. */
function ended(intake: Intake, state: 'asking' | 'signing-up'): Intake {
  return { ...intake, state, preferences: null, consentedAt: null, coach: null, handedOverAt: null };
}

/** Consent stands, so what is asked may change; without consent the form of the sign-up asks it. */
function correct(intake: Intake, { wishes }: Event<'correct'>): Decided {
  if (intake.consentedAt === null && intake.handedOverAt === null) return refused('no-consent');
  return decided({ ...intake, preferences: { avoid: null, ...intake.preferences, ...wishes } });
}

/** A choice that nobody made in all that time is taken back with the wishes it rests on; a coach stays. */
function wipe(intake: Intake): Decided {
  if (intake.state === 'coached') return decided({ ...intake, preferences: null });
  return decided(ended(intake, intake.state === 'asking' ? 'asking' : 'signing-up'));
}

/** What they are entitled to stays, and so does the contact with the firm (A17). */
function changeCoach(intake: Intake, event: Event<'change-coach'>): Decided {
  if (intake.state !== 'coached' || !intake.coach || !intake.preferences) return refused('wrong-state');
  const former = [...(intake.preferences.former ?? []), intake.coach];
  const next = { ...intake, coach: null, preferences: { ...intake.preferences, former } };
  return event.matching === 'coordinator'
    ? decided({ ...next, state: 'matching' }, { kind: 'coordinator.match' })
    : decided({ ...next, state: 'choosing' });
}

/** From here the time counts anew, so that every change is told once. */
function override(intake: Intake, event: Event<'override'>, now: Moment): Decided {
  if (intake.state === 'signing-up' || intake.state === 'asking') return refused('no-consent');
  if (intake.state !== 'coached' || !intake.preferences) return refused('wrong-state');
  if (intake.coach === event.coach) return decided(intake);
  if (intake.coach !== event.from) return refused('wrong-state');
  const { avoid, former } = intake.preferences;
  if (avoid === event.coach || former?.includes(event.coach)) return refused('avoided');
  if (!event.offered.includes(event.coach)) return refused('not-offered');
  const coached = { ...intake, coach: event.coach, handedOverAt: now };
  return decided(coached, { kind: 'director.choose-slot' });
}

function samePreferences(kept: Preferences | null, given: Preferences): boolean {
  if (kept === null) return false;
  const sameList = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((item, index) => item === b[index]);
  return (
    sameList(kept.themes, given.themes) &&
    sameList(kept.days, given.days) &&
    sameList(kept.parts, given.parts) &&
    kept.length === given.length &&
    kept.place === given.place &&
    kept.language === given.language &&
    kept.avoid === given.avoid
  );
}

function decided(next: Intake, ...effects: readonly IntakeEffect[]): Decided {
  return { kind: 'decided', next, effects };
}

function refused(why: IntakeWhy): Decided {
  return { kind: 'refused', why };
}
