import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export type Table<Column extends string> = {
  readonly columns: readonly Column[];
  /** Columns of the header that mean nothing here. */
  readonly ignored: readonly string[];
  readonly delimiter: string;
  readonly encoding: string;
  readonly rows: readonly Row<Column>[];
};
/** Cells are trimmed; a column that the row does not have is empty. */
export type Row<Column extends string> = {
  readonly line: number;
  readonly cells: { readonly [column in Column]: string };
};

export type CsvQ<Column extends string> = {
  /** What each column may be called, in lower case, letters only. */
  readonly names: { readonly [column in Column]: readonly string[] };
  readonly mostRows: number;
};
export type ReadCsv<Column extends string> =
  | { readonly kind: 'table'; readonly table: Table<Column> }
  | { readonly kind: 'fault'; readonly why: string };

const DELIMITERS = [';', ',', '\t'] as const;
/** A title, an empty line, a date: then the header. */
const HEADER_WITHIN = 10;

/** Finds encoding, delimiter and header row: of all readings the one that knows most columns. */
export function readCsv<Column extends string>(bytes: Uint8Array, q: CsvQ<Column>): ReadCsv<Column> {
  const { text, encoding } = decode(bytes);
  if (text.includes('\0')) return { kind: 'fault', why: 'is no text: it holds empty bytes' };
  const readings = DELIMITERS.flatMap((delimiter) => {
    const records = split(text, delimiter);
    const header = headerOf(records, q);
    return header === null ? [] : [{ delimiter, records, ...header }];
  });
  const best = readings.sort((a, b) => b.columns.size - a.columns.size)[0];
  if (!best) return { kind: 'fault', why: whyNoHeader(text, q) };
  const body = best.records
    .slice(best.at + 1)
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  if (body.length > q.mostRows)
    return { kind: 'fault', why: `has ${body.length} rows; at most ${q.mostRows} at a time` };
  const rows = body.map(({ record, line }) => ({ line, cells: cellsOf(record, best.columns, q) }));
  const { delimiter, ignored } = best;
  return { kind: 'table', table: { columns: [...best.columns.keys()], ignored, delimiter, encoding, rows } };
}

type Decoded = { readonly text: string; readonly encoding: string };

/** By its mark; else UTF-16 by its zeros; else UTF-8 when it is that without a fault, and Windows-1252 otherwise. */
function decode(bytes: Uint8Array): Decoded {
  const [a, b] = bytes;
  const as = (encoding: string): Decoded => ({ text: new TextDecoder(encoding).decode(bytes), encoding });
  if (a === 0xff && b === 0xfe) return as('utf-16le');
  if (a === 0xfe && b === 0xff) return as('utf-16be');
  // Western text in UTF-16 without a mark: every other byte of the first few is zero.
  const first = bytes.subarray(0, 8);
  if (first.length === 8 && first.every((byte, i) => (byte === 0) === (i % 2 === 1))) return as('utf-16le');
  if (first.length === 8 && first.every((byte, i) => (byte === 0) === (i % 2 === 0))) return as('utf-16be');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return as('windows-1252');
  }
}

const records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

type Line = { readonly record: readonly string[]; readonly line: number };

/** Empty when the text can not be read with this delimiter. */
function split(text: string, delimiter: string): readonly Line[] {
  try {
    const read = records.parse(
      parse(text, { delimiter, relax_column_count: true, info: true, bom: true, max_record_size: 20_000 }),
    );
    // The line on which a record ends; a quoted cell may hold a line end.
    return read.map(({ record, info }) => ({ record, line: info.lines - lineEnds(record) }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return [];
    throw error;
  }
}

function lineEnds(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

type Header<Column extends string> = {
  readonly at: number;
  readonly columns: ReadonlyMap<Column, number>;
  readonly ignored: readonly string[];
};

/** The first row with two known columns, or with one when it is all there is. */
function headerOf<Column extends string>(lines: readonly Line[], q: CsvQ<Column>): Header<Column> | null {
  const headers = lines.slice(0, HEADER_WITHIN).map(({ record }, at) => {
    const columns = new Map<Column, number>();
    const ignored: string[] = [];
    for (const [i, cell] of record.entries()) {
      const column = columnOf(cell, q);
      if (column !== null && !columns.has(column)) columns.set(column, i);
      else if (cell.trim() !== '') ignored.push(cell.trim().slice(0, 40));
    }
    return { at, columns, ignored };
  });
  return (
    headers.find(({ columns }) => columns.size > 1) ??
    headers.find(({ columns }) => columns.size === 1) ??
    null
  );
}

function columnOf<Column extends string>(cell: string, { names }: CsvQ<Column>): Column | null {
  const name = plain(cell);
  const found = Object.entries<readonly string[]>(names).find(([, known]) => known.includes(name));
  return found ? (found[0] as Column) : null;
}

/** `E-mail adres` → `emailadres`. */
function plain(cell: string): string {
  return cell
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function cellsOf<Column extends string>(
  record: readonly string[],
  columns: ReadonlyMap<Column, number>,
  { names }: CsvQ<Column>,
): { readonly [column in Column]: string } {
  const cell = (column: Column) => (record[columns.get(column) ?? -1] ?? '').trim();
  const all = (Object.keys(names) as Column[]).map((column) => [column, cell(column)] as const);
  return Object.fromEntries(all) as { [column in Column]: string };
}

function whyNoHeader<Column extends string>(text: string, { names }: CsvQ<Column>): string {
  if (text.trim() === '') return 'is empty';
  const known = Object.values<readonly string[]>(names).map((all) => all[0]);
  return `has no header row that is known within its first ${HEADER_WITHIN} rows; known columns are ${known.join(', ')}`;
}
