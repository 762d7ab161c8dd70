import type { Block, Button, Sheet } from './blocks.ts';
import { line, note, whoSees } from './blocks.ts';
import { textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { dayOf } from './when.ts';

/** All places are taken: what can be done about it, and who sees what of that. */
export function full(view: Of<'full'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.waiting.full;
  const { municipality, asks } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead, { municipality }),
      asks === null ? line(text.list) : line(text.ask, { municipality, day: dayOf(asks, drawing) }),
      helplineOf(view, drawing),
      whoSees(t, asks === null ? t.waiting.whoNobody : t.waiting.who, { municipality }),
    ],
    buttons: [
      { kind: 'press', verb: 'waiting.join', title: text.join, primary: true },
      { kind: 'press', verb: 'callback.open', title: t.words.callMe },
    ],
  };
}

/** Its receipt. The place in the queue is not told. */
export function waiting(view: Of<'waiting'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.waiting.waiting;
  const { municipality, step } = view;
  return {
    heading: text.heading,
    body: [
      ...queueLines(view, drawing),
      helplineOf(view, drawing),
      whoSees(t, step === 'listed' ? t.waiting.whoNobody : t.waiting.who, { municipality }),
    ],
    buttons: [leave(drawing), { kind: 'press', verb: 'callback.open', title: t.words.callMe }],
  };
}

/** What happens next for who waits; also on the card with their sessions. */
export function queueLines(view: Of<'waiting' | 'place-free'>, drawing: Drawing): readonly Block[] {
  const text = textOf(drawing.language).waiting;
  if (view.kind === 'place-free') return [line(text.free.kept, { day: dayOf(view.until, drawing) })];
  const { municipality, step, asks } = view;
  const day = asks === null ? '' : dayOf(asks, drawing);
  return [line(text.waiting.step[step], { municipality, day }), line(text.waiting.sooner)];
}

/** Ends the waiting, and the place that is kept. */
export function leave({ language }: Drawing): Button {
  return { kind: 'press', verb: 'waiting.leave', title: textOf(language).waiting.waiting.leave };
}

export function left({ language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.waiting.left;
  return {
    heading: text.heading,
    body: [line(text.lead)],
    buttons: [{ kind: 'press', verb: 'coaching.signup', title: t.words.signUp }],
  };
}

/** News that is glad, and asks for one press. */
export function placeFree(view: Of<'place-free'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.waiting.free;
  const form = view.again ? text.again : text.first;
  return {
    heading: form.heading,
    body: [line(form.lead, { day: dayOf(view.until, drawing) }), note(form.after)],
    buttons: [
      { kind: 'press', verb: 'coaching.signup', title: t.words.signUp, primary: true },
      { kind: 'press', verb: 'waiting.leave', title: text.pass },
    ],
  };
}

export function placePassed({ language }: Drawing): Sheet {
  const text = textOf(language).waiting.passed;
  return {
    heading: text.heading,
    body: [line(text.lead), line(text.back)],
    buttons: [{ kind: 'press', verb: 'waiting.join', title: text.join }],
  };
}

/** A no that says what is possible. */
export function placeRefused(view: Of<'place-refused'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.waiting.refused;
  const { firm, phone, mail } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      line(text.stays),
      line(t.waiting.firm, { firm, phone, mail }),
      helplineOf(view, drawing),
    ],
    buttons: [leave(drawing), { kind: 'press', verb: 'callback.open', title: t.words.callMe }],
  };
}

/** Who is there sooner, for anybody who has to wait. */
export function helplineOf(
  { helpline }: Pick<Of<'full'>, 'helpline'>,
  { language }: Pick<Drawing, 'language'>,
): Block {
  const { number, hours } = helpline;
  return line(textOf(language).words.helpline, { number, hours: hours[language] });
}
