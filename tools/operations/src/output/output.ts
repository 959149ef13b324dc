// Where a command writes: results to stdout, and everything else to stderr.
import { printable } from '@immortal/shared';

export interface Output {
  /** Writes a line of the result. */
  readonly write: (line: string) => void;
  /** Tells the operator something that is not part of the result. */
  readonly note: (text: string) => void;
  /** Whether results are lines of JSON. */
  readonly json: boolean;
  /** Characters in a line of a table. */
  readonly width: number;
}

/** For yargs. */
export const JSON_OPTION = {
  json: { type: 'boolean', default: false, describe: 'print JSON lines' },
} as const;

/** Characters in a line that is not written to a terminal. */
const DEFAULT_WIDTH = 200;

export function standardOutput({ json }: { readonly json: boolean }): Output {
  return {
    json,
    write: (line) => process.stdout.write(`${line}\n`),
    note: (text) => process.stderr.write(`${printable(text)}\n`),
    width: process.stdout.isTTY ? process.stdout.columns : DEFAULT_WIDTH,
  };
}

/** One line of JSON, without a character that a terminal would interpret. */
export function jsonLine(value: unknown): string {
  return printable(JSON.stringify(value));
}
