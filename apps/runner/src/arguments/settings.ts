// The runner's settings besides the contract: its folders and its time limits.
import { LONGEST_DEADLINE_MS } from '@immortal/runtime-api';
import { quote, TASK_VARIABLES, type GivenValue } from '@immortal/shared';
import { SettingError } from '../errors';

/** The variables by name. AWS's base images set the first two. */
export const RUNNER_VARIABLES = {
  /** An empty folder for the function's code. */
  taskRoot: 'LAMBDA_TASK_ROOT',
  /** The folder with the runtime's `bootstrap`. */
  runtimeDir: 'LAMBDA_RUNTIME_DIR',
  /** An empty folder for the layers. Only local runs need one other than /opt. */
  optDir: 'RUNNER_OPT_DIR',
  /** Seconds after which the function is stopped. Unset: no limit. */
  maxSeconds: TASK_VARIABLES.maximumSeconds,
  /** Seconds that the function is told to have. Unset: the limit, or else 24 days. */
  reportedSeconds: TASK_VARIABLES.reportedSeconds,
  /** Types of the function's errors after which another task tries, separated by commas. Unset: none. */
  retryErrors: TASK_VARIABLES.retryErrors,
  /** Interval in seconds at which a warning says that the function is still running. Unset: no warnings. */
  warnAfterSeconds: 'RUNNER_WARN_AFTER_SECONDS',
  /** The container's `stopTimeout` in seconds: ECS sends SIGKILL that long after SIGTERM. */
  stopTimeoutSeconds: 'RUNNER_STOP_TIMEOUT_SECONDS',
  /** Seconds that everything before the function starts may take. */
  prepareSeconds: 'RUNNER_PREPARE_SECONDS',
  /** Seconds that the log may take for the function's output after the function has ended. */
  outputSeconds: 'RUNNER_OUTPUT_SECONDS',
  /**
   * The image's runtimes as Lambda names them, separated by commas: `nodejs24.x`. An image must declare them, so
   * that a function of another runtime or architecture is refused with a clear message. Unset (local runs): any
   * Node.js function runs on the installed Node.js.
   */
  runtimes: 'RUNNER_RUNTIMES',
  /** `true` passes the credentials to the function as variables too, as Lambda does; they are not renewed. Default: `false`. */
  credentialsInEnvironment: TASK_VARIABLES.credentialsInEnvironment,
  /** Set by ECS: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html */
  metadataUri: 'ECS_CONTAINER_METADATA_URI_V4',
  traceId: '_X_AMZN_TRACE_ID',
} as const;

type Name = keyof typeof RUNNER_VARIABLES;

export interface Settings {
  readonly taskRoot: string;
  readonly runtimeDir: string;
  readonly optDir: string;
  readonly maxSeconds?: number;
  readonly reportedSeconds?: number;
  readonly retryErrors: readonly string[];
  readonly warnAfterSeconds?: number;
  readonly stopTimeoutSeconds: number;
  readonly prepareSeconds: number;
  readonly outputSeconds: number;
  readonly runtimes?: readonly string[];
  readonly credentialsInEnvironment: boolean;
  readonly metadataUri?: string;
  readonly traceId?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, `stopTimeout`, on Fargate. */
const STOP_TIMEOUT = { min: 2, max: 120, default: 30 };
const PREPARE_SECONDS = { min: 1, max: 86_400, default: 600 };
const OUTPUT_SECONDS = { min: 1, max: 86_400, default: 120 };
/** The longest delay of a Node.js timer. */
const MAX_SECONDS = LONGEST_DEADLINE_MS / 1000;

/**
 * @param env the runner's environment
 * @param given values from the command line, which override the environment
 * @throws {SettingError} if a value is empty or malformed; the message names the setting
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  given: { readonly [name in Name]?: GivenValue } = {},
): Settings {
  const read = (name: Name) =>
    requireFilled(given[name] ?? fromVariable(env, RUNNER_VARIABLES[name]));
  const maxSeconds = read('maxSeconds');
  const reported = read('reportedSeconds');
  const warnAfter = read('warnAfterSeconds');
  const runtimes = read('runtimes');
  const credentials = read('credentialsInEnvironment');
  const metadataUri = read('metadataUri')?.value;
  const traceId = read('traceId')?.value;
  return {
    taskRoot: read('taskRoot')?.value ?? '/var/task',
    runtimeDir: read('runtimeDir')?.value ?? '/var/runtime',
    optDir: read('optDir')?.value ?? '/opt',
    ...(maxSeconds && { maxSeconds: wholeNumber(maxSeconds, 1, MAX_SECONDS) }),
    ...(reported && { reportedSeconds: wholeNumber(reported, 1, MAX_SECONDS) }),
    retryErrors: listIn(read('retryErrors')),
    ...(warnAfter && { warnAfterSeconds: wholeNumber(warnAfter, 1, MAX_SECONDS) }),
    stopTimeoutSeconds: within(STOP_TIMEOUT, read('stopTimeoutSeconds')),
    prepareSeconds: within(PREPARE_SECONDS, read('prepareSeconds')),
    outputSeconds: within(OUTPUT_SECONDS, read('outputSeconds')),
    ...(runtimes && { runtimes: listIn(runtimes) }),
    credentialsInEnvironment: credentials !== undefined && isTrue(credentials),
    ...(metadataUri !== undefined && { metadataUri }),
    ...(traceId !== undefined && { traceId }),
  };
}

function fromVariable(
  env: Readonly<Record<string, string | undefined>>,
  label: string,
): GivenValue | undefined {
  const value = env[label];
  return value === undefined ? undefined : { value, label };
}

function requireFilled(given: GivenValue | undefined): GivenValue | undefined {
  if (given?.value.trim() === '') {
    throw new SettingError(`${given.label} is empty. Give it a value, or leave it unset.`);
  }
  return given;
}

function listIn(given: GivenValue | undefined): string[] {
  return given?.value.split(',').map((item) => item.trim()) ?? [];
}

function isTrue({ value, label }: GivenValue): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new SettingError(`${label} is ${quote(value)}. Set it to true or false.`);
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

function within(range: Range, given: GivenValue | undefined): number {
  return given === undefined ? range.default : wholeNumber(given, range.min, range.max);
}

function wholeNumber({ value, label }: GivenValue, min: number, max: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new SettingError(
      `${label} is ${quote(value)}. Pass a whole number of seconds from ${min} to ${Math.floor(max)}.`,
    );
  }
  return number;
}
