import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { z } from 'zod';
import { type ProgrammeFile, programmeSchema } from './programme-schema.ts';

export type ReadFile =
  | { readonly kind: 'read'; readonly file: ProgrammeFile; readonly text: string }
  /** Each line: where in the file, what is wrong, what would be right. */
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

/** A person mends a few faults at a time. */
const MOST_LINES = 50;
/** A programme is nested eight levels deep; the reader of YAML is recursive. */
const MOST_LEVELS = 40;

/** What is written is what is meant: one document, no references, every key once. Time is linear in the text. */
export function parseProgramme(text: string, path: string): ReadFile {
  const unfit = unfitText(text);
  if (unfit) return { kind: 'faults', lines: [`${path}:${unfit.line}: ${unfit.what}`] };
  const counter = new LineCounter();
  // The library compares every key of a map with every other; `repeated` does it with a set.
  const document = parseDocument(text, { lineCounter: counter, merge: false, uniqueKeys: false });
  const found = faultsOf(document, counter);
  if (found.length > 0) return { kind: 'faults', lines: linesOf(found, path) };
  const parsed = programmeSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return { kind: 'read', file: parsed.data, text };
  const faults = parsed.error.issues.flatMap((issue) => explain(document, counter, issue));
  return { kind: 'faults', lines: linesOf(faults, path) };
}

/** Two thousand people, a hundred of them coaches, in the widest way of writing. */
const MOST_ENDS = 30_000;

type Fault = { readonly line: number; readonly what: string };

/** What would not even be read as YAML in good time. */
function unfitText(text: string): Fault | null {
  const ends = text.split('\n').length - 1;
  if (ends > MOST_ENDS)
    return { line: MOST_ENDS, what: `more than ${MOST_ENDS} lines: this is no programme` };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f]/.exec(text);
  if (control) return { line: lineAt(text, control.index), what: 'holds a character that is no text' };
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[' || text[at] === '{') level += 1;
    if (text[at] === ']' || text[at] === '}') level = Math.max(0, level - 1);
    if (level > MOST_LEVELS) return { line: lineAt(text, at), what: 'nested too deeply' };
  }
  const deep = DEEP.exec(text);
  return deep && { line: lineAt(text, deep.index), what: 'nested too deeply' };
}

/** Nesting by indentation or by dashes on one line. */
const DEEP = new RegExp(`^( {${MOST_LEVELS * 4},}[^ #\\n]|[ \\t]*([-?:] +){${MOST_LEVELS},})`, 'm');

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function faultsOf(document: Document.Parsed, counter: LineCounter): readonly Fault[] {
  const errors = [...document.errors, ...document.warnings].map((e) => ({
    line: e.linePos?.[0].line ?? 1,
    what: firstLine(e.message),
  }));
  if (errors.length > 0) return errors;
  const faults: Fault[] = [];
  const at = (node: unknown, what: string) => void faults.push({ line: lineOf(node, counter), what });
  visit(document, {
    Alias: (_key, node) => at(node, `*${node.source}: write it out here; references are not read`),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) at(node, `&${node.anchor}: leave it out; references are not read`);
    },
    Map: (_key, map) => {
      for (const key of repeated(map)) at(key, `${key}: stands here twice; keep one`);
    },
  });
  return faults;
}

/** Keys that stood in the map before. */
function repeated(map: YAMLMap): readonly Node[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const name = String(isScalar(key) ? key.value : key);
    if (seen.has(name)) return [key as Node];
    seen.add(name);
    return [];
  });
}

/** One fault for each unknown key, at the line where it stands, with the keys that are known there. */
function explain(document: Document.Parsed, counter: LineCounter, issue: z.core.$ZodIssue): readonly Fault[] {
  const where = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys.slice(0, MOST_LINES).map((key) => ({
      line: lineOf(nearest(document.contents, [...issue.path, key]), counter),
      what: `${where ? `${where}.` : ''}${cut(key)}: is not known here${known ? `; known are ${known}` : ''}`,
    }));
  }
  const line = lineOf(nearest(document.contents, issue.path), counter);
  return [{ line, what: `${where || 'the file'}: ${cut(firstLine(issue.message), 300)}` }];
}

const SHAPE = z.toJSONSchema(programmeSchema, { io: 'input', unrepresentable: 'any' });

/** The keys of the object at this place, as the schema has them. */
function knownKeys(path: readonly PropertyKey[]): string | null {
  let shape: unknown = SHAPE;
  for (const key of path)
    shape = member(shape, typeof key === 'number' ? ['items'] : ['properties', String(key)]);
  const properties = member(shape, ['properties']);
  return typeof properties === 'object' && properties !== null ? Object.keys(properties).join(', ') : null;
}

function member(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** The deepest node on the path that stands in the file. */
function nearest(root: unknown, path: readonly PropertyKey[]): unknown {
  let node = root;
  for (const key of path) {
    if (typeof node !== 'object' || node === null || !('get' in node) || typeof node.get !== 'function')
      return node;
    const pair = isMap(node) ? node.items.find((item) => String(item.key) === String(key)) : null;
    const next: unknown = node.get(key, true);
    if (!next || typeof next !== 'object') return pair?.key ?? node;
    // A value of several lines is wrong where its key stands.
    if (key === path.at(-1) && pair) return pair.key;
    node = next;
  }
  return node;
}

function lineOf(node: unknown, counter: LineCounter): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) && typeof range[0] === 'number' ? counter.linePos(range[0]).line : 1;
}

function linesOf(faults: readonly Fault[], path: string): readonly string[] {
  const lines = faults.slice(0, MOST_LINES).map(({ line, what }) => `${path}:${line}: ${cut(what, 400)}`);
  const more = faults.length - MOST_LINES;
  return more > 0 ? [...lines, `${path}: and ${more} more`] : lines;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}

function cut(text: string, most = 80): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
