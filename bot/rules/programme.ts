import type { PersonId } from './ids.ts';
import type { Day, Interval, WallTime, Weekday } from './time.ts';

export type Language = 'nl' | 'en';
/** A text in both languages. */
export type Both = { readonly nl: string; readonly en: string };

export type Place = 'teams' | 'location' | 'phone';
export const PLACES = ['teams', 'location', 'phone'] as const satisfies readonly Place[];
export type Length = 60 | 75 | 90;
export const LENGTHS = [60, 75, 90] as const satisfies readonly Length[];
/** morning: starts before 12:00; afternoon: 12:00 or later and before 17:00; evening: 17:00 or later. */
export type DayPart = 'morning' | 'afternoon' | 'evening';
export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const satisfies readonly DayPart[];

export type Role = 'director' | 'coach' | 'coordinator' | 'office' | 'contact' | 'administrator';

export type Theme = { readonly code: string; readonly label: Both };
export type Helpline = { readonly number: string; readonly hours: Both };

/** Times of work per weekday; a day that is absent is a day off. */
export type WorkingHours = { readonly [day in Weekday]?: readonly { from: WallTime; to: WallTime }[] };

/** The programme's settings, as read from the programme file and frozen at apply. */
export type Programme = {
  readonly municipality: string;
  readonly firm: string;
  /** Where the firm answers questions of people who gave no consent. */
  readonly firmContact: { readonly phone: string; readonly mail: string };
  /** The mailbox that organises every event. */
  readonly mailbox: string;
  readonly zone: string;
  /** Monday of the start week: nothing is offered before it. */
  readonly firstDay: Day;
  readonly places: number;
  readonly sessions: number;
  readonly matching: 'director' | 'coordinator';
  readonly slots: SlotSettings;
  readonly themes: readonly Theme[];
  readonly helpline: Helpline;
  /** The subject in calendars: neutral, no programme or firm name. */
  readonly subject: Both;
  /** The neutral address for sessions on location. */
  readonly address: Both;
  /** Working days within which somebody without a match hears what is possible. */
  readonly answerWithinWorkingDays: number;
  readonly retention: RetentionTerms;
  /** Who at the firm or the municipality handles an objection: said before anybody objects. */
  readonly requestsTo: 'coordinator' | 'office';
  /** Who answers for the data, as the file names them; null when it does not. */
  readonly controller: string | null;
  /** Activities of the same leadership programme: every director is busy then. */
  readonly siblings: readonly Sibling[];
  readonly terms: SessionTerms;
  /** Of work (9:00–17:00 on working days): as long as a coach has to say that they will call. Then the coordinator is asked. */
  readonly callBackHours: number;
  /** What was agreed for so many places, in cents without VAT; null when the file does not say. */
  readonly budget: { readonly cents: number; readonly places: number } | null;
  /** When a week's requests go to the contact person. */
  readonly requests: { readonly day: Weekday; readonly time: WallTime };
  /** Working days for which a place is kept for who waited: the first time, and after asking once more. */
  readonly keepPlace: { readonly first: number; readonly again: number };
  /** What a coach can prepare for each session: advice, and only the coach sees it. */
  readonly templates: readonly SessionTemplate[];
  /** Hours for which a calendar behind an ICS address counts as it was read last. */
  readonly feedHours: number;
  /** Tenants of Entra whose accounts may sign in on a page. */
  readonly signInTenants: readonly string[];
};

/** A proposal for the session of this number (1, 2, …); the coach may do otherwise. */
export type SessionTemplate = {
  readonly number: number;
  readonly title: Both;
  readonly goals: readonly Both[];
  readonly topics: readonly Both[];
  readonly exercises: readonly Exercise[];
};
/** `text`: how it goes. `link`: an https address of a sheet. */
export type Exercise = { readonly title: Both; readonly text: Both | null; readonly link: string | null };

/** What the programme agreed about sessions. */
export type SessionTerms = {
  /** A director who cancels later than this before the start cancels late. */
  readonly lateCancelHours: number;
  /** Whether such a session counts as one of theirs; and one that they missed. */
  readonly lateCancelCounts: boolean;
  readonly missedCounts: boolean;
  /** Advice between two sessions, nothing more. */
  readonly spacingDays: number;
  /** Messages the working day before, and an hour before. */
  readonly reminders: readonly Reminder[];
};

export type Reminder = 'day' | 'hour';
export const REMINDERS = ['day', 'hour'] as const satisfies readonly Reminder[];

/** How long is kept what, in days. */
export type RetentionTerms = {
  /** Preferences, after the last session. */
  readonly preferencesDays: number;
  /** Who was coached by whom, and when: after the last session. */
  readonly coachDays: number;
  /** What was in messages of ours, and requests for a call. */
  readonly messagesDays: number;
  /** Who did what, in the record. */
  readonly recordDays: number;
  /** Somebody who has no role any more. */
  readonly leaversDays: number;
};

export type Sibling = { readonly name: string; readonly dates: readonly Interval[] };

export type SlotSettings = {
  readonly noticeHours: number;
  readonly bufferMinutes: number;
  readonly gridMinutes: number;
  readonly horizonDays: number;
  /** Directors can be asked on these days, between these times, in the programme's zone. */
  readonly directorHours: WorkingHours;
};

/**
 * Where is read when a coach is free: a mailbox here, times on their own page, a calendar behind an ICS address, a
 * mailbox of another organisation. What can not be read is busy.
 */
export type CalendarKind = 'tenant' | 'windows' | 'ics' | 'other-tenant';

export type Coach = {
  readonly id: PersonId;
  readonly name: string;
  readonly mail: string;
  readonly line: Both;
  readonly languages: readonly Language[];
  readonly themes: readonly string[];
  readonly places: readonly Place[];
  readonly zone: string;
  readonly hours: WorkingHours;
  readonly calendar: CalendarKind;
  /** The Entra tenant of a mailbox of another organisation. */
  readonly tenant?: string;
  readonly maxDirectors: number;
};

/** A coach as they can be booked now: what they changed on their own page stands before the file. */
export type CoachNow = Coach & {
  /** `hours` are the coach's own. */
  readonly ownHours: boolean;
  /** Nothing new is offered then: a pause. */
  readonly away: readonly Interval[];
  /** Of a coach whose calendar is `windows`: the only times in which they can be booked. */
  readonly windows: readonly Interval[];
};

/** What a director asks for. Empty lists mean "no preference". */
export type Preferences = {
  readonly themes: readonly string[];
  readonly length: Length;
  readonly place: Place;
  readonly days: readonly Weekday[];
  readonly parts: readonly DayPart[];
  readonly language: Language;
  readonly avoid: PersonId | null;
  /** Coaches whom the director went on without: not offered again. */
  readonly former?: readonly PersonId[];
};
