// Markdown as blocks, in which every reader of this folder looks for what it wants.
import markdownIt, { type Token } from 'markdown-it';

const parser = markdownIt({ html: true });

export interface Block {
  readonly token: Token;
  /** Counted from 1. */
  readonly line: number;
}

/** The blocks of a text, in order. What has no line of its own, such as a cell of a table, has that of its row. */
export function blocksOf(markdown: string): Block[] {
  let line = 1;
  return parser.parse(markdown, {}).map((token) => {
    line = token.map ? token.map[0] + 1 : line;
    return { token, line };
  });
}
