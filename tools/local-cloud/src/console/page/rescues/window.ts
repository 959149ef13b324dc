// Which rows of a long list are in sight, so that only those are made.

export interface Window {
  /** The first row that is made. */
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
}

/** Rows that are made above and below of what is in sight, so that scrolling shows no gaps. */
const SPARE_ROWS = 8;

export function windowOf(
  rows: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): Window {
  const first = Math.floor(scrollTop / rowHeight) - SPARE_ROWS;
  const end = Math.ceil((scrollTop + height) / rowHeight) + SPARE_ROWS;
  return { first: Math.max(0, Math.min(first, rows)), end: Math.max(0, Math.min(end, rows)) };
}

/** Where to scroll to so that a row is in sight; as little as possible. */
export function scrollTopFor(
  row: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
