import { api } from './api.ts';
import { dayOf, longDay, momentOn, wallTime } from './dates.ts';
import { openWindow } from './dialog.ts';
import { h } from './dom.ts';
import { subjectOf, whenOf } from './week.ts';
import type { WeekEvent } from './wire.ts';
import { t } from './words.ts';

export type EventTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly refresh: () => Promise<void>;
};

/** An appointment in its window, with what this person can do with it in Outlook. */
export function openEvent(event: WeekEvent, upn: string, tools: EventTools): void {
  const comment = h('input', { type: 'text', id: 'event-comment', maxlength: '500', autocomplete: 'off' });
  const error = h('p', { class: 'error', role: 'alert' });
  const dialog = openWindow(subjectOf(event));
  const act = (body: (comment: string) => object) => () =>
    void tools.run(async () => {
      await api.outlook({ upn, event: event.id, act: body(comment.value.trim()) });
      dialog.close();
      await tools.refresh();
    });
  const parts = { event, act, error };
  const note = h('div', { class: 'field' }, h('label', { for: 'event-comment' }, t.event.comment), comment);
  const answering = !event.isCancelled && (!event.isOrganizer || event.attendees.length > 0);
  dialog
    .querySelector('.window-body')
    ?.replaceChildren(facts(event), answering ? note : '', buttonsFor(parts), error);
}

function facts(event: WeekEvent): HTMLElement {
  const answers: Readonly<Record<string, string>> = t.answers;
  const where = event.location ?? (event.joinUrl === null ? '' : t.event.online);
  const invited = event.attendees.map(({ name, answer }) => `${name} (${answers[answer] ?? answer})`);
  const rows: readonly (readonly [string, string])[] = [
    [t.event.when, `${longDay(event.startAt)}, ${whenOf(event)}`],
    [t.event.where, where],
    [t.event.organizer, event.isOrganizer && event.attendees.length === 0 ? '' : event.organizer],
    [t.event.people, event.isOrganizer ? invited.join(', ') : ''],
    [t.event.answer, event.isOrganizer ? '' : (answers[event.answer] ?? event.answer)],
  ];
  return h(
    'dl',
    { class: 'facts' },
    ...rows
      .filter(([, value]) => value !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

type Parts = {
  readonly event: WeekEvent;
  readonly act: (body: (comment: string) => object) => () => void;
  readonly error: HTMLElement;
};

function buttonsFor(parts: Parts): HTMLElement {
  const { event, act } = parts;
  const button = (name: string, body: (comment: string) => object, style = '') =>
    h('button', { type: 'button', class: style, click: act(body) }, name);
  const remove = button(t.event.remove, () => ({ kind: 'delete' }), 'danger');
  if (event.isCancelled) return h('div', { class: 'buttons' }, remove);
  if (!event.isOrganizer)
    return h(
      'div',
      {},
      h(
        'div',
        { class: 'buttons' },
        button(t.event.accept, (comment) => ({ kind: 'accept', comment }), 'primary'),
        button(t.event.tentative, (comment) => ({ kind: 'tentative', comment })),
        button(t.event.decline, (comment) => ({ kind: 'decline', comment })),
      ),
      newTime(parts, 'propose'),
      h('div', { class: 'buttons' }, remove),
    );
  const off =
    event.attendees.length === 0
      ? remove
      : button(t.event.cancel, (comment) => ({ kind: 'cancel', comment }), 'danger');
  return h('div', {}, newTime(parts, 'move'), h('div', { class: 'buttons' }, off));
}

/** Another day and time; the appointment keeps its length. */
function newTime({ event, act, error }: Parts, kind: 'propose' | 'move'): HTMLElement {
  const day = h('input', { type: 'date', id: 'event-day', value: dayOf(event.startAt) });
  const start = h('input', { type: 'time', id: 'event-start', value: wallTime(event.startAt), step: '900' });
  const send = (press: Event) => {
    press.preventDefault();
    if (day.value === '' || start.value === '') return error.replaceChildren(t.event.badTime);
    const from = Date.parse(momentOn(day.value, start.value.slice(0, 5)));
    const end = new Date(from + event.endAt - event.startAt).toISOString();
    const span = { start: new Date(from).toISOString(), end };
    act((comment) => (kind === 'propose' ? { kind, ...span, comment } : { kind, ...span }))();
  };
  return h(
    'details',
    { class: 'new-time' },
    h('summary', {}, kind === 'propose' ? t.event.propose : t.event.move),
    h(
      'form',
      { class: 'times', submit: send },
      h('div', { class: 'field' }, h('label', { for: 'event-day' }, t.event.day), day),
      h('div', { class: 'field' }, h('label', { for: 'event-start' }, t.event.start), start),
      h('button', { type: 'submit' }, kind === 'propose' ? t.event.sendProposal : t.event.saveMove),
    ),
  );
}
