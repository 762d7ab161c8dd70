import type { Block, Sheet } from './blocks.ts';
import { bold, line, note } from './blocks.ts';
import { plural, textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { intervalOf } from './when.ts';

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
  return {
    heading: plural(text.heading, view.slots.length, drawing.language),
    body: [line(text.lead), ...view.slots.map((slot) => bold(intervalOf(slot, drawing))), line(text.nothing)],
  };
}

export function changed({ language }: Drawing): Sheet {
  const text = textOf(language).session.changed;
  return { heading: text.heading, body: [line(text.lead)] };
}
