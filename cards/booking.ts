import type { Block, Button, Sheet } from './blocks.ts';
import { alert, bold, choose, framed, line, note } from './blocks.ts';
import { extraButtons, extraLines } from './extra.ts';
import { insteadLines, insteadNotes } from './instead.ts';
import { changeButtons, earlierButton } from './session.ts';
import { plural, textOf } from './text.ts';
import type { Drawing, Of, Sessions, Slots } from './view.ts';
import { leave, queueLines } from './waiting.ts';
import { intervalOf, meetingOf } from './when.ts';

export function slots(view: Slots, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.booking.slots;
  const more: readonly Button[] = view.more
    ? [{ kind: 'press', verb: 'coaching.more-slots', title: text.more }]
    : [];
  const { instead } = view;
  const heading = instead ? t.override.told.heading : text.heading;
  const above = instead ? insteadLines(instead, drawing) : [];
  const below = instead ? insteadNotes(instead, drawing) : [];
  if (view.slots.length === 0)
    return {
      heading,
      body: [
        ...above,
        ...noticeLines(view, drawing),
        ...(view.notice === 'unread' ? [] : [line(text.none, { coach: view.coach })]),
        ...below,
      ],
      buttons: [...more, earlierButton(drawing)],
    };
  return {
    heading,
    body: [
      ...above,
      ...noticeLines(view, drawing),
      line(text.lead, { coach: view.coach, place: t.words.place[view.place] }),
      ...choose(t, {
        id: 'slot',
        text: text.slot,
        faulty: view.faults.includes('slot'),
        required: true,
        choices: view.slots.map((slot) => ({ title: intervalOf(slot, drawing), value: String(slot.start) })),
      }),
      ...below,
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.choose-slot', title: text.choose, primary: true, sends: true },
      ...more,
      { kind: 'press', verb: 'coaching.preview', title: t.booking.preview.title, sends: true },
    ],
  };
}

/** A choice that failed asks for attention; that there is no more is only said, and not twice. */
function noticeLines(view: Slots, { language }: Drawing): readonly Block[] {
  const text = textOf(language).booking.slots.notice;
  if (view.notice === null) return [];
  if (view.notice !== 'no-more') return [alert(text[view.notice])];
  return view.slots.length === 0 ? [] : [line(text['no-more'])];
}

/** What somebody with access to the calendar sees: shown as it is, then said. */
export function preview(view: Of<'preview'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).booking.preview;
  const body: readonly Block[] = [
    line(text.lead),
    framed([
      line(text.what, { subject: view.subject[drawing.language] }),
      line('{when}', { when: meetingOf(view, drawing) }),
    ]),
    line(text.inside[view.place]),
    line(text.busy),
    note(text.sender),
  ];
  if (!view.back) return { heading: text.heading, body: [...body, line(text.typed)] };
  return {
    heading: text.heading,
    body,
    buttons: [{ kind: 'press', verb: 'coaching.back', title: text.back }],
  };
}

/** Has no button: it changes by itself. */
export function held(view: Of<'held'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).booking.held;
  return {
    heading: text.heading,
    body: [bold(meetingOf(view, drawing)), line(view.slow ? text.slow : text.soon)],
  };
}

export function confirmed(view: Of<'confirmed'>, drawing: Drawing): Sheet {
  const { language } = drawing;
  const { confirmed: text, preview: seen } = textOf(language).booking;
  return {
    heading: text.heading,
    body: [
      bold(meetingOf(view, drawing)),
      line(text.subject, { subject: view.subject[language] }),
      line(plural(text.left, view.left, language), { count: view.left }),
    ],
    buttons: [...changeButtons(drawing), { kind: 'press', verb: 'coaching.preview', title: seen.title }],
  };
}

export function sessions(view: Sessions, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.booking.sessions;
  const entries = view.entries.map((entry) =>
    line(text.entry[entry.state], { number: entry.number, when: meetingOf(entry, drawing) }),
  );
  const forms = view.of === 1 ? text.only : text.left;
  const remaining = line(plural(forms, view.left, drawing.language), { count: view.left, of: view.of });
  // Without sessions and without a next step there is nothing to be entitled to: a coach typed the word.
  const idle = entries.length === 0 && view.next === null;
  return {
    heading: text.heading,
    body: [
      ...(idle ? [line(text.idle)] : entries.length === 0 ? [line(text.none)] : entries),
      ...(view.queue ? queueLines(view.queue, drawing) : idle ? [] : [remaining]),
      ...(view.next === 'wait' ? [line(text.wait)] : []),
      ...extraLines(view.extra, 'director', drawing),
      ...(view.unsure ? [note(text.unsure)] : []),
    ],
    buttons: [
      ...nextOf(view, drawing),
      ...(view.entries.some(({ state }) => state === 'confirmed') ? changeButtons(drawing) : []),
      ...extraButtons(view.extra, 'director', drawing),
      ...otherCoach(view, drawing),
    ],
  };
}

/** Quietly at the end, for who has a coach; three buttons are the most. */
function otherCoach(view: Sessions, drawing: Drawing): readonly Button[] {
  const coming = view.entries.some(({ state }) => state === 'confirmed');
  if (!(coming || view.next === 'choose-slot') || extraButtons(view.extra, 'director', drawing).length > 0)
    return [];
  const title = textOf(drawing.language).session.next.other;
  return [{ kind: 'press', verb: 'coaching.change-coach', title }];
}

function nextOf({ next, queue }: Sessions, drawing: Drawing): readonly Button[] {
  const t = textOf(drawing.language);
  if (queue?.kind === 'waiting') return [leave(drawing)];
  if (next === null || next === 'wait') return [];
  if (next === 'sign-up')
    return [{ kind: 'press', verb: 'coaching.signup', title: t.words.signUp, primary: true }];
  return [{ kind: 'press', verb: 'coaching.back', title: t.booking.sessions.next[next], primary: true }];
}
