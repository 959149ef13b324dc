// The command line of the load test.
import { parseOptions, wholeNumber } from '@immortal/shared/command-line';

export interface Options {
  readonly failures: number;
  readonly rate: number;
  readonly json: boolean;
}

export const USAGE =
  'npm run flood -- [--failures 10000] [--rate 100] [--json]: how many events fail, and how many RunTask calls per second are not throttled';

const MAX = 9_999_999;
const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  failures: { type: 'string', default: '10000' },
  rate: { type: 'string', default: '100' },
} as const;

/**
 * @returns undefined if help was requested
 * @throws {UsageError} for an unknown option, or a value that is not a whole number
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { help, failures, rate, json } = parseOptions(args, OPTIONS);
  if (help) return undefined;
  return {
    failures: wholeNumber('--failures', failures, 1, MAX),
    rate: wholeNumber('--rate', rate, 1, MAX),
    json,
  };
}
