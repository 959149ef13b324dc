// Computes the visible rows of a long list.

export interface Window {
  /** The first rendered row. */
  readonly first: number;
  /** The row after the last rendered one. */
  readonly end: number;
}

/** Extra rows above and below the visible ones, so that scrolling shows no gaps. */
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

/** The nearest scroll position that shows a row. */
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
