import type { Interval } from '../bot/rules/time.ts';
import type { Block, Sheet } from './blocks.ts';
import { choose, line, note, whoSees } from './blocks.ts';
import { backButton } from './my-data.ts';
import { plural, textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { dayOf, intervalOf, momentOf } from './when.ts';

/** Asks once more: what stopping does, and what stays. */
export function stop(view: Of<'stop'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).myData.stop;
  if (!view.takesPart)
    return { heading: text.heading, body: [line(text.nothing)], buttons: [backButton(drawing)] };
  const { firm, retention } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...small(
        ...comingLines(view.coming, text.coming, drawing),
        line(view.told ? text.told : text.untold, { firm }),
        line(text.wiped),
      ),
      {
        ...line(view.told ? text.stays : text.staysUntold, { ...retention }),
        separator: true,
        spacing: 'Medium',
      },
      ...small(...(view.call ? [line(text.call)] : [])),
    ],
    buttons: [{ kind: 'press', verb: 'my-data.stop', title: text.yes }, backButton(drawing)],
  };
}

export function stopped(view: Of<'stopped'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.myData.stopped;
  const { cancelled: count } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...(count > 0 ? [line(plural(text.cancelled, count, drawing.language), { count })] : []),
      ...(view.told ? [line(text.told)] : []),
      ...(view.call ? [line(text.call)] : []),
      line(text.again),
      helplineNote(view, drawing),
    ],
  };
}

export function coachingEnded(view: Of<'coaching-ended'>, { language }: Drawing): Sheet {
  const text = textOf(language).myData.ended;
  return { heading: text.heading, body: [line(text.lead, { director: view.director })] };
}

/** Asks once more: who gets the objection. */
export function object(view: Of<'object'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).myData.object;
  if (view.open) return { heading: text.heading, body: [line(text.open)], buttons: [backButton(drawing)] };
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      line(text.to[view.handler], { firm: view.firm }),
      line(text.meanwhile),
      ...controllerLine(text.controller, view.controller),
      note(text.authority),
    ],
    buttons: [{ kind: 'press', verb: 'my-data.object', title: text.yes, primary: true }, backButton(drawing)],
  };
}

export function objected(view: Of<'objected'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).myData.objected;
  const values = { firm: view.firm, by: dayOf(view.by, drawing) };
  return {
    heading: text.heading,
    body: [line(text.lead[view.handler], values)],
    buttons: [backButton(drawing)],
  };
}

export function objectionSettled(view: Of<'objection-settled'>, { language }: Drawing): Sheet {
  const text = textOf(language).myData.settled;
  const said = line(view.granted ? text.granted : text.refused);
  return { heading: text.heading, body: [said, ...controllerLine(text.controller, view.controller)] };
}

/** To whoever handles it; once decided it is its own receipt. */
export function objection(view: Of<'objection'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.myData.objection;
  const { name, mail, state } = view;
  const values = { asked: momentOf(view.asked, drawing), by: dayOf(view.by, drawing) };
  const told = [line(text.lead, { name, mail }), line(text.asked, values)];
  if (state !== 'asked') return { heading: text.heading, body: [...told, line(text.done[state])] };
  return {
    heading: text.heading,
    body: [
      ...told,
      ...choose(t, {
        id: 'outcome',
        text: text.outcome,
        faulty: view.faults.includes('outcome'),
        required: true,
        choices: [
          { title: text.outcomes.granted, value: 'granted' },
          { title: text.outcomes.refused, value: 'refused' },
        ],
      }),
      whoSees(t, text.who),
    ],
    buttons: [{ kind: 'press', verb: 'objection.settle', title: text.save, primary: true, sends: true }],
  };
}

/** Asks once more: what goes, and what stays with the reason. */
export function erase(view: Of<'erase'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).myData.erase;
  const { municipality, retention } = view;
  const stays = [
    line(`• ${text.account}`, { municipality }),
    ...(view.sessions ? [line(`• ${text.count}`)] : []),
    line(`• ${text.record}`, { ...retention }),
    ...(view.works ? [line(`• ${text.work}`)] : []),
    line(`• ${text.teams}`),
  ];
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...small(
        line(text.goes),
        ...comingLines(view.coming, text.coming, drawing),
        ...(view.sessions ? [line(text.calendar)] : []),
        ...(view.told && view.coming.length > 0 ? [line(text.told)] : []),
      ),
      { ...line(text.stays), separator: true, spacing: 'Medium' },
      ...small(...stays),
    ],
    buttons: [{ kind: 'press', verb: 'my-data.erase', title: text.yes }, backButton(drawing)],
  };
}

export function erased(view: Of<'erased'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).myData.erased;
  return { heading: text.heading, body: [line(text.lead), line(text.again), helplineNote(view, drawing)] };
}

export function wiped({ language }: Pick<Drawing, 'language'>): Sheet {
  const text = textOf(language).myData.wiped;
  return { heading: text.heading, body: [line(text.lead)] };
}

function comingLines(
  coming: readonly Interval[],
  text: { readonly one: string; readonly other: string },
  drawing: Drawing,
): readonly Block[] {
  const [first] = coming;
  if (!first) return [];
  const values = { when: intervalOf(first, drawing), count: coming.length };
  return [line(plural(text, coming.length, drawing.language), values)];
}

function controllerLine(text: string, controller: string | null): readonly Block[] {
  return controller === null ? [] : [note(text, { controller })];
}

function helplineNote(view: Of<'stopped' | 'erased'>, { language }: Drawing): Block {
  const { number, hours } = view.helpline;
  return line(textOf(language).words.helpline, { number, hours: hours[language] });
}

function small(...blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => ({ ...block, spacing: 'Small' }));
}
