// The secondary's settings: read once, when the function starts, from the variables that serverless.yml sets and from the
// file that the Serverless plugin puts beside the code.
import {
  isNetworkVariable,
  parseRescuedFunctions,
  RESCUED_FUNCTIONS_FILE,
  RESCUED_FUNCTIONS_VARIABLE,
  type RescuedFunctionSettings,
  SharedError,
  systemCode,
} from '@immortal/shared';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EnvironmentError } from './errors';

export interface Environment {
  /** ARN or name of the cluster in which the containers run. */
  readonly cluster: string;
  /** How each function is rescued, by its name. All others are not rescued. */
  readonly functions: ReadonlyMap<string, RescuedFunctionSettings>;
  /** The texts of the networks, by their variables. Each is read when a task needs it: see act/task-network.ts. */
  readonly networks: ReadonlyMap<string, string>;
  /** URL of the parked queue. The URLs of the failure queues differ only in the name. */
  readonly parkedQueue: string;
  /** The bucket for events that do not fit a variable. */
  readonly handOverBucket: string;
  /** The log group of the containers, which has the function's own error; without it, reasons have only what ECS says. */
  readonly runnerLogs?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

interface Rule {
  readonly pattern: RegExp;
  readonly remedy: string;
}

const CLUSTER = {
  pattern: /^(arn:[^:]+:ecs:[^:]+:\d{12}:cluster\/)?[\w-]{1,255}$/,
  remedy: 'Set it to the ARN or the name of an ECS cluster.',
};
const RESCUED_FUNCTIONS = {
  pattern: /^[\w.-]{1,255}$/,
  remedy: `Set it to ${RESCUED_FUNCTIONS_FILE}, the file that @immortal/serverless-plugin adds to the zip.`,
};
const LAMBDA_TASK_ROOT = {
  pattern: /^\//,
  remedy: 'Set it to the folder of the code, as Lambda does.',
};
const PARKED_QUEUE = {
  pattern: /^https?:\/\/[^/]+\/\d{12}\/[\w-]{1,80}$/,
  remedy: 'Set it to the URL of an SQS queue.',
};
const HAND_OVER_BUCKET = {
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  remedy: 'Set it to the name of an S3 bucket.',
};
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const RUNNER_LOGS = {
  pattern: /^[\w./#-]{1,512}$/,
  remedy: 'Set it to the name of the log group of the containers, or leave it unset.',
};
/** Returns the text of a file, or throws why it can't be read. */
type ReadFile = (file: string) => string;

/**
 * @param env such as `process.env`
 * @throws {EnvironmentError} if a variable is unset, empty, or malformed, or if the file of the functions is
 */
export function readEnvironment(
  env: Variables,
  readFile: ReadFile = (file) => readFileSync(file, 'utf8'),
): Environment {
  return {
    cluster: given(env, 'CLUSTER', CLUSTER),
    functions: functionsOf(env, readFile),
    networks: networksOf(env),
    parkedQueue: given(env, 'PARKED_QUEUE', PARKED_QUEUE),
    handOverBucket: given(env, 'HAND_OVER_BUCKET', HAND_OVER_BUCKET),
    ...(env['RUNNER_LOGS'] !== undefined && {
      runnerLogs: given(env, 'RUNNER_LOGS', RUNNER_LOGS),
    }),
  };
}

function given(env: Variables, name: string, { pattern, remedy }: Rule): string {
  const value = env[name];
  if (value === undefined) throw new EnvironmentError(`${name} is not set. ${remedy}`);
  if (value === '') throw new EnvironmentError(`${name} is empty. ${remedy}`);
  if (pattern.test(value)) return value;
  throw new EnvironmentError(`${name} is malformed: ${JSON.stringify(value)}. ${remedy}`);
}

function functionsOf(env: Variables, readFile: ReadFile): Environment['functions'] {
  const name = given(env, RESCUED_FUNCTIONS_VARIABLE, RESCUED_FUNCTIONS);
  const file = path.join(given(env, 'LAMBDA_TASK_ROOT', LAMBDA_TASK_ROOT), name);
  try {
    return parseRescuedFunctions(textOf(file, readFile), name);
  } catch (cause) {
    if (!(cause instanceof SharedError)) throw cause;
    throw new EnvironmentError(cause.message, { cause });
  }
}

function textOf(file: string, readFile: ReadFile): string {
  try {
    return readFile(file);
  } catch (cause) {
    throw new EnvironmentError(
      `${RESCUED_FUNCTIONS_VARIABLE} names ${file}, which can't be read (${systemCode(cause)}). Package and deploy the service again.`,
      { cause },
    );
  }
}

function networksOf(env: Variables): Environment['networks'] {
  const networks = Object.entries(env).flatMap(([name, text]) => {
    return isNetworkVariable(name) && text !== undefined ? [[name, text] as const] : [];
  });
  return new Map(networks);
}
