import { api } from './api.ts';
import {
  addDays,
  dayOf,
  headDay,
  minuteOfDay,
  mondayOf,
  noonOf,
  shortDay,
  shortDayTime,
  time,
} from './dates.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Self } from './people.ts';
import type { WeekEvent } from './wire.ts';
import { fill, t } from './words.ts';

export type WeekTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
  /** Names of mailboxes that organise sessions. */
  readonly organizers: ReadonlySet<string>;
  readonly opened: (event: WeekEvent, upn: string) => void;
};
export type WeekView = {
  open(self: Self): void;
  today(): void;
  refresh(): Promise<void>;
  /** The session that comes next (epoch milliseconds): it may be in another week. */
  next(session: number | null): void;
};

const FIRST_HOUR = 7;
const LAST_HOUR = 21;
/** One row of the grid is a quarter of an hour. */
const QUARTER = 15;
/** Where the working day begins: what is above it is scrolled to. */
const SHOWN_FROM = 8;

/** The person's own Outlook week, Monday to Sunday. */
export function weekView(root: HTMLElement, tools: WeekTools): WeekView {
  let self: Self | null = null;
  let from = mondayOf(dayOf(tools.now()));
  const title = h('h3', {});
  const grid = h('div', { class: 'grid' });
  const none = h('p', { class: 'empty', hidden: true }, t.noCalendar);
  const scroll = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t.calendar }, grid);
  const refresh = async () => {
    const asked = { self, from };
    if (asked.self === null) return;
    const { upn } = asked.self;
    const events = await api.week(upn, asked.from);
    if (self !== asked.self || from !== asked.from) return;
    title.replaceChildren(`${shortDay(noonOf(from))} – ${shortDay(noonOf(addDays(from, 6)))}`);
    none.hidden = events !== null;
    const draw = (event: WeekEvent) => item(event, tools.organizers, () => tools.opened(event, upn));
    grid.replaceChildren(
      h('div', { class: 'head corner' }),
      ...hours(),
      ...days({ from, events: events ?? [], now: tools.now(), draw }),
    );
  };
  const go = (monday: () => string) => () => {
    from = monday();
    void tools.run(refresh);
  };
  const today = go(() => mondayOf(dayOf(tools.now())));
  let session = tools.now();
  const toSession = h('button', {
    type: 'button',
    class: 'next-session',
    hidden: true,
    click: go(() => mondayOf(dayOf(session))),
  });
  const step = (label: string, name: 'left' | 'right', days: number) =>
    h(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': label, click: go(() => addDays(from, days)) },
      icon(name),
    );
  root.replaceChildren(
    h(
      'div',
      { class: 'bar' },
      step(t.week.previous, 'left', -7),
      title,
      step(t.week.next, 'right', 7),
      h('button', { type: 'button', class: 'now-button', click: today }, t.week.now),
    ),
    toSession,
    none,
    scroll,
  );
  return {
    refresh,
    today,
    next: (start) => {
      toSession.hidden = start === null;
      session = start ?? session;
      toSession.replaceChildren(fill(t.nextSession, { when: shortDayTime(session) }));
    },
    open: (next) => {
      self = next;
      void tools.run(async () => {
        await refresh();
        const hour = grid.querySelector<HTMLElement>(`[data-hour="${SHOWN_FROM}"]`);
        scroll.scrollTop =
          (hour?.offsetTop ?? 0) - (grid.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0) - 8;
      });
    },
  };
}

function hours(): readonly HTMLElement[] {
  return Array.from({ length: LAST_HOUR - FIRST_HOUR }, (_, index) => {
    const hour = FIRST_HOUR + index;
    const cell = h('div', { class: 'hour', 'aria-hidden': 'true', 'data-hour': `${hour}` }, `${hour}`);
    cell.style.gridRow = `${3 + index * 4} / span 4`;
    return cell;
  });
}

type DaysQ = {
  readonly from: string;
  readonly events: readonly WeekEvent[];
  readonly now: number;
  readonly draw: (event: WeekEvent) => HTMLElement;
};

function days({ from, events, now, draw }: DaysQ): readonly HTMLElement[] {
  return Array.from({ length: 7 }, (_, index) => {
    const day = addDays(from, index);
    const own = events.filter((event) => dayOf(event.startAt) <= day && dayOf(event.endAt - 1) >= day);
    const name = shortDay(noonOf(day));
    const today = day === dayOf(now);
    const mark = today ? ' today' : '';
    const whole = own.filter((event) => event.isAllDay).map(draw);
    const timed = lanes(own.filter((event) => !event.isAllDay)).map((lane) => placed(lane, day, draw));
    const cells = [
      h('div', { class: `head${mark}` }, headDay(noonOf(day))),
      list('whole', `${name}, ${t.allDay}`, whole),
      list(`day${mark}`, name, timed),
      ...(today ? nowLine(now) : []),
    ];
    for (const cell of cells) cell.style.gridColumn = String(index + 2);
    return cells;
  }).flat();
}

