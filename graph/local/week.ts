import { eventId } from './event-output.ts';
import type { Answer, Sensitivity, ShowAs, StoredEvent } from './types.ts';

/** An appointment as the console shows it; `start` and `end` are UTC, ISO 8601. */
export type WeekItem = {
  readonly id: string;
  readonly iCalUId: string;
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  readonly isOrganizer: boolean;
  readonly organizer: string;
  readonly showAs: ShowAs;
  readonly sensitivity: Sensitivity;
  readonly location: string | null;
  readonly joinUrl: string | null;
  /** The owner's own answer. */
  readonly answer: Answer;
  readonly attendees: readonly { readonly name: string; readonly address: string; readonly answer: Answer }[];
};

export function weekItem(event: StoredEvent): WeekItem {
  const { subject, isAllDay, isCancelled, isOrganizer, showAs, sensitivity, location, joinUrl, answer } =
    event;
  return {
    ...{ subject, isAllDay, isCancelled, isOrganizer, showAs, sensitivity, location, joinUrl, answer },
    id: eventId(event.key, true),
    iCalUId: event.uid,
    start: new Date(event.startAt).toISOString(),
    end: new Date(event.endAt).toISOString(),
    organizer: event.organizer.name,
    attendees: event.attendees.map(({ name, address, answer: given }) => ({ name, address, answer: given })),
  };
}
