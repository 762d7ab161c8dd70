/**
 * How many typing errors (a letter too many, missing or wrong, or two neighbours swapped) lie between two
 * words: the optimal string alignment distance. Answers `limit + 1` for everything beyond the limit.
 */
export function typos(typed: string, meant: string, limit: number): number {
  if (Math.abs(typed.length - meant.length) > limit) return limit + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: meant.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = nextRow({ typed, meant, row, last, beforeLast });
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[meant.length] ?? limit + 1, limit + 1);
}

function nextRow(q: {
  readonly typed: string;
  readonly meant: string;
  readonly row: number;
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}): readonly number[] {
  const { typed, meant, row, last, beforeLast } = q;
  const far = typed.length + meant.length;
  const current = [row];
  for (let column = 1; column <= meant.length; column++) {
    const same = typed[row - 1] === meant[column - 1];
    const replaced = (last[column - 1] ?? far) + (same ? 0 : 1);
    const dropped = (last[column] ?? far) + 1;
    const added = (current[column - 1] ?? far) + 1;
    const swapped =
      row > 1 && column > 1 && typed[row - 1] === meant[column - 2] && typed[row - 2] === meant[column - 1]
        ? (beforeLast[column - 2] ?? far) + 1
        : far;
    current.push(Math.min(replaced, dropped, added, swapped));
  }
  return current;
}
