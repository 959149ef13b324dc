// Text that is about the sample, between marks that GitHub does not show.

/** Whole blocks, with the empty line that sets each apart from the next. */
const BLOCK = /^<!-- sample -->\n[^]*?^<!-- \/sample -->\n\n?/gm;
/** Single lines, such as rows of a table. */
const LINE = /^.*<!-- of the sample -->.*\n/gm;

/** A Markdown text without what is marked. */
export function withoutMarked(text: string): string {
  return text.replace(BLOCK, '').replace(LINE, '');
}
