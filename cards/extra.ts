import type { Block, Button, Sheet } from './blocks.ts';
import { line, note, whoSees } from './blocks.ts';
import { textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { helplineOf } from './waiting.ts';
import { dayOf } from './when.ts';

/** Asked by the director: when it goes out, and who sees what. */
export function extraAsked(view: Of<'extra-asked'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.extra.asked;
  const { municipality, asks } = view;
  return {
    heading: text.heading,
    body: [
      asks === null
        ? line(text.out, { municipality })
        : line(text.lead, { municipality, day: dayOf(asks, drawing) }),
      whoSees(t, text.who, { municipality }),
    ],
    buttons: [{ kind: 'press', verb: 'extra.withdraw', title: text.withdraw }],
  };
}

export function extraWithdrawn({ language }: Drawing): Sheet {
  const text = textOf(language).extra.withdrawn;
  return { heading: text.heading, body: [line(text.lead)] };
}

export function extraGiven({ language }: Drawing): Sheet {
  const text = textOf(language).extra.given;
  return {
    heading: text.heading,
    body: [line(text.lead)],
    buttons: [{ kind: 'press', verb: 'coaching.back', title: text.choose, primary: true }],
  };
}

export function extraRefused(view: Of<'extra-refused'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.extra.refused;
  const { firm, phone, mail } = view;
  return {
    heading: text.heading,
    body: [line(text.lead), line(t.waiting.firm, { firm, phone, mail }), helplineOf(view, drawing)],
    buttons: [{ kind: 'press', verb: 'callback.open', title: t.words.callMe }],
  };
}

/** To the coach who asked. */
export function coachExtra(view: Of<'coach-extra'>, { language }: Drawing): Sheet {
  const text = textOf(language).extra.coach;
  const { director, outcome } = view;
  return { heading: text.heading[outcome], body: [line(text.lead[outcome], { director })] };
}

type Extra = 'can-ask' | 'asked' | undefined;
type Asker = 'director' | 'coach';

/** On cards that show that everything is used: one more can be asked, or was. */
export function extraLines(extra: Extra, as: Asker, { language }: Drawing): readonly Block[] {
  const text = textOf(language).extra;
  return extra === 'asked' ? [note(text.isAsked[as])] : [];
}

export function extraButtons(extra: Extra, as: Asker, { language }: Drawing): readonly Button[] {
  const text = textOf(language).extra;
  return extra === 'can-ask' ? [{ kind: 'press', verb: 'extra.ask', title: text.ask[as] }] : [];
}
