import { type AmountKind, costOf } from '../bot/rules/request.ts';
import type { Block, Choice, Sheet } from './blocks.ts';
import { choose, line, note, whoSees } from './blocks.ts';
import { fill, plural, textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { amountOf, momentOf } from './when.ts';

/** So many choices stand open; more fold into a list. */
const FEW = 5;
const KINDS: readonly AmountKind[] = ['places', 'sessions'];

/** Numbers and what they cost; a yes to as many as one likes, or a no, for each apart. Nothing is chosen in advance. */
export function request(view: Of<'request'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.request.ask;
  const kinds = KINDS.filter((kind) => view.asked[kind] > 0);
  return {
    heading: text.heading,
    body: [
      line(text.lead, { firm: view.firm }),
      ...kinds.map((kind) => line(text.asked[kind], { what: whatOf(kind, view.asked[kind], view, drawing) })),
      ...(view.price === null ? [note(text.noPrice, { firm: view.firm })] : []),
      ...kinds.flatMap((kind) =>
        choose(t, {
          id: kind,
          text: text[kind],
          faulty: view.faults.includes(kind),
          required: true,
          ...(view.asked[kind] > FEW && { folded: true }),
          choices: choicesOf(kind, view, drawing),
        }),
      ),
      note(text.nameless),
      whoSees(t, text.who),
    ],
    buttons: [{ kind: 'press', verb: 'request.answer', title: text.decide, primary: true, sends: true }],
  };
}

function choicesOf(kind: AmountKind, view: Of<'request'>, drawing: Drawing): readonly Choice[] {
  const { ask } = textOf(drawing.language).request;
  const some = Array.from({ length: view.asked[kind] }, (_, i) => i + 1);
  return [
    { title: ask.none, value: '0' },
    ...some.map((count) => ({
      title: fill(ask.yes, { what: whatOf(kind, count, view, drawing) }),
      value: String(count),
    })),
  ];
}

/** "2 plekken: € 2.062,50 excl. btw". */
function whatOf(
  kind: AmountKind,
  count: number,
  { price }: Pick<Of<'request'>, 'price'>,
  { language }: Drawing,
): string {
  const { many, cost } = textOf(language).request;
  const what = fill(plural(many[kind], count, language), { count });
  return price === null
    ? what
    : fill(cost, { what, amount: amountOf(costOf(price, { [kind]: count }), language) });
}

/** The receipt: for who decided, and for who came second. */
export function requestAnswered(view: Of<'request-answered'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).request.answered;
  const kinds = KINDS.filter((kind) => view.asked[kind] > 0);
  return {
    heading: text.heading,
    body: [
      ...kinds.map((kind) => outcomeLine(kind, view, drawing)),
      line(text.by[view.by], { when: momentOf(view.at, drawing) }),
      line(text.next, { firm: view.firm }),
    ],
  };
}

function outcomeLine(kind: AmountKind, view: Of<'request-answered'>, drawing: Drawing): Block {
  const text = textOf(drawing.language).request.answered;
  const [given, asked] = [view.given[kind], view.asked[kind]];
  const what = whatOf(kind, given, view, drawing);
  return given === 0 ? line(text.no[kind], { asked }) : line(text.yes, { what, asked });
}
