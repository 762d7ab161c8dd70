import { describe, expect, test } from 'vitest';
import type { Verb } from '../../cards/actions.ts';
import { COACHES, DIRECTOR, SAMPLES, THEMES } from '../../cards/samples.ts';
import type { Of, View, ViewKind } from '../../cards/view.ts';
import { draw, inputs, LANGUAGES, nodes, ofType, titlesOf, wordsOf } from './walk.ts';

/** What somebody could type into a directory, hoping that a client reads it. */
const HOSTILE = '[x](javascript:alert(1)) **b** <at>x</at> {firm}';
/** Keys of a view that hold text which is not ours. */
const FOREIGN = new Set([
  'name',
  'director',
  'coach',
  'phone',
  'mail',
  'firm',
  'municipality',
  'number',
  'avoidName',
  'controller',
]);

describe.each(SAMPLES)('$name', ({ view }) => {
  test.each(LANGUAGES)('shows text of others as it is, never as markdown (%s)', (language) => {
    const card = draw(hostile(view), language);
    for (const block of ofType(card, 'TextBlock')) expect(String(block.text)).not.toContain('alert(1)');
    for (const node of nodes(card)) {
      for (const key of ['label', 'title', 'errorMessage', 'fallbackText', 'placeholder'])
        expect(String(node[key])).not.toContain('alert(1)');
      for (const title of titlesOf(node)) expect(String(title)).not.toMatch(/[[\]<>*]/);
    }
  });
});

test.each(LANGUAGES)('a hostile name stands on the card to the letter (%s)', (language) => {
  const card = draw(hostile(sample('callback-request', 'asked')), language);
  expect(ofType(card, 'TextRun').map((run) => run.text)).toContain(HOSTILE);
});

test('each card offers these buttons and no others', () => {
  const offered = new Map<ViewKind, Set<unknown>>();
  for (const { view } of SAMPLES) {
    const verbs = offered.get(view.kind) ?? new Set();
    for (const button of ofType(draw(view, 'nl'), 'Action.Execute')) verbs.add(button.verb);
    offered.set(view.kind, verbs);
  }
  for (const [kind, verbs] of Object.entries(BUTTONS))
    expect([kind, [...(offered.get(kind as ViewKind) ?? [])].sort()]).toEqual([kind, [...verbs].sort()]);
});

test.each(LANGUAGES)('only a button that sends a choice checks the inputs (%s)', (language) => {
  const sending = (kind: ViewKind, situation: string) =>
    ofType(draw(sample(kind, situation), language), 'Action.Execute')
      .filter((button) => button.associatedInputs === 'auto')
      .map((button) => button.verb);
  expect(sending('slots', 'six')).toEqual(['coaching.choose-slot', 'coaching.preview']);
  expect(sending('consent', 'empty')).toEqual(['coaching.consent']);
});

test.each(LANGUAGES)(
  'consent is neither given nor refused in advance, and both can be chosen (%s)',
  (language) => {
    const consent = inputs(draw(sample('consent', 'empty'), language)).find(
      (input) => input.id === 'consent',
    );
    expect(consent).not.toHaveProperty('value');
    expect(consent).toMatchObject({ style: 'expanded', choices: [{ value: 'yes' }, { value: 'no' }] });
  },
);

test('only what a next step cannot do without is required', () => {
  const required = new Set<unknown>();
  const optional = new Set<unknown>();
  for (const { view } of SAMPLES)
    for (const input of inputs(draw(view, 'nl')))
      (input.isRequired === true ? required : optional).add(input.id);
  expect([...required].sort()).toEqual([
    'coach',
    'consent',
    'director',
    'outcome',
    'phone',
    'places',
    'session',
    'sessions',
    'slot',
    'until',
    'wish',
  ]);
  expect([...optional].filter((id) => required.has(id))).toEqual([]);
});

test.each(LANGUAGES)('what was filled in stands there again (%s)', (language) => {
  const values = Object.fromEntries(
    inputs(draw(sample('sign-up', 'filled'), language)).map((input) => [input.id, input.value]),
  );
  expect(values).toEqual({
    themes: 'role,team',
    length: '90',
    place: 'location',
    days: 'fri',
    parts: 'morning',
  });
});

test.each(LANGUAGES)('a fault is said in words right above its field (%s)', (language) => {
  const body = draw(sample('consent', 'with faults'), language).body;
  const shown = nodes(body).filter((node) => /^(RichTextBlock|Input\.)/.test(String(node.type)));
  for (const [at, node] of shown.entries())
    if (node.errorMessage !== undefined)
      expect(wordsOf(shown[at - 1] ?? {})).toContain(String(node.errorMessage));
});

