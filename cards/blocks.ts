import type { Verb } from './actions.ts';
import type { Run, Text, Values } from './text.ts';
import { fill, runsOf } from './text.ts';

/** An Adaptive Card as plain JSON. */
export type CardJson = { readonly [key: string]: unknown };
export type Block = { readonly type: string; readonly [key: string]: unknown };

/** A card before it is framed: what it says and what can be pressed. */
export type Sheet = {
  /** Neutral enough for a lock screen. A constant of ours: it is the only text that may be read as markdown. */
  readonly heading: string;
  readonly body: readonly Block[];
  readonly buttons?: readonly Button[];
  /** In place of the general text, for a client that cannot draw the card. */
  readonly fallback?: string;
};
export type Button =
  | {
      readonly kind: 'press';
      readonly verb: Verb;
      readonly title: string;
      readonly primary?: true /** The inputs go along, checked first. */;
      readonly sends?: true;
    }
  | { readonly kind: 'toggle'; readonly target: string; readonly title: string }
  /** Opens a page of ours in the reader's browser. */
  | { readonly kind: 'link'; readonly url: string; readonly title: string; readonly primary?: true };

export type Choice = { readonly title: string; readonly value: string };
type Field = {
  readonly id: string;
  readonly text: { readonly label: string; readonly error: string };
  readonly faulty: boolean;
  readonly required?: true;
};
export type ChoiceField = Field & {
  readonly choices: readonly Choice[];
  readonly value?: string;
  readonly many?: true;
  readonly folded?: true;
};

export function heading(text: string): Block {
  return { type: 'TextBlock', text, style: 'heading', size: 'Large', weight: 'Bolder', wrap: true };
}

/** A paragraph. Values are shown as they are: no markdown is read anywhere in it. */
export function line(text: string, values: Values = {}): Block {
  return rich(runsOf(text, values).map((run) => ({ ...textRun(run) })));
}

/** A paragraph that explains, less present than the rest. */
export function note(text: string, values: Values = {}): Block {
  return rich(runsOf(text, values).map((run) => ({ ...textRun(run), isSubtle: true, size: 'Small' })));
}

/** A paragraph that asks for attention: by its words first, by colour as well. */
export function alert(text: string, values: Values = {}): Block {
  return rich(runsOf(text, values).map((run) => ({ ...textRun(run), weight: 'Bolder', color: 'Attention' })));
}

/** The thing that counts on the card: a date, a name. */
export function bold(value: string): Block {
  return rich([{ ...textRun({ text: value, bold: true }) }]);
}

/** "Wie ziet dit?" with the answer: exactly who, no more than is true. */
export function whoSees(t: Text, text: string, values: Values = {}): Block {
  return { ...note(`**${t.words.whoSees}** ${text}`, values), separator: true, spacing: 'Medium' };
}

/** Set apart, as it appears elsewhere. */
export function framed(items: readonly Block[]): Block {
  return { type: 'Container', style: 'emphasis', items };
}

/** Not in view until its button is pressed. */
export function hidden(id: string, items: readonly Block[]): Block {
  return { type: 'Container', id, isVisible: false, items };
}

/** A choice of one or more; a fault of the last press stands right above it. */
export function choose(t: Text, field: ChoiceField): readonly Block[] {
  return withFault(t, field, {
    ...inputOf('Input.ChoiceSet', field),
    style: field.folded === true ? 'compact' : 'expanded',
    isMultiSelect: field.many === true,
    wrap: true,
    choices: field.choices.map((choice) => ({ ...choice, title: unmarked(choice.title) })),
    ...(field.value === undefined || field.value === '' ? {} : { value: field.value }),
  });
}

export function phoneNumber(t: Text, field: Field & { readonly value: string | null }): readonly Block[] {
  return withFault(t, field, {
    ...inputOf('Input.Text', field),
    style: 'Tel',
    maxLength: 30,
    ...(field.value === null ? {} : { value: field.value }),
  });
}

function inputOf(type: string, field: Field): Block {
  const { label, error } = field.text;
  return { type, id: field.id, label, errorMessage: error, isRequired: field.required === true };
}

function withFault(t: Text, field: Field, input: Block): readonly Block[] {
  return field.faulty ? [alert(fill(t.words.mind, { error: field.text.error })), input] : [input];
}

/** Clients read markdown in the titles of choices, and an escape shows in those that do not: the marks go. */
function unmarked(title: string): string {
  return title.replaceAll(/[[\]<>*`]/g, '');
}

function rich(inlines: readonly Block[]): Block {
  return { type: 'RichTextBlock', inlines };
}

function textRun(run: Run): Block {
  return { type: 'TextRun', text: run.text, ...(run.bold ? { weight: 'Bolder' } : {}) };
}
