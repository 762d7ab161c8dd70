import { api } from './api.ts';
import { longDay, nextMorning, time } from './dates.ts';
import { h } from './dom.ts';

export type ClockView = { set(now: number): void; now(): number };

/** The local clock with its jumps. It runs on between two answers of the server. */
export function clockView(
  root: HTMLElement,
  tools: { readonly run: (work: () => Promise<void>) => Promise<void> },
): ClockView {
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
  const jump = (label: string, body: () => Parameters<typeof api.moveClock>[0]) => {
    const click = () =>
      void tools.run(async () => set(Date.parse((await whileBusy(root, api.moveClock(body()))).now)));
    return h('button', { type: 'button', click }, label);
  };
  root.replaceChildren(
    h('time', { 'aria-label': 'De klok van deze proef' }, day, ' ', hour),
    h(
      'div',
      { class: 'jumps', role: 'group', 'aria-label': 'Klok vooruit' },
      jump('+1 uur', () => ({ advance: 'PT1H' })),
      jump('volgende ochtend', () => ({ now: nextMorning(now()) })),
      jump('+1 dag', () => ({ advance: 'P1D' })),
      jump('+1 week', () => ({ advance: 'P1W' })),
    ),
  );
  setInterval(draw, 1_000);
  draw();
  return { set, now };
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
