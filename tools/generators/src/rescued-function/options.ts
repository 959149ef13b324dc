// Turns the options that `handler` and `adopt` share into a rescued function.
import { parseRescuePolicy, PolicyError } from '@immortal/shared';
import { names } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { eventSource } from './event-source';
import { type RescuedFunction } from './rescued-function';

/** The schema.json of the generators describes each. */
export interface RescueOptions {
  readonly eventSource?: string;
  readonly timeout?: number;
  readonly memory?: number;
  readonly maximumRetryAttempts?: number;
  readonly ownRole?: boolean;
  readonly taskCpu?: number;
  readonly taskMemory?: number;
  readonly ephemeralStorage?: number;
  readonly spot?: boolean;
  readonly rescueOn?: 'any' | 'timeout';
  readonly maximumTaskAttempts?: number;
  readonly maximumSeconds?: number;
  readonly handOver?: 'large' | 'always';
}

/** Lambda's limits. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
const LIMITS = {
  timeout: [1, 900],
  memory: [128, 10_240],
  maximumRetryAttempts: [0, 2],
} as const;
/** Lambda's maximum. */
const DEFAULT_TIMEOUT = 900;
/** With this memory Lambda provides one full vCPU, as much as its task has. */
const DEFAULT_MEMORY = 1769;

/** @throws {GeneratorError} for a value that Lambda or the policy does not allow; the message gives the allowed ones */
export function rescuedFunction(
  { name, handler, hasDataBucket }: Pick<RescuedFunction, 'name' | 'handler' | 'hasDataBucket'>,
  options: RescueOptions,
): RescuedFunction {
  const maximumRetryAttempts = withinLimits(options, 'maximumRetryAttempts');
  return {
    name,
    handler,
    hasDataBucket,
    hasOwnRole: options.ownRole ?? false,
    eventSource: eventSource(options.eventSource ?? 'none'),
    timeout: withinLimits(options, 'timeout') ?? DEFAULT_TIMEOUT,
    memorySize: withinLimits(options, 'memory') ?? DEFAULT_MEMORY,
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    rescue: policyOf(name, options),
  };
}

function withinLimits(options: RescueOptions, key: keyof typeof LIMITS): number | undefined {
  const value = options[key];
  const [minimum, maximum] = LIMITS[key];
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  throw new GeneratorError(
    `--${names(key).fileName} is ${value}. Use a whole number from ${minimum} to ${maximum}.`,
  );
}

function policyOf(name: string, options: RescueOptions): RescuedFunction['rescue'] {
  const keys = {
    rescueOn: options.rescueOn,
    cpu: options.taskCpu,
    memory: options.taskMemory,
    ephemeralStorage: options.ephemeralStorage,
    spot: options.spot,
    maximumTaskAttempts: options.maximumTaskAttempts,
    maximumSeconds: options.maximumSeconds,
    handOver: options.handOver,
  };
  const given = Object.fromEntries(
    Object.entries(keys).filter(([, value]) => value !== undefined && value !== false),
  );
  try {
    parseRescuePolicy(given, `functions.${name}.rescue`);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new GeneratorError(cause.message, { cause });
  }
  return given;
}
