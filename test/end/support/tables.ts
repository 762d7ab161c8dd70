import { sql } from 'kysely';
import type { Db } from '../../../bot/store/database.ts';

export type Table = { readonly schema: string; readonly name: string };

/** Every table of the database, the queue's among them; partitions are read through the table they belong to. */
export async function tablesOf(db: Db): Promise<readonly Table[]> {
  const { rows } = await sql<Table>`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
    order by 1, 2`.execute(db);
  return rows;
}

/** Rows of every table, by `schema.table`: what a refused request must leave as it was. */
export async function rowCounts(db: Db): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { schema, name } of await tablesOf(db)) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(schema, name)}`.execute(
      db,
    );
    counts[`${schema}.${name}`] = rows[0]?.n ?? 0;
  }
  return counts;
}

/** The same without what the house does by itself meanwhile: the queue, and moments that fall due. */
export async function keptCounts(db: Db): Promise<Readonly<Record<string, number>>> {
  const counts = Object.entries(await rowCounts(db));
  return Object.fromEntries(counts.filter(([name]) => name.startsWith('public.') && name !== 'public.due'));
}

export type Cell = { readonly where: string; readonly text: string };

/** Every value of every column as text; bytes as hex, with the text and base64 that they may hold beside it. */
export async function* cells(db: Db): AsyncGenerator<Cell> {
  for (const { schema, name } of await tablesOf(db)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.id(schema, name)}`.execute(db);
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        yield { where: `${schema}.${name}.${column}`, text: textOf(value) };
  }
}

function textOf(value: unknown): string {
  if (!(value instanceof Uint8Array))
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return [bytes.toString('latin1'), bytes.toString('hex'), bytes.toString('base64')].join('\n');
}
