import { z } from 'zod';
import type { CardJson } from '../ports.ts';

/** The elements that our own cards are made of (cards/blocks.ts); anything else is a bug. */
const run = z.object({
  text: z.string(),
  weight: z.string().optional(),
  isSubtle: z.boolean().optional(),
  color: z.string().optional(),
});
const choice = z.object({ title: z.string(), value: z.string() });
const simple = z.discriminatedUnion('type', [
  z.object({ type: z.literal('TextBlock'), text: z.string() }),
  z.object({ type: z.literal('RichTextBlock'), inlines: z.array(run) }),
  z.object({
    type: z.literal('Input.ChoiceSet'),
    id: z.string(),
    label: z.string(),
    isMultiSelect: z.boolean().optional(),
    isRequired: z.boolean().optional(),
    choices: z.array(choice),
    value: z.string().optional(),
  }),
  z.object({
    type: z.literal('Input.Text'),
    id: z.string(),
    label: z.string(),
    isRequired: z.boolean().optional(),
    maxLength: z.number().optional(),
    style: z.string().optional(),
    value: z.string().optional(),
  }),
]);
const execute = z.object({
  type: z.literal('Action.Execute'),
  title: z.string(),
  verb: z.string(),
  style: z.string().optional(),
  associatedInputs: z.string(),
  data: z.object({ card: z.string() }),
});
const link = z.object({
  type: z.literal('Action.OpenUrl'),
  title: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  style: z.string().optional(),
});
/** What a toggle hides is simply shown here. */
const toggle = z.object({ type: z.literal('Action.ToggleVisibility') });
const actions = z.array(z.union([execute, link, toggle]));
const element = z.union([
  simple,
  z.object({ type: z.literal('ActionSet'), actions }),
  z.object({ type: z.literal('Container'), items: z.array(simple) }),
]);
const card = z.object({ lang: z.string(), body: z.array(element), actions: actions.default([]) });

type Simple = z.infer<typeof simple>;
type Element = z.infer<typeof element>;
type Execute = z.infer<typeof execute>;

/** A card as a form without script: every text escaped, every button a submit. `form` proves that it is ours. */
export function cardToHtml(
  json: CardJson,
  q: { readonly form: string; readonly action: string; readonly heading?: 'h1' | 'h2' },
): { readonly lang: string; readonly html: string } {
  const { lang, body, actions: last } = card.parse(json);
  const all = [...body, { type: 'ActionSet' as const, actions: last }];
  const [first] = all.flatMap((e) => (e.type === 'ActionSet' ? presses(e.actions) : []));
  const hidden = first ? `<input type="hidden" name="card" value="${escapeHtml(first.data.card)}">` : '';
  const own = `<input type="hidden" name="form" value="${escapeHtml(q.form)}">`;
  const inner = all.map(whole).join('');
  const shown = q.heading === 'h2' ? inner.replace(/<h1>(.*?)<\/h1>/s, '<h2>$1</h2>') : inner;
  return {
    lang,
    html: `<form method="post" action="${escapeHtml(q.action)}">${own}${hidden}${shown}</form>`,
  };
}

function whole(e: Element): string {
  if (e.type === 'Container') return `<div class="framed">${e.items.map(part).join('')}</div>`;
  if (e.type === 'ActionSet') return buttons(e.actions);
  return part(e);
}

function presses(list: z.infer<typeof actions>): readonly Execute[] {
  return list.flatMap((a) => (a.type === 'Action.Execute' ? [a] : []));
}

function buttons(list: z.infer<typeof actions>): string {
  const all = list.flatMap((a) => (a.type === 'Action.ToggleVisibility' ? [] : [button(a)]));
  return all.length === 0 ? '' : `<p class="buttons">${all.join(' ')}</p>`;
}

function button(b: Execute | z.infer<typeof link>): string {
  if (b.type === 'Action.OpenUrl')
    return `<a class="button${b.style === 'positive' ? ' primary' : ''}" href="${escapeHtml(b.url)}">${escapeHtml(b.title)}</a>`;
  const look = b.style === 'positive' ? ' class="primary"' : '';
  const check = b.associatedInputs === 'none' ? ' formnovalidate' : '';
  return `<button type="submit" name="verb" value="${escapeHtml(b.verb)}"${look}${check}>${escapeHtml(b.title)}</button>`;
}

function part(e: Simple): string {
  switch (e.type) {
    case 'TextBlock':
      return `<h1>${escapeHtml(e.text)}</h1>`;
    case 'RichTextBlock':
      return `<p${look(e.inlines)}>${e.inlines.map(span).join('')}</p>`;
    case 'Input.ChoiceSet':
      return choices(e);
    case 'Input.Text': {
      const { id, label, value = '', maxLength = 200 } = e;
      const required = e.isRequired ? ' required' : '';
      const type = e.style === 'Tel' ? 'tel' : 'text';
      return `<p><label><span class="label">${escapeHtml(label)}</span><br><input type="${type}" name="${escapeHtml(id)}" value="${escapeHtml(value)}" maxlength="${maxLength}"${required}></label></p>`;
    }
  }
}

function choices(e: Extract<Simple, { type: 'Input.ChoiceSet' }>): string {
  const ticked = new Set((e.value ?? '').split(','));
  const type = e.isMultiSelect ? 'checkbox' : 'radio';
  const required = e.isRequired && !e.isMultiSelect ? ' required' : '';
  const options = e.choices.map(({ title, value }) => {
    const checked = ticked.has(value) ? ' checked' : '';
    const input = `<input type="${type}" name="${escapeHtml(e.id)}" value="${escapeHtml(value)}"${checked}${required}>`;
    return `<label class="choice">${input} <span>${escapeHtml(title)}</span></label>`;
  });
  return `<fieldset><legend>${escapeHtml(e.label)}</legend>${options.join('')}</fieldset>`;
}

function look(runs: readonly z.infer<typeof run>[]): string {
  if (runs.every((r) => r.color === 'Attention')) return ' class="alert"';
  return runs.every((r) => r.isSubtle) ? ' class="note"' : '';
}

function span(r: z.infer<typeof run>): string {
  return r.weight === 'Bolder' ? `<strong>${escapeHtml(r.text)}</strong>` : escapeHtml(r.text);
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
