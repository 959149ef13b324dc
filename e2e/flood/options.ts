// The command line of the load test.
import { parseOptions, wholeNumber } from '@immortal/shared/command-line';

export interface Options {
  readonly failures: number;
  readonly rate: number;
  /** Layers of the function, which real runners then fetch; 0 records the tasks without running them. */
  readonly layers: number;
  readonly json: boolean;
}

export const USAGE =
  'npm run flood -- [--failures 10000] [--rate 100] [--layers 0] [--json]: how many events fail, and how many RunTask calls per second are not throttled. With layers, real runners fetch that many for each event, under Lambda’s quota of 15 calls per second';

const MAX = 9_999_999;
/** https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html */
const MAX_LAYERS = 5;
const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  failures: { type: 'string', default: '10000' },
  rate: { type: 'string', default: '100' },
  layers: { type: 'string', default: '0' },
} as const;

/**
 * @returns undefined if help was requested
 * @throws {UsageError} for an unknown option, or a value that is not a whole number
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { help, failures, rate, layers, json } = parseOptions(args, OPTIONS);
  if (help) return undefined;
  return {
    failures: wholeNumber('--failures', failures, 1, MAX),
    rate: wholeNumber('--rate', rate, 1, MAX),
    layers: wholeNumber('--layers', layers, 0, MAX_LAYERS),
    json,
  };
}
