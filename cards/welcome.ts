import type { Block, Sheet } from './blocks.ts';
import { hidden, line, note } from './blocks.ts';
import { fill, plural, textOf } from './text.ts';
import type { Drawing, Of, Welcome } from './view.ts';

export function welcome(view: Welcome, { language }: Drawing): Sheet {
  const t = textOf(language);
  const values = { sessions: sessionsOf(view.sessions, language) };
  const sheet = {
    heading: t.welcome.welcome.heading,
    body: t.welcome.welcome[view.as].map((each) => line(each, values)),
  };
  if (view.as !== 'director') return sheet;
  return {
    ...sheet,
    buttons: [
      { kind: 'press', verb: 'coaching.signup', title: t.words.signUp, primary: true },
      { kind: 'press', verb: 'coaching.information', title: t.welcome.welcome.more },
    ],
  };
}

export function information(view: Of<'information'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.welcome.information;
  const { municipality, firm, helpline } = view;
  return {
    heading: text.heading,
    body: [
      line(text.sessions, { sessions: sessionsOf(view.sessions, language) }),
      line(text.coach),
      line(text.helpline, { number: helpline.number, hours: helpline.hours[language] }),
      { ...line(text.who), separator: true, spacing: 'Medium' },
      line(text.municipality, { municipality }),
      line(text.confidential, { firm }),
      line(text.patterns, { firm }),
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.signup', title: t.words.signUp, primary: true },
      { kind: 'press', verb: 'coaching.ask', title: text.ask },
    ],
  };
}

export function ask(view: Of<'ask'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.welcome.ask;
  const { firm, municipality } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead, { firm }),
      ...reachLines(text, view),
      line(text.nameless, { firm }),
      note(text.notHere, { municipality }),
      hidden(
        'answers',
        text.answers.map((each) => line(each, { firm, municipality })),
      ),
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.signup', title: t.words.signUp, primary: true },
      { kind: 'toggle', target: 'answers', title: text.toggle },
    ],
  };
}

function reachLines(
  text: { readonly phone: string; readonly mail: string },
  reach: { readonly phone: string; readonly mail: string },
): readonly Block[] {
  return [
    line(text.phone, { phone: reach.phone }),
    { ...line(text.mail, { mail: reach.mail }), spacing: 'Small' },
  ];
}

function sessionsOf(count: number, language: Drawing['language']): string {
  return fill(plural(textOf(language).words.sessions, count, language), { count });
}
