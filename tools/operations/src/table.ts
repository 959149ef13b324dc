// A table for people: columns as wide as what stands in them, and a last one of text that is cut where the line ends.
const GAP = '  ';
/** Characters of the last column, however narrow the terminal is. */
const LEAST_TEXT = 30;

/**
 * @param rows of cells, the header among them
 * @param width of a line, in characters
 */
export function tableLines(rows: readonly (readonly string[])[], width: number): string[] {
  const columns = (rows[0]?.length ?? 1) - 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  const before = widths.reduce((sum, one) => sum + one + GAP.length, 0);
  return rows.map((row) => {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP);
    return shortened(line.trimEnd(), Math.max(width, before + LEAST_TEXT));
  });
}

/** @param width characters, the ellipsis included */
export function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
