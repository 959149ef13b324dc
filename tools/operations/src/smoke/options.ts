// The options of the smoke test.
import { refused } from '@immortal/shared/command-line';
import { parserOf } from '../cli/parser';
import { placeOf, STACK_OPTIONS } from '../cli/place';

export interface Options {
  /** Service and stage: `immortal-dev`. */
  readonly stack: string;
  readonly stage: string;
  readonly region: string;
  /** How long the rescue may take. */
  readonly minutes: number;
  /** How long the function works. More than its timeout in Lambda. */
  readonly sleepSeconds: number;
}

const TEXT = { type: 'string', nargs: 1 } as const;

/** @throws {UsageError} for an unknown option, and for a value that is not valid */
export async function optionsOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Options> {
  const { minutes, sleep, stage, service, region } = await parserOf('smoke', args)
    .usage('Invokes the smoke function of a deployed stage and waits until it has been rescued.')
    .options({
      ...STACK_OPTIONS,
      region: { ...TEXT, default: env['AWS_REGION'] ?? 'eu-west-1', describe: 'AWS region' },
      minutes: { ...TEXT, default: '10', describe: 'how long the rescue may take' },
      sleep: {
        ...TEXT,
        default: '10',
        describe: 'seconds that the function works, too many for Lambda',
      },
    })
    .demandCommand(0, 0)
    .parseAsync();
  return {
    ...placeOf({ stage, service, region }),
    stage,
    region,
    minutes: positiveNumber('--minutes', minutes),
    sleepSeconds: positiveNumber('--sleep', sleep),
  };
}

function positiveNumber(option: string, text: string): number {
  const number = Number(text);
  if (/^\d*\.?\d+$/.test(text) && number > 0) return number;
  throw refused(option, text, 'pass a number above 0');
}
