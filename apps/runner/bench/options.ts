// The command line of the bench.
import { parseOptions, wholeNumber } from '@immortal/shared/command-line';

export interface Options {
  readonly rounds: number;
  readonly json: boolean;
}

export const USAGE =
  'npm run bench -- [--rounds 9] [--json]: how often each way is measured, and whether the figures are also printed as JSON';

const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  rounds: { type: 'string', default: '9' },
} as const;

/**
 * @returns undefined if help was requested
 * @throws {UsageError} for an unknown option, or rounds that are not a whole number
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { help, rounds, json } = parseOptions(args, OPTIONS);
  return help ? undefined : { rounds: wholeNumber('--rounds', rounds, 1, 999), json };
}
