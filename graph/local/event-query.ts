import type { Fields, Subject } from './filter.ts';
import type { Collection } from './query.ts';
import type { StoredEvent } from './types.ts';

export function eventSubject(event: StoredEvent): Subject {
  return {
    value: (path) => COMPARED[path]?.(event) ?? null,
    items: (collection) =>
      collection === 'singleValueExtendedProperties'
        ? event.extended.map((one) => ({
            value: (path) => (path === 'id' ? one.id : one.value),
            items: () => [],
          }))
        : [],
  };
}

const COMPARED: Readonly<Record<string, (event: StoredEvent) => string | number | boolean>> = {
  'start/dateTime': (event) => event.startAt,
  'end/dateTime': (event) => event.endAt,
  createdDateTime: (event) => event.createdAt,
  lastModifiedDateTime: (event) => event.modifiedAt,
  iCalUId: (event) => event.uid,
  subject: (event) => event.subject,
  sensitivity: (event) => event.sensitivity,
  showAs: (event) => event.showAs,
  type: () => 'singleInstance',
  isCancelled: (event) => event.isCancelled,
  isOrganizer: (event) => event.isOrganizer,
  isAllDay: (event) => event.isAllDay,
};

const FIELDS: Fields = new Map([
  ...['start/dateTime', 'end/dateTime', 'createdDateTime', 'lastModifiedDateTime'].map(
    (at) => [at, 'moment'] as const,
  ),
  ...['iCalUId', 'subject', 'sensitivity', 'showAs', 'type'].map((at) => [at, 'text'] as const),
  ...['isCancelled', 'isOrganizer', 'isAllDay'].map((at) => [at, 'flag'] as const),
]);

const PROPERTIES: ReadonlySet<string> = new Set([
  ...[
    'id',
    'createdDateTime',
    'lastModifiedDateTime',
    'changeKey',
    'categories',
    'transactionId',
    'iCalUId',
    'webLink',
  ],
  ...[
    'originalStartTimeZone',
    'originalEndTimeZone',
    'reminderMinutesBeforeStart',
    'isReminderOn',
    'hasAttachments',
  ],
  ...['importance', 'sensitivity', 'isAllDay', 'isCancelled', 'isOrganizer', 'isDraft', 'responseRequested'],
  ...[
    'seriesMasterId',
    'showAs',
    'type',
    'recurrence',
    'hideAttendees',
    'allowNewTimeProposals',
    'responseStatus',
  ],
  ...[
    'isOnlineMeeting',
    'onlineMeetingProvider',
    'onlineMeetingUrl',
    'onlineMeeting',
    'subject',
    'bodyPreview',
  ],
  ...[
    'body',
    'start',
    'end',
    'location',
    'locations',
    'attendees',
    'organizer',
    'singleValueExtendedProperties',
  ],
]);

/** What may be asked of a list of events. */
export const EVENTS: Collection = {
  properties: PROPERTIES,
  fields: FIELDS,
  collections: new Map([
    [
      'singleValueExtendedProperties',
      new Map([
        ['id', 'text'],
        ['value', 'text'],
      ]),
    ],
  ]),
  orderable: new Set([
    'start/dateTime',
    'end/dateTime',
    'createdDateTime',
    'lastModifiedDateTime',
    'subject',
  ]),
  maxTop: 1000,
};
