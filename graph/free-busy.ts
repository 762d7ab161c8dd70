import type { Calendar, Outcome } from '../bot/ports.ts';
import type { Busy } from '../bot/rules/slots.ts';
import type { Interval, Moment } from '../bot/rules/time.ts';
import { type GraphClient, segment } from './client.ts';
import type { Failed } from './errors.ts';
import { type Schedule, type ScheduleItem, schedules } from './wire.ts';
import { momentOf, utcText } from './zones.ts';

/** Limits of getSchedule (learn.microsoft.com/graph/api/calendar-getschedule). */
const ADDRESSES = 20;
const PERIOD_MS = 62 * 24 * 3_600_000;
/** Four calls at a time per mailbox are allowed; one stays free for whoever books. */
const PARALLEL = 3;
const GRAIN_MINUTES = 15;
const GRAIN = GRAIN_MINUTES * 60_000;

/** Words and digits that leave somebody free; tentative, busy, away and anything unknown do not. */
const FREE_WORDS: ReadonlySet<string> = new Set(['free', 'workingElsewhere']);
const FREE_DIGITS: ReadonlySet<string> = new Set(['0', '4']);

type FreeBusy = Calendar['freeBusy'];
type Question = Parameters<FreeBusy>[0];
type Answer = Outcome<ReadonlyMap<string, Busy>>;
type Setting = {
  readonly graph: GraphClient;
  /** Through which mailbox is asked. */
  readonly mailbox: string;
  readonly zone: string;
  /** A client with a token of another tenant; null when none can be had. */
  readonly elsewhere: (tenant: string) => GraphClient | null;
};

/**
 * Free/busy through the programme's mailbox, in batches of twenty. `timeoutMs` covers the whole question.
 * A mailbox that can not be read, or whose batch failed, is `unknown`; when every batch failed the first
 * failure is the answer. Codes of our own: `period-too-long`, `period-empty`.
 */
export function createFreeBusy(setting: Setting): FreeBusy {
  return async (question) => {
    const period = wholeGrains(question);
    if (period.end <= period.start) return { kind: 'refused', code: 'period-empty' };
    if (period.end - period.start >= PERIOD_MS) return { kind: 'refused', code: 'period-too-long' };
    const addresses = [...new Set(question.addresses.map((address) => address.toLowerCase()))];
    const endsAt = performance.now() + question.timeoutMs;
    const batches = Array.from({ length: Math.ceil(addresses.length / ADDRESSES) }, (_, n) =>
      addresses.slice(n * ADDRESSES, (n + 1) * ADDRESSES),
    );
    const graph = question.tenant === undefined ? setting.graph : setting.elsewhere(question.tenant);
    if (graph === null) return { kind: 'refused', code: 'no-consent-here' };
    const own = question.tenant === undefined ? [setting.mailbox] : null;
    const answers = await inParallel(batches, (batch) =>
      ask({ graph, zone: setting.zone, through: own ?? batch }, { batch, period, endsAt }),
    );
    return merge(addresses, answers);
  };
}

/** Whole quarters, so that the digits of the answer stand on them; a little more than asked is harmless. */
function wholeGrains({ from, to }: Question): Interval {
  return { start: Math.floor(from / GRAIN) * GRAIN, end: Math.ceil(to / GRAIN) * GRAIN };
}

type Asking = Pick<Setting, 'graph' | 'zone'> & { readonly through: readonly string[] };
type Batch = { readonly batch: readonly string[]; readonly period: Interval; readonly endsAt: number };

/**
 * In another tenant none of the mailboxes is ours: it is asked through one of those that are asked about, and when
 * Graph refuses that one (its account has gone, say), through the next.
 */
async function ask({ through, ...setting }: Asking, batch: Batch): Promise<Answer> {
  let answer: Answer = { kind: 'refused', code: 'nobody' };
  for (const mailbox of through) {
    answer = await askThrough({ ...setting, mailbox }, batch);
    if (answer.kind !== 'refused') return answer;
  }
  return answer;
}

