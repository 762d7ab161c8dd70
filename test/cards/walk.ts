import { drawCard } from '../../cards/draw.ts';
import { DRAWING } from '../../cards/samples.ts';
import type { View } from '../../cards/view.ts';

export const LANGUAGES = ['nl', 'en'] as const;
export type Node = { readonly [key: string]: unknown };

export function draw(view: View, language: (typeof LANGUAGES)[number]): Node {
  return drawCard(view, { ...DRAWING, language });
}

/** Every object in a card that has a type, from top to bottom; the fallbacks of buttons are not among them. */
export function nodes(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  const node: Node = { ...value };
  const children = Object.entries(node).flatMap(([key, child]) => (key === 'fallback' ? [] : nodes(child)));
  return typeof node.type === 'string' ? [node, ...children] : children;
}

export function ofType(card: Node, ...types: readonly string[]): readonly Node[] {
  return nodes(card).filter((node) => types.includes(String(node.type)));
}

export function inputs(card: Node): readonly Node[] {
  return nodes(card).filter((node) => String(node.type).startsWith('Input.'));
}

/** The buttons, in one row or several. */
export function actions(card: Node): readonly Node[] {
  return nodes(card).filter((node) => String(node.type).startsWith('Action.'));
}

/** All that is read aloud: headings, paragraphs, labels and choices. */
export function wordsOf(card: Node): string {
  return nodes(card)
    .flatMap((node) => [node.text, node.label, node.title, ...titlesOf(node)])
    .filter((text) => typeof text === 'string')
    .join(' ');
}

export function titlesOf(node: Node): readonly unknown[] {
  const choices: readonly unknown[] = Array.isArray(node.choices) ? node.choices : [];
  return choices.map((choice) =>
    typeof choice === 'object' && choice !== null && 'title' in choice ? choice.title : undefined,
  );
}