test.each(LANGUAGES)('a time is sent as its start in milliseconds (%s)', (language) => {
  const view = sample('slots', 'six');
  const [slot] = inputs(draw(view, language));
  expect(slot).toMatchObject({
    id: 'slot',
    choices: view.slots.map(({ start }) => ({ value: String(start) })),
  });
});

test.each(LANGUAGES)('the last choice of a coach is to leave it to me (%s)', (language) => {
  const [coach] = inputs(draw(sample('coaches', 'three'), language));
  expect(coach).toMatchObject({ choices: [{}, {}, {}, { value: 'any' }] });
});

test.each(LANGUAGES)(
  'a receipt of a session names no coach, director, theme or number of a session (%s)',
  (language) => {
    for (const { name, view } of SAMPLES) {
      if (view.kind !== 'held' && view.kind !== 'confirmed') continue;
      const said = wordsOf(draw(view, language));
      for (const word of [...COACHES, DIRECTOR, ...THEMES.map((theme) => theme.label[language])])
        expect([name, said.includes(word)]).toEqual([name, false]);
    }
  },
);

test.each(LANGUAGES)(
  'whom a director avoids is shown to the coordinator, never to the coach (%s)',
  (language) => {
    const coach = sample('coach-preferences', 'full');
    expect(coach.preferences?.avoid).toBeTruthy();
    expect(JSON.stringify(draw(coach, language))).not.toContain(coach.preferences?.avoid);
    expect(wordsOf(draw(sample('match-request', 'nobody fitted'), language))).toContain('Wim Liever-Niet');
    expect(wordsOf(draw(sample('match-request', 'no coaches'), language))).toMatch(/coaches/);
  },
);

test.each(LANGUAGES)(
  'somebody in distress finds every number, also without a drawn card (%s)',
  (language) => {
    const view = sample('distress', 'plain');
    const card = draw(view, language);
    for (const number of [view.helpline.number, view.helpline.hours[language], '113', '0800-0113', '112'])
      expect(wordsOf(card)).toContain(number);
    expect(wordsOf(card)).toMatch(/automati/);
    for (const number of ['113', '0800-0113', '112']) expect(card.fallbackText).toContain(number);
  },
);

test.each(LANGUAGES)('wiping is promised only for the days that the programme sets (%s)', (language) => {
  expect(wordsOf(draw(sample('sign-up', 'empty'), language))).toMatch(/30 (dagen|days)/);
  expect(wordsOf(draw(sample('sign-up', 'filled'), language))).not.toMatch(/wis het|erase/);
});

test.each(LANGUAGES)('help lists only words that work for the reader (%s)', (language) => {
  const signUp = { nl: 'aanmelden', en: 'sign up' }[language];
  const said = (situation: string) => wordsOf(draw(sample('help', situation), language));
  expect(said('director before signing up')).toContain(signUp);
  expect(said('director later')).not.toContain(signUp);
  expect(said('coach')).not.toContain(signUp);
  expect(said('stranger')).not.toContain(signUp);
});

test.each(LANGUAGES)(
  'help shows coaches and coordinators the way to their own page, and nobody else (%s)',
  (language) => {
    const links = (situation: string) =>
      JSON.stringify(draw(sample('help', situation), language)).split('"Action.OpenUrl"');
    for (const situation of ['coach', 'coach alone']) expect(links(situation)).toHaveLength(2);
    for (const situation of ['director later', 'contact', 'stranger'])
      expect(links(situation)).toHaveLength(1);
  },
);

test.each(LANGUAGES)('one session in all is never counted as many (%s)', (language) => {
  const said = wordsOf(draw(sample('sessions', 'all used'), language));
  expect(said).toContain({ nl: 'Uw gesprek is afgesproken.', en: 'Your session has been booked.' }[language]);
});

