// Finds the commands of a Markdown file that are marked for a test to run.
import { MarkError } from './errors';
import { blocksOf, type Block } from './markdown';

/**
 * A block of commands under `<!-- runnable -->` or `<!-- runnable, prints -->`, or `<!-- runnable in SUITE -->` and
 * `<!-- runnable in SUITE, prints -->`. GitHub shows none of these marks.
 */
export interface Runnable {
  /** For a shell. */
  readonly commands: string;
  /** The next block: lines that the commands print, in this order; see output.ts. */
  readonly prints?: string;
  readonly line: number;
  /** The suite that runs it; undefined means the end-to-end test. */
  readonly suite?: string;
}

const MARK = /^<!--\s*(runnable\b.*?)\s*-->\s*$/s;
const PARTS = /^runnable(?: in (?<suite>\w+))?(?<prints>, prints)?$/;

/** @throws {MarkError} if a mark is misspelled or not followed by commands */
export function runnablesOf(markdown: string): Runnable[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap(({ token, line }, index) => {
    const mark = token.type === 'html_block' ? MARK.exec(token.content)?.[1] : undefined;
    return mark === undefined ? [] : [runnable(mark, line, blocks.slice(index + 1))];
  });
}

function runnable(mark: string, line: number, [block, ...others]: readonly Block[]): Runnable {
  if (block?.token.type !== 'fence' || block.token.info.trim() !== 'sh') {
    throw new MarkError(`Line ${line}: "${mark}" is not followed by a block of sh.`);
  }
  const { suite, prints } = partsOf(mark, line);
  const run = { commands: block.token.content, line, ...(suite !== undefined && { suite }) };
  if (prints === undefined) return run;
  const output = others.find(({ token }) => token.type === 'fence');
  if (output === undefined) throw new MarkError(`Line ${line}: no block follows with the output.`);
  return { ...run, prints: output.token.content };
}

function partsOf(mark: string, line: number): Partial<Record<'suite' | 'prints', string>> {
  const groups = PARTS.exec(mark)?.groups;
  if (groups) return groups;
  throw new MarkError(
    `Line ${line}: "${mark}" is not a mark. Use "runnable" or "runnable, prints", with " in SUITE" after the first word for another suite.`,
  );
}