/** Where the clock stands now, in the column of today. */
function nowLine(now: number): readonly HTMLElement[] {
  const minute = minuteOfDay(now) - FIRST_HOUR * 60;
  const total = (LAST_HOUR - FIRST_HOUR) * 60;
  if (minute < 0 || minute > total) return [];
  const line = h('div', { class: 'now-line', 'aria-hidden': 'true' });
  line.style.top = `${(minute / total) * 100}%`;
  return [h('div', { class: 'now-column' }, line)];
}

/** An empty list would be read aloud for nothing. */
function list(name: string, label: string, items: readonly HTMLElement[]): HTMLElement {
  return items.length === 0
    ? h('div', { class: name })
    : h('ul', { class: name, 'aria-label': label }, ...items);
}

type Lane = { readonly event: WeekEvent; readonly lane: number; readonly of: number };

/** Events that overlap stand beside each other. */
function lanes(events: readonly WeekEvent[]): readonly Lane[] {
  const sorted = events.toSorted((a, b) => a.startAt - b.startAt);
  const ends: number[] = [];
  const at = sorted.map((event) => {
    const free = ends.findIndex((end) => end <= event.startAt);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = event.endAt;
    return { event, lane };
  });
  const overlapping = (event: WeekEvent) =>
    at.filter((o) => o.event.startAt < event.endAt && event.startAt < o.event.endAt);
  return at.map(({ event, lane }) => ({
    event,
    lane,
    of: 1 + Math.max(...overlapping(event).map((o) => o.lane)),
  }));
}

function placed(
  { event, lane, of }: Lane,
  day: string,
  draw: (event: WeekEvent) => HTMLElement,
): HTMLElement {
  const element = draw(event);
  const first = dayOf(event.startAt) < day ? 0 : minuteOfDay(event.startAt);
  const last = dayOf(event.endAt) > day ? 24 * 60 : minuteOfDay(event.endAt);
  const row = (minute: number) =>
    Math.min(Math.max(minute - FIRST_HOUR * 60, 0), (LAST_HOUR - FIRST_HOUR) * 60) / QUARTER;
  const total = ((LAST_HOUR - FIRST_HOUR) * 60) / QUARTER;
  const top = Math.min(row(first), total - 2);
  element.classList.add('timed');
  element.style.top = `${(top / total) * 100}%`;
  element.style.height = `${(Math.max(row(last) - top, 2) / total) * 100}%`;
  element.style.left = `${(lane / of) * 100}%`;
  element.style.width = `${100 / of}%`;
  return element;
}

function item(event: WeekEvent, organizers: ReadonlySet<string>, open: () => void): HTMLElement {
  const when = whenOf(event);
  const hidden = event.sensitivity === 'private' ? t.private : '';
  const session = organizers.has(event.organizer);
  const where = event.location ?? (event.joinUrl === null ? '' : 'Teams');
  const words = subjectOf(event);
  const answers: Readonly<Record<string, string>> = t.answers;
  const about = [words, when, where, hidden, event.isOrganizer ? '' : (answers[event.answer] ?? '')];
  const classes = ['event', `is-${event.showAs}`, `answer-${event.answer}`];
  if (event.isCancelled) classes.push('cancelled');
  if (hidden !== '') classes.push('private');
  if (session) classes.push('session');
  const button = h(
    'button',
    { type: 'button', title: about.filter((word) => word !== '').join('\n'), click: open },
    h('b', {}, words),
    h('span', {}, ` ${when}`),
    // A short appointment has room for two lines.
    where === '' ? null : h('span', { class: isShort(event) ? 'hidden' : 'where' }, ` ${where}`),
    hidden === '' ? null : h('span', { class: 'hidden' }, ` ${hidden}`),
  );
  return h('li', { class: classes.join(' ') }, button);
}

export function whenOf(event: WeekEvent): string {
  return event.isAllDay ? t.allDay : `${time(event.startAt)}–${time(event.endAt)}`;
}

export function subjectOf(event: WeekEvent): string {
  return event.isCancelled ? fill(t.off, { subject: event.subject }) : event.subject;
}

/** Up to an hour. */
function isShort(event: WeekEvent): boolean {
  return event.endAt - event.startAt <= 3_600_000;
}
