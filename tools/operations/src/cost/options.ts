// The command line: a case in your own figures.
import { FARGATE_CPUS, fargateMemories } from '@immortal/shared';
import yargs from 'yargs';
import { UsageError } from './errors';
import { type Case } from './estimate';
import { ARCHITECTURES, type Architecture, type Region, REGIONS } from './prices';

export interface Options {
  readonly one: Case;
  readonly region: Region;
  readonly architecture: Architecture;
  readonly json: boolean;
}

const text = (byDefault: string, describe: string) =>
  ({ type: 'string', nargs: 1, default: byDefault, describe }) as const;

/** The defaults are those of tools/generators, and the size of tools/serverless-plugin/resources/runner.yml. */
const OPTIONS = {
  region: text('eu-west-1', 'AWS region'),
  architecture: text('x86_64', 'x86_64 or arm64'),
  memory: text('1769', 'MB of the function'),
  timeout: text('900', 'seconds of the function'),
  retries: text('2', 'its maximumRetryAttempts'),
  'task-cpu': text('1024', 'CPU units of the task; 1024 are one vCPU'),
  'task-memory': text('2048', 'MB of the task'),
  spot: { type: 'boolean', default: false, describe: 'the task runs on Fargate Spot' },
  minutes: text('30', 'minutes that the function takes in the container'),
  'rescues-per-month': text('100', 'how many events are rescued'),
  functions: text('2', 'how many functions of the stack are rescued'),
  json: { type: 'boolean', default: false, describe: 'print one line of JSON' },
} as const;

/** Minutes that the runner's longest deadline has: 24 days. */
const MAX_MINUTES = 24 * 24 * 60;

/**
 * @param argv without node and the script
 * @returns the help text, if that was asked for
 * @throws {UsageError} if an option is unknown or a value impossible
 */
export async function readOptions(argv: readonly string[]): Promise<Options | string> {
  let printed = '';
  const given = await parser().parseAsync([...argv], {}, (_error, _values, output) => {
    printed = output;
  });
  if (printed !== '') return printed;
  const region = oneOf('--region', given.region, Object.keys(REGIONS) as Region[]);
  return {
    region,
    architecture: oneOf('--architecture', given.architecture, ARCHITECTURES),
    json: given.json,
    one: {
      memory: wholeNumber('--memory', given.memory, 128, 10_240),
      timeout: wholeNumber('--timeout', given.timeout, 1, 900),
      retries: wholeNumber('--retries', given.retries, 0, 2),
      ...size(given['task-cpu'], given['task-memory']),
      spot: given.spot,
      minutes: wholeNumber('--minutes', given.minutes, 1, MAX_MINUTES),
      rescuesPerMonth: wholeNumber('--rescues-per-month', given['rescues-per-month'], 0, 1e9),
      functions: wholeNumber('--functions', given.functions, 0, 1000),
    },
  };
}

function parser() {
  return yargs([])
    .scriptName('npm run cost --')
    .usage('$0 [options]\n\nWhat a rescue costs, and what the stack costs at rest.')
    .options(OPTIONS)
    .version(false)
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false })
    .locale('en')
    .strict()
    .exitProcess(false)
    .fail((message: string | null, error?: Error) => {
      throw new UsageError(`${message ?? error?.message ?? ''}. --help shows all options`);
    });
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const remedy =
    name === '--region' ? ', or add its prices to tools/operations/src/cost/prices.ts' : '';
  throw new UsageError(`${name} is ${JSON.stringify(value)}: pass ${known.join(' or ')}${remedy}`);
}

function wholeNumber(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new UsageError(
    `${name} is ${JSON.stringify(value)}: pass a whole number from ${min} to ${max}`,
  );
}

function size(cpu: string, memory: string): Pick<Case, 'taskCpu' | 'taskMemory'> {
  const taskCpu = Number(oneOf('--task-cpu', cpu, FARGATE_CPUS.map(String)));
  const memories = fargateMemories(taskCpu).map(String);
  return { taskCpu, taskMemory: Number(oneOf('--task-memory', memory, memories)) };
}