async function askThrough(
  setting: Pick<Setting, 'graph' | 'zone' | 'mailbox'>,
  { batch, period, endsAt }: Batch,
): Promise<Answer> {
  const timeoutMs = endsAt - performance.now();
  if (timeoutMs <= 0) return { kind: 'unknown', code: 'timeout' };
  const answer = await setting.graph.call({
    method: 'POST',
    path: `/users/${segment(setting.mailbox)}/calendar/getSchedule`,
    body: {
      schedules: batch,
      startTime: utcText(period.start),
      endTime: utcText(period.end),
      availabilityViewInterval: GRAIN_MINUTES,
    },
    repeat: true,
    timeoutMs,
  });
  if (answer.kind !== 'done') return answer;
  const read = schedules.safeParse(answer.value.body);
  if (!read.success) return { kind: 'refused', code: 'unreadable' };
  const entries = read.data.value.map(
    (schedule) => [schedule.scheduleId.toLowerCase(), busyOf(schedule, period, setting.zone)] as const,
  );
  return { kind: 'done', value: new Map(entries) };
}

function merge(addresses: readonly string[], answers: readonly Answer[]): Answer {
  const failures = answers.filter((answer): answer is Failed => answer.kind !== 'done');
  const first = failures[0];
  if (first !== undefined && failures.length === answers.length) return first;
  const known = new Map(answers.flatMap((answer) => (answer.kind === 'done' ? [...answer.value] : [])));
  return {
    kind: 'done',
    value: new Map(addresses.map((address) => [address, known.get(address) ?? 'unknown'])),
  };
}

/**
 * The items say exactly when; the digits, one for each quarter, stand in where there are no items (a
 * calendar that shares less). A busy quarter that no item explains counts too: of two views the busier.
 */
function busyOf(schedule: Schedule, period: Interval, zone: string): Busy {
  if (schedule.error !== undefined && schedule.error !== null) return 'unknown';
  const quarters = busyQuarters(schedule.availabilityView ?? null, period);
  if (!schedule.scheduleItems) return quarters ?? 'unknown';
  const items = schedule.scheduleItems
    .filter((item) => !FREE_WORDS.has(item.status ?? ''))
    .map((item) => timeOf(item, zone));
  const readable = items.filter((item) => item !== null);
  if (readable.length < items.length) return 'unknown';
  const unexplained = (quarters ?? []).filter((quarter) => !readable.some((item) => overlap(item, quarter)));
  return [...readable, ...unexplained];
}

/** Null when there is no digit for each quarter of the period. */
function busyQuarters(view: string | null, period: Interval): readonly Interval[] | null {
  if (view === null || view.length !== (period.end - period.start) / GRAIN) return null;
  return [...view].flatMap((digit, n) => {
    const start = period.start + n * GRAIN;
    return FREE_DIGITS.has(digit) ? [] : [{ start, end: start + GRAIN }];
  });
}

/**
 * An item's time; null when it can not be read. An all-day item may come at midnight of its own zone
 * whatever zone was asked for, and nothing in an item says that it is one. So an item from midnight to
 * midnight covers what it says and also that day in the programme's zone: an hour or two too much, at night.
 */
function timeOf(item: ScheduleItem, zone: string): Interval | null {
  const days = [item.start, item.end].every(({ dateTime }) => /T00:00(:00(\.0+)?)?$/.test(dateTime));
  const readings = days ? [item.start.timeZone, zone] : [item.start.timeZone];
  const starts = readings.map((timeZone) => momentOf({ ...item.start, timeZone }, 'earlier'));
  const endings = days ? [item.end.timeZone, zone] : [item.end.timeZone];
  const ends = endings.map((timeZone) => momentOf({ ...item.end, timeZone }, 'later'));
  const [start, end] = [earliest(starts), latest(ends)];
  return start === null || end === null || end < start ? null : { start, end };
}

function earliest(moments: readonly (Moment | null)[]): Moment | null {
  const known = moments.filter((at) => at !== null);
  return known.length < moments.length ? null : Math.min(...known);
}

function latest(moments: readonly (Moment | null)[]): Moment | null {
  const known = moments.filter((at) => at !== null);
  return known.length < moments.length ? null : Math.max(...known);
}

function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Runs at most `PARALLEL` at a time; the results stand in the order of the inputs. */
async function inParallel<In, Out>(inputs: readonly In[], run: (input: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const rest = inputs.entries();
  const lane = async () => {
    for (const [n, input] of rest) results[n] = await run(input);
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return results;
}
