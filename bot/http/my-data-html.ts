import { drawCard } from '../../cards/draw.ts';
import { holdingLine, openingWords } from '../../cards/my-data.ts';
import { fill, textOf } from '../../cards/text.ts';
import type { View } from '../../cards/view.ts';
import { momentOf } from '../../cards/when.ts';
import type { OwnData } from '../flows/my-data-page.ts';
import { escapeHtml } from './card-html.ts';
import { LABELS, PAGE } from './my-data-labels.ts';

/** The inside of the page: what is kept in words, who opened it, and then all of it. */
export function ownDataHtml(data: OwnData): string {
  const t = PAGE[data.language];
  return [
    `<h1>${t.waits}</h1>`,
    `<h2>${t.kept}</h2>`,
    list(
      data.overview.holds.map((holding) =>
        wordsOf(holdingLine(holding, data.overview, { ...data, card: '' })),
      ),
    ),
    `<h2>${t.opened}</h2>`,
    data.openings.length === 0
      ? `<p>${t.nobody}</p>`
      : list(data.openings.map((one) => openingLine(one, data))),
    `<h2>${t.all}</h2>`,
    ...Object.entries(data.everything).map(
      ([name, value]) => `<h3>${label(name, data)}</h3>${valueHtml(value, data)}`,
    ),
  ].join('\n');
}

function openingLine(one: OwnData['openings'][number], data: OwnData): string {
  const { opened } = textOf(data.language).myData.myData;
  return escapeHtml(fill(opened, openingWords(one, data.overview.firm, { ...data, card: '' })));
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function label(name: string, { language }: OwnData): string {
  const [nl, en] = LABELS[name] ?? [name, name];
  return escapeHtml(language === 'nl' ? nl : en);
}

function valueHtml(value: unknown, data: OwnData): string {
  const t = PAGE[data.language];
  if (value === null || value === undefined || value === '') return `<p class="note">${t.nothing}</p>`;
  if (Array.isArray(value))
    return value.length === 0
      ? `<p class="note">${t.nothing}</p>`
      : list(value.map((item: unknown) => (isThing(item) ? termsOf(item, data) : wordOf(item, data))));
  return isThing(value) ? termsOf(value, data) : `<p>${wordOf(value, data)}</p>`;
}

function termsOf(thing: object, data: OwnData): string {
  const pairs = Object.entries(thing).map(([name, value]: [string, unknown]) => {
    const said = name === 'says' && isThing(value) ? cardWords(value as View, data) : value;
    const shown = isThing(said) || Array.isArray(said) ? valueHtml(said, data) : wordOf(said, data);
    return `<dt>${label(name, data)}</dt><dd>${shown}</dd>`;
  });
  return `<dl>${pairs.join('')}</dl>`;
}

function wordOf(value: unknown, data: OwnData): string {
  const t = PAGE[data.language];
  if (value === null || value === undefined || value === '') return t.nothing;
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (value instanceof Date) return escapeHtml(momentOf(value.getTime(), data));
  const text = String(value);
  return escapeHtml(ISO.test(text) ? momentOf(Date.parse(text), data) : text);
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function isThing(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A message as it reads: `says` was written from a View. */
function cardWords(view: View, data: OwnData): string {
  const { title, text } = textsOf(drawCard(view, { ...data, card: '' }));
  return [title, ...text].join('\n');
}

function textsOf(json: unknown): { title: string; text: readonly string[] } {
  const [title = '', ...text] = walk(json);
  return { title, text };
}

function walk(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(walk);
  if (typeof node !== 'object' || node === null) return [];
  if ('inlines' in node && Array.isArray(node.inlines))
    return [node.inlines.map((run: unknown) => (hasText(run) ? run.text : '')).join('')];
  if (hasText(node)) return [node.text];
  return 'body' in node ? walk(node.body) : 'items' in node ? walk(node.items) : [];
}

function hasText(node: unknown): node is { text: string } {
  return typeof node === 'object' && node !== null && 'text' in node && typeof node.text === 'string';
}

function wordsOf(block: unknown): string {
  return escapeHtml(walk(block).join(''));
}
