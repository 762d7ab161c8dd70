import { type Collections, type Fields, type Filter, matches, parseFilter, type Subject } from './filter.ts';
import { isRefusal, type Refusal, type Reply, refuse } from './replies.ts';

/** What may be asked of a collection. */
export type Collection = {
  readonly properties: ReadonlySet<string>;
  readonly fields: Fields;
  readonly collections: Collections;
  readonly orderable: ReadonlySet<string>;
  readonly maxTop: number;
};

export type Order = { readonly path: string; readonly descending: boolean };

export type ListQuery = {
  readonly filter: Filter | null;
  readonly select: ReadonlySet<string> | null;
  /** Ids of the single-value extended properties to show. */
  readonly expand: readonly string[];
  readonly orderBy: readonly Order[];
  readonly top: number;
  readonly skip: number;
  readonly count: boolean;
};

/** Exchange's page when no `$top` is given. */
const PAGE_SIZE = 10;
const OPTIONS = ['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$count'];

export function readQuery(query: URLSearchParams, collection: Collection): ListQuery | Refusal {
  const unknown = [...query.keys()].find((name) => name.startsWith('$') && !OPTIONS.includes(name));
  if (unknown !== undefined) return badQuery(`The query option '${unknown}' is not supported.`);
  const parts = {
    filter: readFilter(query.get('$filter'), collection),
    select: readSelect(query.get('$select'), collection.properties),
    expand: readExpand(query.get('$expand')),
    orderBy: readOrder(query.get('$orderby'), collection.orderable),
    top: readNumber(query.get('$top'), { least: 1, most: collection.maxTop, otherwise: PAGE_SIZE }),
    skip: readNumber(query.get('$skip'), { least: 0, most: Number.MAX_SAFE_INTEGER, otherwise: 0 }),
  };
  const { filter, select, expand, orderBy, top, skip } = parts;
  if (isRefusal(filter)) return filter;
  if (isRefusal(select)) return select;
  if (isRefusal(expand)) return expand;
  if (isRefusal(orderBy)) return orderBy;
  if (isRefusal(top)) return top;
  if (isRefusal(skip)) return skip;
  return { filter, select, expand, orderBy, top, skip, count: query.get('$count') === 'true' };
}

/** Filters, orders and cuts one page; the link to the next carries every option of this request. */
export function page<T>(q: {
  readonly items: readonly T[];
  readonly query: ListQuery;
  readonly subject: (item: T) => Subject;
  readonly render: (item: T) => unknown;
  readonly address: string;
  readonly options: URLSearchParams;
  readonly context: string;
}): Reply {
  const { filter, top, skip, count, orderBy } = q.query;
  const kept = filter === null ? q.items : q.items.filter((item) => matches(filter, q.subject(item)));
  const sorted = ordered(kept, orderBy, q.subject);
  const value = sorted.slice(skip, skip + top).map(q.render);
  const more =
    sorted.length > skip + top ? { '@odata.nextLink': nextLink(q.address, q.options, skip + top) } : {};
  const total = count ? { '@odata.count': sorted.length } : {};
  return { status: 200, body: { '@odata.context': q.context, ...total, value, ...more } };
}

export function badQuery(message: string): Refusal {
  return refuse(400, 'BadRequest', message);
}

function readFilter(text: string | null, { fields, collections }: Collection): Filter | null | Refusal {
  if (text === null) return null;
  return (
    parseFilter(text, fields, collections) ??
    refuse(400, 'ErrorInvalidUrlQueryFilter', `Invalid filter clause: ${text.slice(0, 200)}`)
  );
}

function readSelect(
  text: string | null,
  properties: ReadonlySet<string>,
): ReadonlySet<string> | null | Refusal {
  if (text === null) return null;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !properties.has(name));
  if (unknown === undefined) return new Set(names);
  return refuse(400, 'RequestBroker--ParseUri', `Could not find a property named '${unknown.slice(0, 80)}'.`);
}

function readExpand(text: string | null): readonly string[] | Refusal {
  if (text === null) return [];
  const inner = /^singleValueExtendedProperties\s*\(\s*\$filter\s*=\s*(.+)\)\s*$/is.exec(text)?.[1] ?? '';
  const filter = parseFilter(inner, new Map([['id', 'text']]));
  const ids = filter === null ? null : namedIds(filter);
  return ids ?? badQuery('Only singleValueExtendedProperties($filter=id eq …) can be expanded.');
}

function namedIds(filter: Filter): readonly string[] | null {
  if (filter.kind === 'compare')
    return filter.op === 'eq' && typeof filter.value === 'string' ? [filter.value] : null;
  if (filter.kind !== 'or') return null;
  const [left, right] = [namedIds(filter.left), namedIds(filter.right)];
  return left === null || right === null ? null : [...left, ...right];
}

function readOrder(text: string | null, orderable: ReadonlySet<string>): readonly Order[] | Refusal {
  if (text === null) return [];
  const orders = text.split(',').map((part) => /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(part));
  const known = orders.flatMap((found) =>
    found?.[1] !== undefined && orderable.has(found[1])
      ? [{ path: found[1], descending: found[2]?.toLowerCase() === 'desc' }]
      : [],
  );
  return known.length === orders.length ? known : badQuery('Invalid $orderby.');
}

function readNumber(
  text: string | null,
  bounds: { readonly least: number; readonly most: number; readonly otherwise: number },
): number | Refusal {
  if (text === null) return bounds.otherwise;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= bounds.least && number <= bounds.most) return number;
  return badQuery(`A number from ${bounds.least} to ${bounds.most} is expected.`);
}

function ordered<T>(
  items: readonly T[],
  orderBy: readonly Order[],
  subject: (item: T) => Subject,
): readonly T[] {
  return items.toSorted((a, b) => {
    for (const { path, descending } of orderBy) {
      const [x, y] = [subject(a).value(path) ?? '', subject(b).value(path) ?? ''];
      if (x !== y) return x < y === descending ? 1 : -1;
    }
    return 0;
  });
}

function nextLink(address: string, options: URLSearchParams, skip: number): string {
  const next = [...options].filter(([name]) => name !== '$skip').concat([['$skip', String(skip)]]);
  const encoded = next.map(
    ([name, value]) => `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`,
  );
  return `${address}?${encoded.join('&')}`;
}
