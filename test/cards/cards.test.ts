import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { pressSchema, VERBS } from '../../cards/actions.ts';
import { summaryOf } from '../../cards/draw.ts';
import { COACHES, DIRECTOR, DRAWING, FIRM, MUNICIPALITY, SAMPLES, THEMES } from '../../cards/samples.ts';
import { actions, draw, inputs, LANGUAGES, type Node, nodes, ofType } from './walk.ts';

const valid = schema();
const each = SAMPLES.flatMap(({ name, view }) =>
  LANGUAGES.map((language) => ({
    title: `${name} (${language})`,
    view,
    language,
    card: draw(view, language),
  })),
);

describe.each(each)('$title', ({ view, language, card }) => {
  test('says what it said before', () => {
    expect({ summary: summaryOf(view, language), card }).toMatchSnapshot();
  });

  test('is a valid 1.5 card under 24 KB', () => {
    expect(valid(card) ? [] : valid.errors).toEqual([]);
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: language });
    expect(card.fallbackText).toMatch(/\w{3}/);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(24 * 1024);
  });

  test('has one heading, first of all, and no other text that could be read as markdown', () => {
    const [first] = nodes(card.body);
    expect(first).toMatchObject({ type: 'TextBlock', style: 'heading', wrap: true });
    expect(ofType(card, 'TextBlock')).toEqual([first]);
  });

  test('is neutral where a lock screen shows it', () => {
    const [first] = nodes(card.body);
    const seen = `${summaryOf(view, language)} ${String(first?.text)}`.toLowerCase();
    for (const word of secrets()) expect(seen).not.toContain(word.toLowerCase());
  });

  test('gives every element its own id', () => {
    const ids = nodes(card).flatMap((node) => (node.id === undefined ? [] : [node.id]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('asks at most five things, each with a label and an error text', () => {
    const asked = inputs(card);
    expect(asked.length).toBeLessThanOrEqual(5);
    for (const input of asked) {
      expect(input.label).toMatch(/\w{3}/);
      expect(input.errorMessage).toMatch(/\w{3}.*\.$/);
    }
  });

  test('a default is one of the choices', () => {
    for (const input of ofType(card, 'Input.ChoiceSet')) {
      const values = nodesOf(input.choices).map((choice) => choice.value);
      const chosen = typeof input.value === 'string' ? input.value.split(',') : [];
      for (const value of chosen) expect(values).toContain(value);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  test('has at most three buttons and one primary, and each leads somewhere', () => {
    const buttons = actions(card);
    expect(buttons.length).toBeLessThanOrEqual(3);
    expect(buttons.filter((button) => button.style === 'positive').length).toBeLessThanOrEqual(1);
    for (const button of buttons) {
      if (button.type === 'Action.ToggleVisibility') {
        const targets = nodes(card.body)
          .filter((node) => node.id !== undefined)
          .map((node) => node.id);
        for (const target of nodesOf(button.targetElements)) expect(targets).toContain(target);
      } else if (button.type === 'Action.OpenUrl') expect(button.url).toMatch(/^https:/);
      else expectPress(button);
    }
  });

  test('asks nothing without a button that sends it', () => {
    const sends = actions(card).some((button) => button.associatedInputs === 'auto');
    expect(sends).toBe(inputs(card).length > 0);
  });

  test('leaves no placeholder, mark or raw value in its words', () => {
    expect(JSON.stringify(card)).not.toMatch(/\{\w+\}|\*\*|undefined|NaN|\[object/);
  });

  test('uses semantic colours only', () => {
    expect(JSON.stringify(card)).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(/i);
  });
});

test('the schema refuses a card that is wrong', () => {
  expect(valid({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock' }] })).toBe(false);
  expect(valid({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Magic', id: 'x' }] })).toBe(
    false,
  );
});

test('every sample has a name of its own', () => {
  expect(new Set(SAMPLES.map((sample) => sample.name)).size).toBe(SAMPLES.length);
});

function expectPress(button: Node): void {
  const { verb, data, fallback, associatedInputs, id } = button;
  expect(VERBS).toContain(verb);
  expect(id).toBe(verb);
  expect(data).toEqual({ card: DRAWING.card });
  expect(['auto', 'none']).toContain(associatedInputs);
  expect(fallback).toMatchObject({ type: 'Action.Submit', title: button.title, associatedInputs });
  expect(fallback).toHaveProperty('data', { verb, card: DRAWING.card });
  expect(pressSchema.safeParse({ verb, card: DRAWING.card, inputs: {} }).success).toBe(true);
}

function secrets(): readonly string[] {
  const themes = THEMES.flatMap((theme) => [theme.label.nl, theme.label.en]);
  return [
    MUNICIPALITY,
    FIRM,
    DIRECTOR,
    ...COACHES,
    ...themes,
    'coach',
    'hulplijn',
    'helpline',
    'bureau',
    'gemeente',
  ];
}

function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value : [];
}

function schema() {
  const file = new URL('../schemas/adaptivecards-1.5.0.json', import.meta.url);
  const { id, $schema: _, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Node;
  return new Ajv({ strict: false, allErrors: true, logger: false }).compile({ ...rest, $id: String(id) });
}
