import { utcMoment } from './zones.ts';

/** What may be compared, and as what. A path that is not here can not be filtered on. */
export type Fields = ReadonlyMap<string, 'text' | 'moment' | 'flag'>;
/** Collections inside an item that an `Any` lambda may look into. */
export type Collections = ReadonlyMap<string, Fields>;

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly op: Operator; readonly value: Literal }
  | { readonly kind: 'any'; readonly collection: string; readonly inner: Filter };

/** Something a filter can look at: moments as epoch milliseconds. */
export type Subject = {
  value(path: string): Literal;
  items(collection: string): readonly Subject[];
};

/** Reads an OData `$filter` of comparisons, and, or, parentheses and `Any` lambdas; null when it is anything else. */
export function parseFilter(
  text: string,
  fields: Fields,
  collections: Collections = new Map(),
): Filter | null {
  const tokens = tokenize(text);
  if (tokens === null) return null;
  const reader: Reader = { tokens, at: 0, fields, collections };
  const filter = parseChain(reader, 'or');
  return reader.at === tokens.length ? filter : null;
}

export function matches(filter: Filter, subject: Subject): boolean {
  if (filter.kind === 'any')
    return subject.items(filter.collection).some((item) => matches(filter.inner, item));
  if (filter.kind === 'compare') return compare(subject.value(filter.path), filter.op, filter.value);
  const left = matches(filter.left, subject);
  return filter.kind === 'and'
    ? left && matches(filter.right, subject)
    : left || matches(filter.right, subject);
}

type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
type Literal = string | number | boolean | null;
type Reader = {
  readonly tokens: readonly string[];
  at: number;
  readonly fields: Fields;
  readonly collections: Collections;
};

const TOKEN = /\s*('(?:[^']|'')*'|[A-Za-z_][\w/.]*|\d[\w:.+-]*|[():])/y;
const OPERATORS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] satisfies Operator[];
/** Longer than any filter of ours, and short enough that nesting can not exhaust the stack. */
const MAX_TOKENS = 500;

function tokenize(text: string): readonly string[] | null {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const token = pattern.exec(text)?.[1];
    if (token === undefined || tokens.length === MAX_TOKENS) return null;
    tokens.push(token);
  }
  return tokens;
}

function parseChain(reader: Reader, word: 'and' | 'or'): Filter | null {
  const next = () => (word === 'or' ? parseChain(reader, 'and') : parseTerm(reader));
  let left = next();
  while (left !== null && reader.tokens[reader.at]?.toLowerCase() === word) {
    reader.at += 1;
    const right = next();
    if (right === null) return null;
    left = { kind: word, left, right };
  }
  return left;
}

function parseTerm(reader: Reader): Filter | null {
  const token = reader.tokens[reader.at] ?? '';
  if (token === '(') return parseGroup(reader);
  if (/\/any$/i.test(token)) return parseAny(reader);
  return parseComparison(reader);
}

function parseGroup(reader: Reader): Filter | null {
  reader.at += 1;
  const inner = parseChain(reader, 'or');
  return took(reader, ')') ? inner : null;
}

function parseAny(reader: Reader): Filter | null {
  const collection = (reader.tokens[reader.at] ?? '').replace(/\/any$/i, '');
  const variable = reader.tokens[reader.at + 2] ?? '';
  const members = reader.collections.get(collection);
  reader.at += 1;
  if (members === undefined || !took(reader, '(')) return null;
  reader.at += 1;
  if (!took(reader, ':')) return null;
  const fields: Fields = new Map([...members].map(([name, kind]) => [`${variable}/${name}`, kind]));
  const scoped: Reader = { ...reader, fields, collections: new Map() };
  const inner = parseChain(scoped, 'or');
  reader.at = scoped.at;
  return inner !== null && took(reader, ')')
    ? { kind: 'any', collection, inner: unscoped(inner, variable) }
    : null;
}

function unscoped(filter: Filter, variable: string): Filter {
  if (filter.kind === 'compare') return { ...filter, path: filter.path.slice(variable.length + 1) };
  if (filter.kind === 'any') return filter;
  return { ...filter, left: unscoped(filter.left, variable), right: unscoped(filter.right, variable) };
}

function parseComparison(reader: Reader): Filter | null {
  const [path = '', op = '', written = ''] = reader.tokens.slice(reader.at, reader.at + 3);
  const kind = reader.fields.get(path);
  if (kind === undefined || !isOperator(op)) return null;
  const value = literal(written, kind);
  if (value === undefined) return null;
  reader.at += 3;
  return { kind: 'compare', path, op, value };
}

function literal(written: string, kind: 'text' | 'moment' | 'flag'): Literal | undefined {
  if (written === 'null') return null;
  if (kind === 'flag') return written === 'true' || (written === 'false' ? false : undefined);
  const quoted = /^'(.*)'$/s.exec(written)?.[1]?.replaceAll("''", "'");
  if (kind === 'text') return quoted;
  return utcMoment(quoted ?? written) ?? undefined;
}

function isOperator(word: string): word is Operator {
  return OPERATORS.includes(word);
}

function took(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}

function compare(actual: Literal, op: Operator, wanted: Literal): boolean {
  const a = typeof actual === 'string' ? actual.toLowerCase() : actual;
  const b = typeof wanted === 'string' ? wanted.toLowerCase() : wanted;
  if (op === 'eq') return a === b;
  if (op === 'ne') return a !== b;
  if (a === null || b === null) return false;
  if (op === 'gt') return a > b;
  if (op === 'ge') return a >= b;
  return op === 'lt' ? a < b : a <= b;
}