const BUTTONS: { readonly [kind in ViewKind]: readonly Verb[] } = {
  welcome: ['coaching.information', 'coaching.signup'],
  information: ['coaching.signup', 'coaching.ask'],
  'sign-up': ['coaching.preferences', 'my-data.preferences'],
  consent: ['coaching.consent', 'coaching.signup'],
  ask: ['coaching.signup'],
  looking: [],
  coaches: ['coaching.choose-coach'],
  nobody: ['callback.open'],
  matching: ['callback.open'],
  full: ['waiting.join', 'callback.open'],
  waiting: ['waiting.leave', 'callback.open'],
  'waiting-left': ['coaching.signup'],
  'place-free': ['coaching.signup', 'waiting.leave'],
  'place-passed': ['waiting.join'],
  'place-refused': ['waiting.leave', 'callback.open'],
  'extra-asked': ['extra.withdraw'],
  'extra-withdrawn': [],
  'extra-given': ['coaching.back'],
  'extra-refused': ['callback.open'],
  'coach-extra': [],
  request: ['request.answer'],
  'request-answered': [],
  slots: ['coaching.choose-slot', 'coaching.more-slots', 'coaching.preview', 'coaching.wish-earlier'],
  preview: ['coaching.back'],
  held: [],
  confirmed: ['session.move', 'session.cancel', 'coaching.preview'],
  sessions: [
    'coaching.signup',
    'coaching.back',
    'session.move',
    'session.cancel',
    'extra.ask',
    'waiting.leave',
    'coaching.change-coach',
  ],
  help: ['coaching.sessions', 'coaching.signup', 'override.open'],
  helpline: ['callback.open'],
  distress: ['callback.open'],
  callback: ['callback.ask'],
  'callback-asked': ['callback.withdraw'],
  'callback-withdrawn': ['callback.open'],
  'callback-request': ['callback.take'],
  'coach-booked': ['preferences.open', 'session.move', 'session.cancel'],
  'coach-preferences': ['extra.ask', 'session.move', 'session.cancel'],
  'match-request': ['matching.choose'],
  'match-made': [],
  'match-withdrawn': [],
  'override-who': ['override.search'],
  override: ['override.choose', 'override.search', 'override.open'],
  'override-done': [],
  'still-waiting': ['callback.open'],
  'my-data': ['my-data.open', 'my-data.choose'],
  correct: ['my-data.correct', 'my-data.wishes', 'my-data.open'],
  stop: ['my-data.stop', 'my-data.open'],
  stopped: [],
  'coaching-ended': [],
  object: ['my-data.object', 'my-data.open'],
  objected: ['my-data.open'],
  'objection-settled': [],
  objection: ['objection.settle'],
  erase: ['my-data.erase', 'my-data.open'],
  erased: [],
  wiped: [],
  closed: [],
  'out-of-order': [],
  'coach-late': [],
  already: [],
  'session-cancelled': ['coaching.back'],
  'coach-cancelled': [],
  'coach-ended': [],
  'session-changed': [],
  'session-moved': ['session.move', 'session.cancel', 'coaching.wish-earlier'],
  'wish-kept': [],
  earlier: ['session.move', 'coaching.back'],
  'coach-moved': ['session.move', 'session.cancel'],
  'session-choice': ['session.move', 'session.cancel', 'coaching.wish-earlier'],
  'move-times': ['session.choose-time', 'session.more-times', 'session.keep', 'session.cancel'],
  'cancel-ask': ['session.cancel-sure', 'session.move', 'session.keep'],
  'session-tentative': ['session.move', 'session.cancel'],
  'coach-sessions': ['session.move', 'session.cancel', 'coach.ill'],
  'session-over': ['session.held', 'session.missed'],
  'session-marked': ['session.held', 'session.missed'],
  'next-session': ['coaching.back', 'coaching.change-coach'],
  'change-coach': ['coaching.change-coach-sure', 'coaching.sessions'],
  'session-missed': ['coaching.back'],
  'session-unsure': ['session.took-place', 'coaching.back'],
  reminder: ['session.move', 'session.cancel'],
  checkin: ['checkin.answer', 'checkin.not-now', 'callback.open'],
  'checkin-answered': ['callback.open'],
  'coach-ill': ['coach.call-off', 'coaching.sessions'],
  'coach-ill-done': [],
};

function sample<Kind extends ViewKind>(kind: Kind, situation: string): Of<Kind> {
  const found = SAMPLES.find(({ name }) => name === `${kind}: ${situation}`);
  if (found === undefined) throw new Error(`no sample of ${kind}: ${situation}`);
  return found.view as Of<Kind>;
}

/** The same view, with everything that is not our own text replaced. */
function hostile<V extends View>(view: V): V {
  return JSON.parse(
    JSON.stringify(view, (key, value: unknown) => {
      if (typeof value === 'string' && FOREIGN.has(key)) return HOSTILE;
      if (typeof value === 'object' && value !== null && 'nl' in value) return { nl: HOSTILE, en: HOSTILE };
      return value;
    }),
  ) as V;
}
