// Splits Markdown into blocks.
import markdownIt, { type Token } from 'markdown-it';

const parser = markdownIt({ html: true });

export interface Block {
  readonly token: Token;
  /** Counted from 1. */
  readonly line: number;
}

/** The blocks of a text, in order. A block without its own line, such as a cell of a table, has its row's. */
export function blocksOf(markdown: string): Block[] {
  let line = 1;
  return parser.parse(markdown, {}).map((token) => {
    line = token.map ? token.map[0] + 1 : line;
    return { token, line };
  });
}
