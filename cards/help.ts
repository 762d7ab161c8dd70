import type { Block, Button, Sheet } from './blocks.ts';
import { line, note } from './blocks.ts';
import { textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';

/** Lists only what works for the reader's roles. */
export function help(view: Of<'help'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const { number, hours } = view.helpline;
  const director = view.roles.includes('director');
  return {
    heading: t.help.help.heading[view.heading],
    body: [
      ...(view.heading === 'not-understood' ? [line(t.help.help.notKept)] : []),
      ...wordLines(view, language),
      ...otherLines(view, language),
      note(t.words.helpline, { number, hours: hours[language] }),
    ],
    buttons: [
      ...(director ? directorButtons(view.canSignUp, language) : []),
      ...(view.roles.includes('coordinator') && !director ? [overrideButton(language)] : []),
      ...pageButtons(view, language),
    ],
  };
}

/** One text for "not allowed" and "not found". */
export function closed({ language }: Drawing): Sheet {
  const text = textOf(language).help.closed;
  return { heading: text.heading, body: [line(text.lead)] };
}

export function already(view: Of<'already'>, { language }: Drawing): Sheet {
  const text = textOf(language).help.already;
  return { heading: text.heading, body: [line(text[view.about])] };
}

export function outOfOrder(view: Of<'out-of-order'>, { language }: Drawing): Sheet {
  const text = textOf(language).help.outOfOrder;
  const { helpline } = view;
  if (helpline === null) return { heading: text.heading, body: [line(text.lead)] };
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      line(text.helpline, { number: helpline.number, hours: helpline.hours[language] }),
    ],
  };
}

/** What the reader can type. Everybody with a role sees what is kept of them. */
function wordLines({ roles, canSignUp }: Of<'help'>, language: Drawing['language']): readonly Block[] {
  if (roles.length === 0) return [];
  const text = textOf(language).help.help;
  const director = [...(canSignUp ? [text.signUp] : []), ...text.director];
  const own = roles.includes('director') ? director : roles.includes('coach') ? text.coach : [];
  const words = [...own, text.myData, text.list];
  return [line(text.lead), ...words.map((word) => ({ ...line(word), spacing: 'Small' }))];
}

function otherLines(view: Of<'help'>, language: Drawing['language']): readonly Block[] {
  const text = textOf(language).help.help;
  const has = (role: Of<'help'>['roles'][number]) => view.roles.includes(role);
  const lines = [
    ...(has('coach') ? [text.coachNews, text.coachPage] : []),
    ...(has('coordinator') ? [text.coordinator, text.coordinatorPage] : []),
    ...(has('contact') ? [text.decider] : []),
  ];
  return lines.length === 0 && !has('director') ? [line(text.nothing)] : lines.map((one) => line(one));
}

function overrideButton(language: Drawing['language']): Button {
  return { kind: 'press', verb: 'override.open', title: textOf(language).override.begin };
}

function directorButtons(canSignUp: boolean, language: Drawing['language']): readonly Button[] {
  const t = textOf(language);
  const sessions: Button = { kind: 'press', verb: 'coaching.sessions', title: t.help.help.sessions };
  if (!canSignUp) return [sessions];
  return [{ kind: 'press', verb: 'coaching.signup', title: t.words.signUp, primary: true }, sessions];
}

/** Coaches and coordinators work there with what does not fit in a chat. */
function pageButtons({ roles, page: url }: Of<'help'>, language: Drawing['language']): readonly Button[] {
  if (!roles.includes('coach') && !roles.includes('coordinator')) return [];
  return [{ kind: 'link', url, title: textOf(language).help.help.page }];
}
