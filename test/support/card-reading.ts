import type { CardJson } from '../../bot/ports.ts';

export type CardBlock = { readonly type?: unknown; readonly [key: string]: unknown };

/** Every object on a card that has a type, from top to bottom; fallbacks left out. */
export function walkBlocks(card: CardJson): readonly CardBlock[] {
  const found: CardBlock[] = [];
  const visit = (value: unknown, key: string): void => {
    if (key === 'fallback' || typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value) && 'type' in value) found.push(value as CardBlock);
    for (const [name, child] of Object.entries(value)) visit(child, name);
  };
  visit(card, '');
  return found;
}
