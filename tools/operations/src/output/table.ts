// A table for people: columns as wide as their widest cell, and a last column that is cut at the end of the line.
import { colors } from './colors';

const GAP = '  ';
/** Characters of the last column, however narrow the terminal is. */
const MIN_LAST_COLUMN = 30;

/**
 * @param rows of cells
 * @param width of a line, in characters
 * @returns the header, then a line for each row; nothing if there is no row
 */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  if (rows.length === 0) return [];
  const all = [header, ...rows];
  const widths = header
    .slice(0, -1)
    .map((_, column) => all.reduce((max, row) => Math.max(max, row[column]?.length ?? 0), 0));
  const before = widths.reduce((sum, one) => sum + one + GAP.length, 0);
  const [first = '', ...lines] = all.map((row) => {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP);
    return shortened(line.trimEnd(), Math.max(width, before + MIN_LAST_COLUMN));
  });
  return [colors.bold(first), ...lines];
}

/** @param width characters, the ellipsis included */
function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
