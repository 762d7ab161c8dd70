import { bold, line, type Sheet } from './blocks.ts';
import { textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { intervalOf } from './when.ts';

/** A few words in the minutes before, while somebody waits. */
export function coachLate(view: Of<'coach-late'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).late;
  const { minutes, slot } = view;
  return {
    heading: text.heading,
    body: [line(text.lead, { minutes }), bold(intervalOf(slot, drawing)), line(text.stay)],
  };
}
