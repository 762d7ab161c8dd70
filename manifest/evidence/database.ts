import { openDatabase } from '../../bot/store/database.ts';
import { migrate } from '../../bot/store/migrate.ts';

export type Column = { readonly name: string; readonly type: string };
export type FoundTable = { readonly name: string; readonly columns: readonly Column[] };

/** The tables as the migrations really make them, in a database in memory; the migrator's own aside. */
export async function realTables(): Promise<readonly FoundTable[]> {
  const database = await openDatabase({ kind: 'pglite', dir: null });
  try {
    await migrate(database);
    const tables = await database.db.introspection.getTables();
    return tables
      .map(({ name, columns }) => ({
        name,
        columns: columns.map((column) => ({ name: column.name, type: column.dataType })),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await database.close();
  }
}
