import type { Block, Button, Sheet } from './blocks.ts';
import { alert, choose, line, whoSees } from './blocks.ts';
import { avoidLines, wishLines } from './coach.ts';
import { coachChoices } from './intake.ts';
import { fill, plural, textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';

/** To the coordinator: for whom? */
export function overrideWho(view: Of<'override-who'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.override.who;
  if (view.directors.length === 0) return { heading: text.heading, body: [line(text.none)] };
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...choose(t, {
        id: 'director',
        text: text.director,
        faulty: view.faulty,
        required: true,
        folded: true,
        choices: view.directors.map(({ id, name, coach }) => ({
          title: fill(text.choice, { name, coach }),
          value: id,
        })),
      }),
      whoSees(t, text.seen),
    ],
    buttons: [{ kind: 'press', verb: 'override.search', title: text.next, primary: true, sends: true }],
  };
}

/** To the coordinator: the wishes, and who else fits. */
export function override(view: Of<'override'>, drawing: Drawing): Sheet {
  const { language } = drawing;
  const t = textOf(language);
  const text = t.override.choose;
  const { director, coach, notice } = view;
  const other: Button = { kind: 'press', verb: 'override.open', title: text.other };
  const again: Button = { kind: 'press', verb: 'override.search', title: text.again };
  const body: readonly Block[] = [
    line(text.lead, { director, coach }),
    ...(notice === null ? [] : [alert(text.notice[notice])]),
  ];
  if (view.coaches.length === 0)
    return { heading: text.heading, body, buttons: notice === 'none-left' ? [other] : [again, other] };
  return {
    heading: text.heading,
    body: [
      ...body,
      ...(view.coming ? [line(text.off)] : []),
      ...wishLines(view.preferences, view.themes, language),
      ...avoidLines(view, language),
      ...choose(t, {
        id: 'coach',
        text: text.coach,
        faulty: view.faulty,
        required: true,
        choices: coachChoices(view.coaches, drawing),
      }),
      whoSees(t, text.seen, { director, coach }),
    ],
    buttons: [
      { kind: 'press', verb: 'override.choose', title: text.sure, primary: true, sends: true },
      other,
    ],
  };
}

export function overrideDone(view: Of<'override-done'>, { language }: Drawing): Sheet {
  const text = textOf(language).override.done;
  const { director, coach } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead, { director, coach }),
      line(plural(text.off, view.off, language)),
      line(text.told, { director }),
    ],
  };
}
