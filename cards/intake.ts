import type { Button, Choice, Sheet } from './blocks.ts';
import { choose, line, note, whoSees } from './blocks.ts';
import { ANY_COACH, consentFields, themesField, timeFields } from './intake-fields.ts';
import { fill, plural, textOf } from './text.ts';
import type { CoachChoice, Coaches, Consent, Drawing, Of, SignUp } from './view.ts';
import { dayOf, momentOf } from './when.ts';

/** Step 1 of 2. */
export function signUp(view: SignUp, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.intake.signUp;
  const wipe = view.wipeAfterDays;
  return {
    heading: text.heading,
    body: [
      line(view.correcting === true ? text.leadCorrecting : text.lead),
      ...themesField(view, language),
      ...timeFields(view, language),
      whoSees(t, wipe === undefined ? text.who : plural(text.whoAndWipe, wipe, language), {
        count: wipe ?? 0,
      }),
      note(text.chat),
    ],
    buttons:
      view.correcting === true
        ? [{ kind: 'press', verb: 'my-data.preferences', title: text.save, primary: true, sends: true }]
        : [{ kind: 'press', verb: 'coaching.preferences', title: text.next, primary: true, sends: true }],
  };
}

/** Step 2 of 2. */
export function consent(view: Consent, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.intake.consent;
  const { municipality, firm } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...consentFields(view, language),
      { ...line(text.question, { municipality, firm }), separator: true, spacing: 'Medium' },
      line(text.withdraw),
      ...choose(t, {
        id: 'consent',
        text: text.consent,
        faulty: view.faults.includes('consent'),
        required: true,
        choices: [
          { title: text.consent.yes, value: 'yes' },
          { title: text.consent.no, value: 'no' },
        ],
      }),
      whoSees(t, text.who, { firm }),
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.consent', title: text.send, primary: true, sends: true },
      { kind: 'press', verb: 'coaching.signup', title: text.back },
    ],
  };
}

export function looking({ language }: Drawing): Sheet {
  const text = textOf(language).intake.looking;
  return { heading: text.heading, body: [line(text.lead)] };
}

export function coaches(view: Coaches, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.intake.coaches;
  return {
    heading: text.heading,
    body: [
      line(plural(text.lead, view.coaches.length, drawing.language)),
      ...choose(t, {
        id: 'coach',
        text: text.coach,
        faulty: view.faults.includes('coach'),
        required: true,
        choices: [...coachChoices(view.coaches, drawing), { title: text.any, value: ANY_COACH }],
      }),
      whoSees(t, text.who),
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.choose-coach', title: text.choose, primary: true, sends: true },
    ],
  };
}

/** "Name · line · first free time" for each coach; also on the coordinator's card. */
export function coachChoices(list: readonly CoachChoice[], drawing: Drawing): readonly Choice[] {
  const text = textOf(drawing.language).intake.coaches;
  return list.map(({ id, name, line: about, firstFree }) => {
    const who = { name, line: about[drawing.language] };
    if (firstFree === null) return { title: fill(text.choiceWithout, who), value: id };
    return { title: fill(text.choice, { ...who, when: momentOf(firstFree, drawing) }), value: id };
  });
}

export function nobody(view: Of<'nobody'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).intake.nobody;
  return waiting(view, drawing, {
    heading: text.heading[view.why],
    body: [line(text.lead[view.why], { by: dayOf(view.by, drawing), firm: view.firm })],
  });
}

export function stillWaiting(view: Of<'still-waiting'>, drawing: Drawing): Sheet {
  const { language } = drawing;
  const t = textOf(language);
  const text = t.intake.stillWaiting;
  const { firm, phone, by } = view;
  const next =
    by === null ? line(text.call, { firm, phone }) : line(text.lead, { firm, by: dayOf(by, drawing) });
  const { number, hours } = view.helpline;
  return {
    heading: text.heading,
    body: [next, line(t.words.helpline, { number, hours: hours[language] })],
    buttons: [{ kind: 'press', verb: 'callback.open', title: t.words.callMe }],
  };
}

export function matching(view: Of<'matching'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).intake.matching;
  return waiting(view, drawing, {
    heading: text.heading,
    body: [line(text.lead, { by: dayOf(view.by, drawing), firm: view.firm })],
  });
}

/** Whoever has to wait sees who is there sooner. */
function waiting(view: Of<'nobody' | 'matching'>, { language }: Drawing, sheet: Sheet): Sheet {
  const { words } = textOf(language);
  const { number, hours } = view.helpline;
  const button: Button = { kind: 'press', verb: 'callback.open', title: words.callMe };
  return {
    ...sheet,
    body: [...sheet.body, line(words.helpline, { number, hours: hours[language] })],
    buttons: [button],
  };
}
