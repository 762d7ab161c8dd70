import type { DayPart, SlotSettings, WorkingHours } from './programme.ts';
import type { Day, Interval, Moment, Weekday } from './time.ts';

/** Busy times of a mailbox, in any order, may overlap. What can not be read counts as busy throughout. */
export type Busy = readonly Interval[] | 'unknown';

export type SlotQuestion = {
  readonly now: Moment;
  /** The programme's zone: days and parts of the day are read in it. */
  readonly zone: string;
  readonly firstDay: Day;
  readonly settings: SlotSettings;
  readonly minutes: number;
  readonly days: readonly Weekday[];
  readonly parts: readonly DayPart[];
  readonly coach: { readonly zone: string; readonly hours: WorkingHours; readonly busy: Busy; readonly bookings: readonly Interval[] };
  readonly director: { readonly busy: Busy; readonly bookings: readonly Interval[] };
};

/** The period in which slots may start: [from, until). Also what free/busy is asked for. */
export declare function window(q: Pick<SlotQuestion, 'now' | 'zone' | 'firstDay' | 'settings'>): Interval;
/** Every slot in which both are free, sorted by start. */
export declare function freeSlots(q: SlotQuestion): readonly Interval[];
/** `count` slots spread over days, sorted by start; page 0, 1, … never repeats one; empty when none are left. */
export declare function spread(slots: readonly Interval[], zone: string, count: number, page: number): readonly Interval[];
