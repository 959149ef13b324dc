// The command line of the bench.
import { parseArgs } from 'node:util';

export interface Options {
  readonly rounds: number;
  readonly json: boolean;
}

export const USAGE =
  'npm run bench -- [--rounds 9] [--json]: how often each way is measured, and whether the figures come as JSON too';

/** Something that a user can put right; shown as one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @returns undefined if help was asked for
 * @throws {UsageError} if an option is unknown or no number
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { help, rounds, json } = valuesIn(args);
  if (help) return undefined;
  if (/^[1-9]\d{0,2}$/.test(rounds)) return { rounds: Number(rounds), json };
  throw new UsageError(`--rounds is ${JSON.stringify(rounds)}: pass a whole number from 1 to 999`);
}

function valuesIn(args: readonly string[]) {
  const options = {
    help: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '9' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message} (--help shows all options)`, { cause });
  }
}
