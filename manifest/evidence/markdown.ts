import type { Language } from '../../bot/rules/programme.ts';

export type Said = { readonly [language in Language]: string };

/** A table; bars and line breaks in a cell would end it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function fenced(kind: string, lines: readonly string[]): string {
  return [`\`\`\`${kind}`, ...lines, '```'].join('\n');
}

/** Paragraphs, with one empty line between them. */
export function page(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
