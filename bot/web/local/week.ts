import { api } from './api.ts';
import { addDays, dayOf, headDay, minuteOfDay, mondayOf, noonOf, shortDay, time } from './dates.ts';
import { h } from './dom.ts';
import type { Person, WeekEvent } from './wire.ts';

export type WeekTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
};
export type WeekView = { open(person: Person): void; today(): void; refresh(): Promise<void> };

const FIRST_HOUR = 7;
const LAST_HOUR = 21;
/** One row of the grid is a quarter of an hour. */
const QUARTER = 15;

/** The person's own Outlook week, Monday to Sunday. */
export function weekView(root: HTMLElement, tools: WeekTools): WeekView {
  let person: Person | null = null;
  let from = mondayOf(dayOf(tools.now()));
  const title = h('h3', {});
  const grid = h('div', { class: 'grid' });
  const none = h(
    'p',
    { class: 'empty', hidden: true },
    'Deze persoon heeft geen agenda bij deze organisatie.',
  );
  const refresh = async () => {
    const asked = { person, from };
    if (asked.person === null) return;
    const events = await api.week(asked.person.upn, asked.from);
    if (person !== asked.person || from !== asked.from) return;
    title.replaceChildren(`${shortDay(noonOf(from))} – ${shortDay(noonOf(addDays(from, 6)))}`);
    none.hidden = events !== null;
    grid.replaceChildren(...hours(), ...days(from, events ?? [], dayOf(tools.now())));
  };
  const go = (monday: () => string) => () => {
    from = monday();
    void tools.run(refresh);
  };
  const today = go(() => mondayOf(dayOf(tools.now())));
  const button = (label: string, text: string, click: () => void) =>
    h('button', { type: 'button', 'aria-label': label, click }, text);
  root.replaceChildren(
    h(
      'div',
      { class: 'bar' },
      title,
      button(
        'Vorige week',
        '‹',
        go(() => addDays(from, -7)),
      ),
      button('Nu: deze week', 'nu', today),
      button(
        'Volgende week',
        '›',
        go(() => addDays(from, 7)),
      ),
    ),
    none,
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Agenda' }, grid),
  );
  return {
    refresh,
    today,
    open: (next) => {
      person = next;
      void tools.run(refresh);
    },
  };
}

function hours(): readonly HTMLElement[] {
  return Array.from({ length: LAST_HOUR - FIRST_HOUR }, (_, index) => {
    const cell = h('div', { class: 'hour', 'aria-hidden': 'true' }, `${FIRST_HOUR + index}`);
    cell.style.gridRow = `${3 + index * 4} / span 4`;
    return cell;
  });
}

function days(from: string, events: readonly WeekEvent[], today: string): readonly HTMLElement[] {
  return Array.from({ length: 7 }, (_, index) => {
    const day = addDays(from, index);
    const own = events.filter((event) => dayOf(event.startAt) <= day && dayOf(event.endAt - 1) >= day);
    const name = shortDay(noonOf(day));
    const now = day === today ? ' today' : '';
    const cells = [
      h('div', { class: `head${now}` }, headDay(noonOf(day))),
      list('whole', `${name}, hele dag`, own.filter((event) => event.isAllDay).map(item)),
      list(
        `day${now}`,
        name,
        lanes(own.filter((event) => !event.isAllDay)).map((lane) => placed(lane, day)),
      ),
    ];
    for (const cell of cells) cell.style.gridColumn = String(index + 2);
    return cells;
  }).flat();
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

function placed({ event, lane, of }: Lane, day: string): HTMLElement {
  const element = item(event);
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

const ANSWERS: Readonly<Record<string, string>> = {
  accepted: 'geaccepteerd',
  tentativelyAccepted: 'onder voorbehoud',
  declined: 'geweigerd',
  notResponded: 'nog niet beantwoord',
};

function item(event: WeekEvent): HTMLElement {
  const when = event.isAllDay ? 'hele dag' : `${time(event.startAt)}–${time(event.endAt)}`;
  const hidden = event.sensitivity === 'private' ? 'privé' : '';
  const where = event.location ?? (event.joinUrl === null ? '' : 'Teams');
  const words = `${event.isCancelled ? 'Vervalt: ' : ''}${event.subject}`;
  const classes = [
    'event',
    `is-${event.showAs}`,
    event.isCancelled ? 'cancelled' : '',
    hidden === '' ? '' : 'private',
    event.isOrganizer ? '' : 'invited',
  ];
  return h(
    'li',
    {
      class: classes.filter((name) => name !== '').join(' '),
      title: [words, when, where, hidden, ANSWERS[event.answer] ?? ''].filter((w) => w !== '').join('\n'),
    },
    h('b', {}, words),
    h('span', {}, ` ${when}`),
    // A short appointment has room for two lines.
    where === '' ? null : h('span', { class: isShort(event) ? 'hidden' : '' }, ` ${where}`),
    hidden === '' ? null : h('span', { class: 'hidden' }, ` ${hidden}`),
  );
}

/** Up to an hour. */
function isShort(event: WeekEvent): boolean {
  return event.endAt - event.startAt <= 3_600_000;
}
