// The command line of the flood.
import { parseArgs } from 'node:util';

export interface Options {
  readonly failures: number;
  readonly rate: number;
  readonly json: boolean;
}

export const USAGE =
  'npm run flood -- [--failures 10000] [--rate 100] [--json]: how many events fail, and how many RunTask a second are not throttled';

/** Something that a user can put right; shown as one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @returns undefined if help was asked for
 * @throws {UsageError} if an option is unknown or no number
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { help, failures, rate, json } = valuesIn(args);
  if (help) return undefined;
  return { failures: countOf('--failures', failures), rate: countOf('--rate', rate), json };
}

function valuesIn(args: readonly string[]) {
  const options = {
    help: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    failures: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '100' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message} (--help shows all options)`, { cause });
  }
}

function countOf(name: string, value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new UsageError(
    `${name} is ${JSON.stringify(value)}: pass a whole number from 1 to 9999999`,
  );
}
