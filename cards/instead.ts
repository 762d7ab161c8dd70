import type { Block } from './blocks.ts';
import { bold, line, note } from './blocks.ts';
import type { Instead } from './override-view.ts';
import { plural, textOf } from './text.ts';
import type { Drawing } from './view.ts';
import { intervalOf } from './when.ts';

/** To the director, above the times: no reason is given, and none is needed to choose otherwise. */
export function insteadLines({ coach, firm, off }: Instead, drawing: Drawing): readonly Block[] {
  const text = textOf(drawing.language).override.told;
  const gone = off.map((slot) => bold(intervalOf(slot, drawing)));
  return [
    line(text.lead, { firm, coach }),
    ...(off.length === 0 ? [] : [line(plural(text.off, off.length, drawing.language)), ...gone]),
  ];
}

/** And below them. */
export function insteadNotes({ firm, phone }: Instead, { language }: Drawing): readonly Block[] {
  const text = textOf(language).override.told;
  return [note(text.other), note(text.ask, { firm, phone }), note(text.seen)];
}
