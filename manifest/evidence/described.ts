/** Two-way: what the code does and nobody described, and what is described and the code does not do. */
export function mismatches(q: {
  readonly what: string;
  readonly found: readonly { readonly text: string; readonly where: string }[];
  readonly described: readonly string[];
  readonly table: string;
}): string[] {
  const known = new Set(q.described);
  const present = new Set(q.found.map(({ text }) => text));
  return [
    ...q.found
      .filter(({ text }) => !known.has(text))
      .map(({ text, where }) => `${where}: ${q.what} "${text}" is not described; do so in ${q.table}`),
    ...q.described
      .filter((text) => !present.has(text))
      .map((text) => `${q.table}: ${q.what} "${text}" is described and not in use; leave it out`),
  ];
}
