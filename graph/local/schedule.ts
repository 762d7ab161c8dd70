import { z } from 'zod';
import { actionParameters, type MailboxCall, type Preferences, type World } from './call.ts';
import { invalidBody, zonedMoment } from './event-input.ts';
import { isRefusal, type Refusal, type Reply, refuse } from './replies.ts';
import type { OutlookPerson, ShowAs, Span, StoredEvent } from './types.ts';
import { zonedTime } from './zones.ts';

/**
 * `getSchedule` (api/calendar-getschedule): at most 20 addresses, under 62 days, slots of 5 to 1440 minutes.
 * A mailbox that is not here is an error inside the 200.
 */
export function getSchedule(world: World, call: MailboxCall): Reply {
  const asked = readAsked(call);
  if (isRefusal(asked)) return asked.refused;
  const value = asked.schedules.map((address) => {
    const person = world.directory.mailbox(address);
    return person === null
      ? unknownMailbox(address)
      : scheduleOf(world, { address, person, asked, prefer: call.prefer });
  });
  const context = `${world.url()}/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)`;
  return { status: 200, body: { '@odata.context': context, value } };
}

type Asked = { readonly schedules: readonly string[]; readonly span: Span; readonly slot: number };

const MAX_SCHEDULES = 20;
const MINUTE = 60_000;
const DAYS_62 = 62 * 24 * 60 * MINUTE;

/** Working elsewhere counts as free in the view (resources/scheduleinformation). */
const DIGITS: Readonly<Record<ShowAs, number>> = {
  free: 0,
  workingElsewhere: 0,
  tentative: 1,
  busy: 2,
  oof: 3,
};

const sentBody = z.strictObject({
  schedules: z
    .array(
      z
        .string()
        .max(320)
        .regex(/^[^@\s]+@[^@\s]+$/),
    )
    .min(1),
  starttime: zonedMoment,
  endtime: zonedMoment,
  availabilityviewinterval: z.int().nullish(),
});

function readAsked(call: MailboxCall): Asked | Refusal {
  const body = actionParameters(call);
  if (isRefusal(body)) return body;
  const read = sentBody.safeParse(body);
  if (!read.success) return invalidBody(read.error);
  const { schedules, starttime, endtime, availabilityviewinterval } = read.data;
  const span = { start: starttime.moment, end: endtime.moment };
  const minutes = availabilityviewinterval ?? 30;
  if (schedules.length > MAX_SCHEDULES)
    return refuse(400, 'ErrorInvalidRequest', 'At most 20 schedules are allowed.');
  return intervalFault(span, minutes) ?? { schedules, span, slot: minutes * MINUTE };
}

function intervalFault({ start, end }: Span, minutes: number): Refusal | null {
  if (end <= start)
    return refuse(400, 'ErrorInvalidTimeInterval', 'The end time is not after the start time.');
  if (end - start >= DAYS_62) {
    return refuse(
      400,
      'ErrorTimeIntervalTooBig',
      'The requested time window is too long. The allowed limit is 62 days.',
    );
  }
  if (minutes < 5 || minutes > 1440 || minutes * MINUTE > end - start) {
    return refuse(
      400,
      'ErrorInvalidMergedFreeBusyInterval',
      'The interval must be 5 to 1440 minutes and fit the window.',
    );
  }
  return null;
}

function unknownMailbox(address: string) {
  const message = `Unable to resolve e-mail address ${address} to an Active Directory object.`;
  return { scheduleId: address, error: { message, responseCode: 'ErrorMailRecipientNotFound' } };
}

function scheduleOf(
  world: World,
  q: {
    readonly address: string;
    readonly person: OutlookPerson;
    readonly asked: Asked;
    readonly prefer: Preferences;
  },
) {
  const events = world.storage.eventsWithin(q.person.id, q.asked.span);
  return {
    scheduleId: q.address,
    availabilityView: viewOf(events, q.asked),
    scheduleItems: events.map((event) => itemOf(event, q.prefer.zone)),
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: q.person.zone },
    },
  };
}

function viewOf(events: readonly StoredEvent[], { span, slot }: Asked): string {
  const digits = new Array<number>(Math.ceil((span.end - span.start) / slot)).fill(0);
  for (const event of events) {
    const first = Math.max(0, Math.floor((event.startAt - span.start) / slot));
    const after = Math.min(digits.length, Math.ceil((event.endAt - span.start) / slot));
    for (let at = first; at < after; at += 1) digits[at] = Math.max(digits[at] ?? 0, DIGITS[event.showAs]);
  }
  return digits.join('');
}

/** Subject and place only where the owner's sensitivity allows it. */
function itemOf(event: StoredEvent, zone: string) {
  const isPrivate = event.sensitivity !== 'normal';
  return {
    isPrivate,
    status: event.showAs,
    start: zonedTime(event.startAt, zone),
    end: zonedTime(event.endAt, zone),
    ...(isPrivate ? {} : { subject: event.subject, location: event.location ?? '' }),
  };
}
