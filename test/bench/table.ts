import type { Bar, Figure, Row } from './figure.ts';

const HEAD = ['figure', 'ours', 'baseline', 'ratio', 'rounds', 'bar', 'holds'];

/** The rows as aligned columns of text. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => shown(line, column))));
  return lines
    .map((line) =>
      line
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What is missing has one long cell, which widens no column. */
function shown(line: readonly string[], column: number): number {
  return line.length < HEAD.length && column > 0 ? 0 : (line[column] ?? '').length;
}

function cells(row: Row): readonly string[] {
  if ('missing' in row) return [row.name, row.missing];
  return [
    row.name,
    withUnit(row.ours, row),
    row.baseline === null ? '' : withUnit(row.baseline, row),
    row.ratio === null ? '' : `${row.ratio.toFixed(2)} ×`,
    row.spread === null ? '' : row.spread.map((ratio) => ratio.toFixed(2)).join('–'),
    row.bar === null ? '' : barText(row.bar),
    row.holds === null ? '' : row.holds ? 'yes' : 'NO',
  ];
}

function withUnit(value: number, { unit }: Figure): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

function barText(bar: Bar): string {
  if ('calls' in bar) return `≤ ${bar.calls}`;
  return 'atMost' in bar ? `≤ ${bar.atMost} ×` : `≥ ${bar.atLeast} ×`;
}
