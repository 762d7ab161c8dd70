import type { Block, Button, Sheet } from './blocks.ts';
import { alert, bold, choose, line, note, whoSees } from './blocks.ts';
import { plural, textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { intervalOf, meetingOf } from './when.ts';

/** To the director: it is off, what that means for what is left, and how to go on. */
export function cancelled(view: Of<'session-cancelled'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.cancelled;
  const told: readonly Block[] = view.by === 'self' ? [note(text.told)] : [];
  return {
    heading: text.heading[view.by],
    body: [
      bold(intervalOf(view.slot, drawing)),
      line(view.counts ? text.counts : text.free),
      line(plural(text.left, view.left, drawing.language), { count: view.left }),
      line(text.calendar),
      ...told,
    ],
    buttons:
      view.left === 0 ? [] : [{ kind: 'press', verb: 'coaching.back', title: text.again, primary: true }],
  };
}

export function coachCancelled(view: Of<'coach-cancelled'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.coachCancelled;
  const { director, number } = view;
  return {
    heading: text.heading[view.by],
    body: [
      line(text.lead, { director, number }),
      bold(intervalOf(view.slot, drawing)),
      line(text.calendar),
      ...(view.by === 'self' ? [note(text.told, { director })] : []),
    ],
  };
}

/** Whose sessions they were is in the coach's own calendar, and not here. */
export function coachEnded(view: Of<'coach-ended'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.ended;
  const { director, slots } = view;
  return {
    heading: plural(text.heading, slots.length, drawing.language),
    body: [
      director === null ? line(text.unnamed) : line(text.named, { director }),
      ...(slots.length > 0 ? [line(text.free), ...slots.map((slot) => bold(intervalOf(slot, drawing)))] : []),
      line(text.nothing),
    ],
  };
}

export function changed({ language }: Drawing): Sheet {
  const text = textOf(language).session.changed;
  return { heading: text.heading, body: [line(text.lead)] };
}

/** To the director: the new time first, then the old one, and what can be done. */
export function moved(view: Of<'session-moved'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.moved;
  return {
    heading: text.heading[view.by],
    body: [
      bold(meetingOf(view, drawing)),
      line(text.was, { was: intervalOf(view.was, drawing) }),
      line(text.calendar),
      ...(view.by === 'self' ? [note(text.told)] : [line(text.else)]),
    ],
    buttons: [...movedButtons(view, drawing), earlierButton(drawing)],
  };
}

export function coachMoved(view: Of<'coach-moved'>, drawing: Drawing): Sheet {
  const { coachCancelled, moved: text } = textOf(drawing.language).session;
  const { director, number } = view;
  return {
    heading: text.heading[view.by],
    body: [
      line(coachCancelled.lead, { director, number }),
      bold(meetingOf(view, drawing)),
      line(text.was, { was: intervalOf(view.was, drawing) }),
      line(text.calendar),
      ...(view.by === 'self' ? [note(text.coachTold, { director })] : [line(text.else)]),
    ],
    buttons: movedButtons(view, drawing),
  };
}

function movedButtons(
  { by }: { readonly by: 'self' | 'other' | 'office' },
  { language }: Drawing,
): readonly Button[] {
  const text = textOf(language).session.moved;
  return [
    { kind: 'press', verb: 'session.move', title: by === 'self' ? text.move : text.other },
    { kind: 'press', verb: 'session.cancel', title: text.cancel },
  ];
}

/** For a director alone: one message when an earlier time comes free. */
export function earlierButton({ language }: Drawing): Button {
  return { kind: 'press', verb: 'coaching.wish-earlier', title: textOf(language).session.earlier.ask };
}

/** The two buttons of a session that stands. */
export function changeButtons(drawing: Drawing): readonly Button[] {
  return movedButtons({ by: 'self' }, drawing);
}

export function choice(view: Of<'session-choice'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.session.choice;
  const { about, sessions } = view;
  const [only, ...others] = sessions;
  const heading = text.heading[about];
  if (!only) return { heading, body: [line(text.none[about])] };
  const verb = about === 'move' ? 'session.move' : 'session.cancel';
  const named = ({ who, ...meeting }: typeof only) =>
    who === null ? meetingOf(meeting, drawing) : `${meetingOf(meeting, drawing)}: ${who}`;
  if (others.length === 0)
    return {
      heading,
      body: [line(text.one[about]), bold(named(only))],
      buttons: [
        { kind: 'press', verb, title: text[about], primary: true },
        ...(about === 'move' && only.who === null ? [earlierButton(drawing)] : []),
      ],
    };
  return {
    heading,
    body: choose(t, {
      id: 'session',
      text: text.session,
      faulty: view.faulty,
      required: true,
      choices: sessions.map((each) => ({ title: named(each), value: each.id })),
    }),
    buttons: [{ kind: 'press', verb, title: text[about], primary: true, sends: true }],
  };
}

export function moveTimes(view: Of<'move-times'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.session.times;
  const { who, slots, notice } = view;
  const keep: Button = { kind: 'press', verb: 'session.keep', title: text.keep };
  const more: readonly Button[] = view.more
    ? [{ kind: 'press', verb: 'session.more-times', title: text.more }]
    : [];
  const told =
    notice === null || (notice === 'no-more' && slots.length === 0) ? [] : [timesNotice(notice, text)];
  const now = line(text.now, { when: meetingOf(view, drawing) });
  if (slots.length === 0)
    return {
      heading: text.heading,
      body: [...told, ...(notice === 'unread' ? [] : [line(text.none, { who })]), now],
      buttons: [...more, { kind: 'press', verb: 'session.cancel', title: t.session.moved.cancel }, keep],
    };
  return {
    heading: text.heading,
    body: [
      ...told,
      now,
      line(text.lead, { who }),
      ...choose(t, {
        id: 'slot',
        text: text.slot,
        faulty: view.faulty,
        required: true,
        choices: slots.map((slot) => ({ title: intervalOf(slot, drawing), value: String(slot.start) })),
      }),
    ],
    buttons: [
      { kind: 'press', verb: 'session.choose-time', title: text.choose, primary: true, sends: true },
      ...more,
      keep,
    ],
  };
}

function timesNotice(
  notice: Exclude<Of<'move-times'>['notice'], null>,
  text: { readonly notice: Readonly<Record<typeof notice, string>> },
): Block {
  return notice === 'no-more' ? line(text.notice[notice]) : alert(text.notice[notice]);
}

/** What it costs stands before the button that does it. */
export function cancelAsk(view: Of<'cancel-ask'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.session.ask;
  const { as, who, late, counts, left, lateHours } = view;
  const cost = counts ? text.counts : late ? text.late : text.free;
  return {
    heading: text.heading,
    body: [
      bold(meetingOf(view, drawing)),
      ...(as === 'coach'
        ? [line(text.coach, { who })]
        : [
            line(cost, { hours: lateHours }),
            line(plural(text.left, left, drawing.language), { count: left }),
          ]),
      whoSees(t, as === 'coach' ? text.whoCoach : text.who, { who }),
    ],
    buttons: [
      { kind: 'press', verb: 'session.cancel-sure', title: text.sure },
      { kind: 'press', verb: 'session.move', title: text.move },
      { kind: 'press', verb: 'session.keep', title: text.keep },
    ],
  };
}

export function coachSessions(view: Of<'coach-sessions'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.coachList;
  const entries = view.entries.map(({ director, number, begun, ...meeting }) =>
    line(begun ? text.begun : text.entry, { when: meetingOf(meeting, drawing), director, number }),
  );
  const change = view.entries.some(({ begun }) => !begun) ? changeButtons(drawing) : [];
  return {
    heading: view.today ? text.heading.today : text.heading.all,
    body: entries.length === 0 ? [line(text.none)] : entries,
    buttons:
      entries.length === 0
        ? []
        : [...change, { kind: 'press', verb: 'coach.ill', title: textOf(drawing.language).session.ill.open }],
  };
}

export function tentative(view: Of<'session-tentative'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.tentative;
  return {
    heading: text.heading,
    body: [bold(meetingOf(view, drawing)), line(text.lead)],
    buttons: changeButtons(drawing),
  };
}
