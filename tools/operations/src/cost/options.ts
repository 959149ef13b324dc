// The options of `cost`: a case with your own figures.
import { FARGATE_CPUS, fargateMemories, fargateSizeFor } from '@immortal/shared';
import { oneOf, refused, wholeNumber } from '@immortal/shared/command-line';
import { ARCHITECTURES, type Architecture, type Region, REGIONS } from '@immortal/shared/prices';
import { parserOf } from '../cli/parser';
import { type Case } from './estimate';

export interface Options {
  readonly one: Case;
  readonly region: Region;
  readonly architecture: Architecture;
  readonly json: boolean;
}

const text = (byDefault: string, describe: string) =>
  ({ type: 'string', nargs: 1, default: byDefault, describe }) as const;

const TASK = { type: 'string', nargs: 1 } as const;

/** The defaults of tools/generators. */
const OPTIONS = {
  region: text('eu-west-1', 'AWS region'),
  architecture: text('x86_64', 'x86_64 or arm64'),
  memory: text('1769', 'MB of the function'),
  timeout: text('900', 'seconds of the function'),
  retries: text('2', 'its maximumRetryAttempts'),
  'task-cpu': {
    ...TASK,
    describe: 'CPU units of the task, or else those that follow from --memory',
  },
  'task-memory': { ...TASK, describe: 'MB of the task, or else those that follow from --memory' },
  spot: { type: 'boolean', default: false, describe: 'the task runs on Fargate Spot' },
  minutes: text('30', 'minutes that the function takes in the container'),
  'rescues-per-month': text('100', 'how many events are rescued'),
  functions: text('2', 'how many functions of the stack are rescued'),
  json: { type: 'boolean', default: false, describe: 'print one line of JSON' },
} as const;

/** The runner's longest deadline: 24 days. */
const MAX_MINUTES = 24 * 24 * 60;

/** @throws {UsageError} for an unknown option, and for a value that is not valid */
export async function optionsOf(args: readonly string[]): Promise<Options> {
  const given = await parserOf('cost', args)
    .usage('$0 [options]\n\nWhat a rescue costs, and what the stack costs at rest.')
    .options(OPTIONS)
    // A figure that is given twice is refused, as is `--no-spot`.
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false })
    .parseAsync();
  const memory = wholeNumber('--memory', given.memory, 128, 10_240);
  return {
    region: regionOf(given.region),
    architecture: oneOf('--architecture', given.architecture, ARCHITECTURES),
    json: given.json,
    one: {
      memory,
      timeout: wholeNumber('--timeout', given.timeout, 1, 900),
      retries: wholeNumber('--retries', given.retries, 0, 2),
      ...sizeOf(given['task-cpu'], given['task-memory'], memory),
      spot: given.spot,
      minutes: wholeNumber('--minutes', given.minutes, 1, MAX_MINUTES),
      rescuesPerMonth: wholeNumber('--rescues-per-month', given['rescues-per-month'], 0, 1e9),
      functions: wholeNumber('--functions', given.functions, 0, 1000),
    },
  };
}

function regionOf(text: string): Region {
  const regions = Object.keys(REGIONS) as Region[];
  const found = regions.find((region) => region === text);
  if (found !== undefined) return found;
  const remedy = 'or add its prices to libs/shared/src/prices.ts';
  throw refused('--region', text, `pass ${regions.join(' or ')}, ${remedy}`);
}

/** As packaging derives it from the function's memory, or as the policy's `cpu` and `memory` say. */
function sizeOf(
  cpu: string | undefined,
  taskMemory: string | undefined,
  functionMemory: number,
): Pick<Case, 'taskCpu' | 'taskMemory'> {
  const derived = fargateSizeFor(functionMemory);
  const taskCpu = Number(
    oneOf('--task-cpu', cpu ?? String(derived?.cpu), FARGATE_CPUS.map(String)),
  );
  const memories = fargateMemories(taskCpu).map(String);
  const wanted = taskMemory ?? String(derived?.memory);
  return { taskCpu, taskMemory: Number(oneOf('--task-memory', wanted, memories)) };
}
