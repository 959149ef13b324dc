// The command line of the smoke test.
import yargs from 'yargs';
import { UsageError } from './errors';

export interface Options {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  /** How long the rescue may take. */
  readonly minutes: number;
  /** How long the function works: more than it may in Lambda. */
  readonly sleepSeconds: number;
}

const text = { type: 'string', nargs: 1 } as const;

/**
 * @param args what stands behind the command
 * @throws {UsageError} for options that there are not, and for numbers that are none
 */
export async function optionsOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Options> {
  const { minutes, sleep, ...names } = await yargs(args)
    .scriptName('smoke')
    .usage('Invokes the smoke function of a deployed stage and waits until it has been rescued.')
    .options({
      stage: { ...text, default: 'dev', describe: 'stage of the service' },
      service: { ...text, default: 'immortal', describe: 'name of the service: serverless.yml' },
      region: { ...text, default: env['AWS_REGION'] ?? 'eu-west-1', describe: 'AWS region' },
      minutes: { ...text, default: '10', describe: 'how long the rescue may take' },
      sleep: {
        ...text,
        default: '10',
        describe: 'seconds that the function works, too many for Lambda',
      },
    })
    .demandCommand(0, 0)
    .strict()
    .version(false)
    .fail((message: string | null, error?: Error) => {
      throw new UsageError(`${message ?? error?.message ?? ''} (--help shows all options)`);
    })
    .parseAsync();
  const { service, stage, region } = names;
  return {
    ...{ service, stage, region },
    minutes: numberOf('--minutes', minutes),
    sleepSeconds: numberOf('--sleep', sleep),
  };
}

function numberOf(name: string, value: string): number {
  const number = Number(value);
  if (/^\d*\.?\d+$/.test(value) && number > 0) return number;
  throw new UsageError(`${name} is ${JSON.stringify(value)}: pass a number above 0`);
}
