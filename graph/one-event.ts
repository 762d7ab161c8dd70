import type { CreatedEvent, Outcome, SeenEvent } from '../bot/ports.ts';
import type { Interval } from '../bot/rules/time.ts';
import type { CalendarSettings } from './calendar.ts';
import { segment } from './client.ts';
import { graphCode } from './errors.ts';
import { EVENT_SELECT, event, seenEvent } from './wire.ts';
import { eventTimes } from './zones.ts';

type Settings = Pick<CalendarSettings, 'graph' | 'mailbox' | 'zone' | 'timeouts'>;

/** What Exchange answers for an event that is not there; any other 404 (a mailbox without Exchange) says nothing of the event. */
const NO_SUCH_EVENT = 'ErrorItemNotFound';

/** One event as it stands. An answer that can not be read is `unknown`, never "gone". */
export async function readEvent(settings: Settings, id: string): Promise<Outcome<SeenEvent | null>> {
  const answer = await settings.graph.call({
    method: 'GET',
    path: `/users/${segment(settings.mailbox)}/events/${segment(id)}`,
    query: { $select: `${EVENT_SELECT},isCancelled,attendees` },
    repeat: true,
    timeoutMs: settings.timeouts.readMs,
    mayMiss: true,
  });
  if (answer.kind !== 'done') return answer;
  const { status, body } = answer.value;
  if (status !== 200) {
    const code = graphCode(body) ?? `http-${status}`;
    return code === NO_SUCH_EVENT ? { kind: 'done', value: null } : { kind: 'refused', code };
  }
  const read = seenEvent.safeParse(body);
  return read.success ? { kind: 'done', value: read.data } : { kind: 'unknown', code: 'unreadable' };
}

/**
 * Only when it is: a body without the meeting block would drop the meeting, and a list of attendees would
 * invite everybody anew (learn.microsoft.com/graph/api/event-update). An event that somebody made one of whole
 * days takes no other times while it is.
 */
export async function moveEvent(
  settings: Settings,
  id: string,
  when: Interval,
): Promise<Outcome<CreatedEvent>> {
  const answer = await settings.graph.call({
    method: 'PATCH',
    path: `/users/${segment(settings.mailbox)}/events/${segment(id)}`,
    body: { ...eventTimes(when, settings.zone), isAllDay: false },
    repeat: false,
    timeoutMs: settings.timeouts.writeMs,
  });
  if (answer.kind !== 'done') return answer;
  const read = event.safeParse(answer.value.body);
  return read.success ? { kind: 'done', value: read.data } : { kind: 'unknown', code: 'unreadable' };
}
