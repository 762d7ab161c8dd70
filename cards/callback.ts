import type { Helpline } from '../bot/rules/programme.ts';
import type { Block, Button, Sheet } from './blocks.ts';
import { choose, line, note, phoneNumber, whoSees } from './blocks.ts';
import { textOf } from './text.ts';
import type { CallbackWhen, Drawing, Of } from './view.ts';
import { momentOf } from './when.ts';

const WHEN: readonly CallbackWhen[] = ['soon', 'morning', 'afternoon'];

export function helpline(view: Of<'helpline'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.callback.helpline;
  const { number, hours } = view.helpline;
  return {
    heading: text.heading,
    body: [line(text.number, { number, hours: hours[language] }), line(text.callback), line(text.danger)],
    buttons: [callMe(language)],
  };
}

/** An automatic answer, and says so. Its fallback names the numbers too: they count more than a neutral text. */
export function distress(view: Of<'distress'>, { language }: Drawing): Sheet {
  const text = textOf(language).callback.distress;
  const { number, hours } = view.helpline;
  return {
    heading: text.heading,
    body: [
      line(text.automatic),
      line(text.number, { number, hours: hours[language] }),
      line(text.callback),
      { ...line(text.suicide), separator: true, spacing: 'Medium' },
      line(text.danger),
    ],
    buttons: [callMe(language)],
    fallback: text.fallback,
  };
}

export function callback(view: Of<'callback'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.callback.callback;
  return {
    heading: text.heading,
    body: [
      line(text.lead[view.reader], { firm: view.firm }),
      ...phoneNumber(t, {
        id: 'phone',
        text: text.phone,
        faulty: view.faults.includes('phone'),
        required: true,
        value: view.phone,
      }),
      ...choose(t, {
        id: 'when',
        text: text.when,
        faulty: view.faults.includes('when'),
        value: 'soon',
        choices: WHEN.map((each) => ({ title: text.choice[each], value: each })),
      }),
      ...(view.helpline ? [orHelpline(view.helpline, language)] : []),
      whoSees(t, text.who[view.reader], { firm: view.firm }),
    ],
    buttons: [{ kind: 'press', verb: 'callback.ask', title: text.ask, primary: true, sends: true }],
  };
}

/** One tap away also while a number is filled in. */
function orHelpline({ number, hours }: Helpline, language: Drawing['language']): Block {
  return note(textOf(language).words.helpline, { number, hours: hours[language] });
}

export function callbackAsked(view: Of<'callback-asked'>, { language }: Drawing): Sheet {
  const t = textOf(language).callback;
  const { number, hours } = view.helpline;
  const text = view.taken ? t.called : t.asked;
  const values = { firm: view.firm, when: t.when[view.when] };
  return {
    heading: text.heading,
    body: [
      line(text.lead[view.reader], values),
      ...(view.taken ? [line(t.called.rather)] : []),
      line(t.asked.unsure, { number, hours: hours[language] }),
    ],
    ...(!view.taken && {
      buttons: [{ kind: 'press', verb: 'callback.withdraw', title: t.asked.withdraw }],
    }),
  };
}

/** Also when it was taken back before: pressed again it says the same. */
export function callbackWithdrawn(view: Of<'callback-withdrawn'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const { number, hours } = view.helpline;
  return {
    heading: t.callback.withdrawn.heading,
    body: [line(t.callback.withdrawn.lead), line(t.words.helpline, { number, hours: hours[language] })],
    buttons: [{ kind: 'press', verb: 'callback.open', title: t.words.callMe }],
  };
}

/** To the coach or coordinator; once taken it keeps name and number, because they still have to call. */
export function callbackRequest(view: Of<'callback-request'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language).callback;
  const { request: text } = t;
  const body = [
    line(text.who, { name: view.name }),
    line(text.phone, { phone: view.phone }),
    line(text.when, { when: t.when[view.when] }),
    note(text.asked, { asked: momentOf(view.asked, drawing) }),
  ];
  if (view.taken) return { heading: text.takenHeading, body: [...body, line(text.taken)] };
  return {
    heading: text.heading,
    body,
    buttons: [{ kind: 'press', verb: 'callback.take', title: text.take, primary: true }],
  };
}

function callMe(language: Drawing['language']): Button {
  return { kind: 'press', verb: 'callback.open', title: textOf(language).words.callMe, primary: true };
}
