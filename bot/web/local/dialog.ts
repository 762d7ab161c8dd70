import { z } from 'zod';
import { api, type ChatAt } from './api.ts';
import { type Data, drawCard, type Press } from './card.ts';
import { type Child, h, isLocal } from './dom.ts';
import { icon } from './icons.ts';
import type { Dialog } from './wire.ts';
import { fill, t } from './words.ts';

export type DialogTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly tell: (words: string) => void;
};

/** A window over the page: Escape and its cross close it, and the focus goes back to where it was. */
export function openWindow(title: string, ...children: readonly Child[]): HTMLDialogElement {
  const heading = h('h2', {}, title);
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': t.close, click: () => dialog.close() },
    icon('close'),
  );
  const body = h('div', { class: 'window-body' }, ...children);
  const dialog = h('dialog', { class: 'window', 'aria-label': title }, h('header', {}, heading, close), body);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Shows what the bot answers to a button that opens a window, and goes on until it closes it. */
export async function runDialog(
  at: ChatAt,
  ask: { readonly activity: string; readonly data: Data },
  tools: DialogTools,
): Promise<void> {
  const answer = await api.dialog(at, { step: 'fetch', ...ask });
  if (answer.kind === 'closed') return;
  const window = openWindow(titleOf(answer));
  show(window, answer, { ...tools, at });
}

type ShowTools = DialogTools & { readonly at: ChatAt };

function show(dialog: HTMLDialogElement, answer: Dialog, tools: ShowTools): void {
  if (answer.kind === 'closed') {
    dialog.close();
    return;
  }
  const submit = async (data: Data) =>
    show(dialog, await api.dialog(tools.at, { step: 'submit', activity: null, data }), tools);
  dialog.querySelector('h2')?.replaceChildren(titleOf(answer));
  dialog.setAttribute('aria-label', titleOf(answer));
  if ('size' in answer) {
    dialog.style.width = `${WIDTHS[String(answer.size.width)] ?? answer.size.width}px`;
    dialog.style.setProperty('--height', `${HEIGHTS[String(answer.size.height)] ?? answer.size.height}px`);
  }
  dialog.querySelector('.window-body')?.replaceChildren(contentOf(answer, submit, tools));
}

const WIDTHS: Readonly<Record<string, number>> = { small: 280, medium: 600, large: 900 };
const HEIGHTS: Readonly<Record<string, number>> = { small: 240, medium: 460, large: 680 };

function titleOf(answer: Dialog): string {
  return 'title' in answer && answer.title !== '' ? answer.title : t.window;
}

function contentOf(answer: Dialog, submit: (data: Data) => Promise<void>, tools: ShowTools): Node {
  switch (answer.kind) {
    case 'card': {
      const press = (pressed: Press) => tools.run(() => submit(dataOf(pressed)));
      return drawCard(answer.card, { press, tell: tools.tell });
    }
    case 'url':
      return isLocal(answer.url)
        ? pageIn(answer.url, (data) => void tools.run(() => submit(data)))
        : h('p', { role: 'status' }, fill(t.windowOutside, { href: answer.url }));
    case 'message':
      return h('p', { role: 'status' }, answer.text);
    case 'broken':
      return h('p', { role: 'status' }, fill(t.windowBroken, { why: answer.why }));
    case 'closed':
      return h('p', {});
  }
}

/** In a window every button hands in; a verb is one of its values. */
function dataOf(press: Press): Data {
  return press.as === 'fetch' || press.verb === '' ? press.data : { ...press.data, verb: press.verb };
}

const request = z.looseObject({
  id: z.number(),
  func: z.string(),
  args: z.array(z.unknown()).default([]),
});
const data = z.record(z.string(), z.unknown()).catch({});

/** A page in the window. It speaks with its host as the Teams client library does: by posted messages. */
function pageIn(url: string, submit: (data: Data) => void): HTMLElement {
  const frame = h('iframe', { src: url, title: t.window });
  const hear = (event: MessageEvent<unknown>) => {
    if (!frame.isConnected) return window.removeEventListener('message', hear);
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
    const asked = request.safeParse(event.data);
    if (!asked.success) return;
    const { id, func, args } = asked.data;
    if (func === 'initialize')
      frame.contentWindow?.postMessage({ id, args: ['task', 'web', '{}', '2.0.0'] }, location.origin);
    if (func === 'tasks.submitTask' || func === 'tasks.completeTask') submit(data.parse(args[0]));
  };
  window.addEventListener('message', hear);
  return frame;
}
