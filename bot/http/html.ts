import { escapeHtml } from './card-html.ts';

/** A piece of a page that is safe as it stands. Only `html` and `trusted` make one. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | null | readonly (Html | null)[];

/** A template in which every value is text, unless it is a piece of a page itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(
    parts.map((part, at) => part + (at < values.length ? shown(values[at] ?? null) : '')).join(''),
  );
}

/** Made by us of escaped parts: `cardToHtml`. */
export function trusted(text: string): Html {
  return new Html(text);
}

function shown(value: Value): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(shown).join('');
  return escapeHtml(String(value));
}
