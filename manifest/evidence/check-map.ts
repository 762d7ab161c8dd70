import { type ColumnKind, DATA_MAP, type TableNote } from './data-map.ts';
import type { FoundTable } from './database.ts';

const HERE = 'manifest/evidence/data-map.ts';

/** A table or column that nobody described, or that is described and does not exist, by name. */
export function checkMap(
  real: readonly FoundTable[],
  map: Readonly<Record<string, TableNote>> = DATA_MAP,
): string[] {
  const names = new Set(real.map(({ name }) => name));
  return [
    ...real.flatMap((table) => checkTable(table, map[table.name])),
    ...Object.keys(map)
      .filter((name) => !names.has(name))
      .map((name) => `${HERE}: the table "${name}" is described and does not exist; leave it out`),
  ];
}

function checkTable({ name, columns }: FoundTable, note: TableNote | undefined): string[] {
  if (!note) return [`the table "${name}" is not described; do so in ${HERE}`];
  const real = new Set(columns.map((column) => column.name));
  return [
    ...columns.flatMap((column) => checkColumn(`${name}.${column.name}`, note.columns[column.name])),
    ...Object.keys(note.columns)
      .filter((column) => !real.has(column))
      .map(
        (column) => `${HERE}: the column "${name}.${column}" is described and does not exist; leave it out`,
      ),
  ];
}

/** The suffix `_sealed` is how the store marks what it encrypts: the map must say the same. */
function checkColumn(name: string, kind: ColumnKind | undefined): string[] {
  if (kind === undefined) return [`the column "${name}" is not described; do so in ${HERE}`];
  return name.endsWith('_sealed') === (kind === 'sealed')
    ? []
    : [
        `${HERE}: "${name}" is described as "${kind}", but ${kind === 'sealed' ? 'it is not encrypted' : 'it is encrypted'}`,
      ];
}
