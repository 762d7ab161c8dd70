import { api } from './api.ts';
import { longDay, momentOn, nextMorning, shortDayTime, time } from './dates.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { menu } from './menu.ts';
import type { Jumps } from './wire.ts';
import { t } from './words.ts';

export type ClockView = {
  set(now: number): void;
  now(): number;
  /** Where it can go for the chosen person. */
  offer(jumps: Jumps): void;
};
export type ClockTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly tell: (words: string) => void;
};
type Body = Parameters<typeof api.moveClock>[0];

/** The local clock with its jumps. It runs on between two answers of the server. */
export function clockView(root: HTMLElement, tools: ClockTools): ClockView {
  let base = { server: Date.now(), seen: performance.now() };
  const now = () => base.server + performance.now() - base.seen;
  const day = h('span', {});
  const hour = h('b', {});
  const draw = () => {
    day.replaceChildren(longDay(now()));
    hour.replaceChildren(time(now()));
  };
  const set = (moment: number) => {
    base = { server: moment, seen: performance.now() };
    draw();
  };
  const go = (body: Body) =>
    void tools.run(async () => set(Date.parse((await whileBusy(root, api.moveClock(body))).now)));
  const quick = h('div', { class: 'jumps', role: 'group', 'aria-label': t.clock.jumps });
  const sheet = h('div', { class: 'sheet', role: 'group', 'aria-label': t.clock.ahead });
  const more = h('button', { type: 'button', class: 'more' }, icon('forward'), h('span', {}, t.clock.ahead));
  const offer = (jumps: Jumps) => {
    const all = jumpsOf(jumps, now);
    quick.replaceChildren(
      ...all
        .filter((jump) => jump.quick)
        .slice(0, BESIDE)
        .map((jump) => jumpButton(jump, go)),
    );
    sheet.replaceChildren(
      ...all.map((jump) => jumpButton(jump, go)),
      momentForm(now, (moment) => go({ now: moment }), tools.tell),
    );
  };
  root.replaceChildren(h('time', { 'aria-label': t.clock.label }, day, ' ', hour), quick, menu(more, sheet));
  offer({ session: null, due: null });
  setInterval(draw, 1_000);
  draw();
  return { set, now, offer };
}

type Jump = {
  readonly name: string;
  readonly at: string;
  readonly body: () => Body;
  /** May stand beside the clock, not only in the sheet. */
  readonly quick: boolean;
};

const MARGIN_MS = 5 * 60_000;
/** How many stand beside the clock; all of them are in the sheet. */
const BESIDE = 2;

function jumpsOf({ session, due }: Jumps, now: () => number): readonly Jump[] {
  const to = (moment: number) => ({ now: new Date(moment).toISOString() });
  const at = (name: string, moment: number, quick: boolean): readonly Jump[] =>
    moment > now() ? [{ name, at: shortDayTime(moment), body: () => to(moment), quick }] : [];
  const by = (name: string, advance: string, quick = false): Jump => ({
    name,
    at: '',
    body: () => ({ advance }),
    quick,
  });
  const morning = () => nextMorning(now());
  return [
    ...(session === null ? [] : at(t.clock.before, session.start - MARGIN_MS, true)),
    ...(session === null ? [] : at(t.clock.after, session.end + MARGIN_MS, true)),
    { name: t.clock.morning, at: '09:00', body: () => ({ now: morning() }), quick: true },
    ...(due === null ? [] : at(t.clock.due, due, false)),
    by(t.clock.hour, 'PT1H'),
    by(t.clock.day, 'P1D'),
    by(t.clock.week, 'P1W', true),
  ];
}

function jumpButton(jump: Jump, go: (body: Body) => void): HTMLElement {
  return h(
    'button',
    { type: 'button', 'data-closes': true, title: jump.at, click: () => go(jump.body()) },
    h('span', {}, jump.name),
    jump.at === '' ? null : h('small', {}, ` ${jump.at}`),
  );
}

function momentForm(
  now: () => number,
  go: (moment: string) => void,
  tell: (words: string) => void,
): HTMLElement {
  const input = h('input', { type: 'datetime-local', id: 'moment' });
  const submit = (event: Event) => {
    event.preventDefault();
    const [day = '', hours = ''] = input.value.split('T');
    if (day === '' || hours === '') return;
    const moment = momentOn(day, hours.slice(0, 5));
    if (Date.parse(moment) <= now()) tell(t.clock.past);
    else go(moment);
  };
  return h(
    'form',
    { class: 'moment', submit },
    h('label', { for: 'moment' }, t.clock.to),
    input,
    h('button', { type: 'submit', 'data-closes': true }, t.clock.go),
  );
}

/** No second jump while what fell due is still running. */
async function whileBusy<T>(root: HTMLElement, work: Promise<T>): Promise<T> {
  const buttons = root.querySelectorAll('button');
  root.setAttribute('aria-busy', 'true');
  for (const button of buttons) button.disabled = true;
  try {
    return await work;
  } finally {
    root.removeAttribute('aria-busy');
    for (const button of buttons) button.disabled = false;
  }
}
