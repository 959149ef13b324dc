// How a function is rescued: set in serverless.yml, checked at packaging, followed by the secondary.
import { PolicyError } from './errors';
import { FARGATE_CPUS, fargateMemories, type FargateSize } from './fargate-sizes';
import { RESCUE_KEYS, type RescueKeyName } from './rescue-keys';

/** The `rescue:` of a function in serverless.yml, with every default filled in. */
export interface RescuePolicy {
  /** Which failures are rescued: all, or only timeouts, out-of-memory errors, and crashes. */
  readonly rescueOn: 'any' | 'timeout';
  /** By default derived from the function's memory. */
  readonly size?: FargateSize;
  /** GiB of the task's disk; 20 by default. */
  readonly ephemeralStorage?: number;
  /** That a role from elsewhere has what a task needs. */
  readonly role?: 'prepared';
  /** The id of an EFS file system whose access point is not part of the stack. */
  readonly fileSystem?: string;
  /** Whether the task runs on Fargate Spot, which costs less and can be interrupted. */
  readonly spot: boolean;
  /** How many containers are started for one event before it is parked. */
  readonly maximumTaskAttempts: number;
  /** Seconds that the function may take in the container; unlimited by default. */
  readonly maximumSeconds?: number;
  /** Seconds that the function is told to have, however long it may take. */
  readonly reportedSeconds?: number;
  /** Types of the function's errors after which another task tries. */
  readonly retryErrors?: readonly string[];
  /** Which events reach the container through S3 instead of a variable: those that are too large for one, or all. */
  readonly handOver: 'large' | 'always';
  /** Whether the function also finds its credentials in variables, where they expire. */
  readonly credentialsInEnvironment: boolean;
}

const KEYS = Object.keys(RESCUE_KEYS) as RescueKeyName[];

/**
 * Reads the policy of one function.
 *
 * @param value of `rescue:`; `null` and `{}` mean all defaults
 * @param label what messages call it: `functions.orders.rescue`
 * @example parseRescuePolicy({ rescueOn: 'timeout', cpu: 2048, memory: 8192 }, 'functions.orders.rescue')
 * @throws {PolicyError} if a key is unknown or a value invalid; the message names the allowed ones
 */
export function parseRescuePolicy(value: unknown, label: string): RescuePolicy {
  const given = objectOf(value, label);
  const size = sizeOf(given, label);
  const ephemeralStorage = wholeNumber(given, 'ephemeralStorage', label);
  const role = statement(given, 'role', label);
  const fileSystem = resourceId(given, 'fileSystem', label);
  const maximumTaskAttempts = wholeNumber(given, 'maximumTaskAttempts', label);
  const maximumSeconds = wholeNumber(given, 'maximumSeconds', label);
  const reportedSeconds = wholeNumber(given, 'reportedSeconds', label);
  const retryErrors = errorNames(given, label);
  return {
    rescueOn: choice(given, 'rescueOn', label),
    ...(size && { size }),
    ...(ephemeralStorage !== undefined && { ephemeralStorage }),
    ...(role && { role }),
    ...(fileSystem !== undefined && { fileSystem }),
    spot: choice(given, 'spot', label),
    maximumTaskAttempts: maximumTaskAttempts ?? RESCUE_KEYS.maximumTaskAttempts.default,
    ...(maximumSeconds !== undefined && { maximumSeconds }),
    ...(reportedSeconds !== undefined && { reportedSeconds }),
    ...(retryErrors !== undefined && { retryErrors }),
    handOver: choice(given, 'handOver', label),
    credentialsInEnvironment: choice(given, 'credentialsInEnvironment', label),
  };
}

type Given = Readonly<{ [name in RescueKeyName]?: unknown }>;

function objectOf(value: unknown, label: string): Given {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new PolicyError(
      `${label} is ${JSON.stringify(value)}. Write an object with any of ${KEYS.join(', ')}.`,
    );
  }
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(RESCUE_KEYS, key));
  if (unknown === undefined) return value;
  throw new PolicyError(`${label}.${unknown} does not exist. Use any of ${KEYS.join(', ')}.`);
}

type ChoiceName = 'rescueOn' | 'spot' | 'handOver' | 'credentialsInEnvironment';

function choice<Name extends ChoiceName>(
  given: Given,
  name: Name,
  label: string,
): RescuePolicy[Name] {
  const { choices, default: fallback } = RESCUE_KEYS[name];
  const value = given[name] ?? fallback;
  if (choices.some((one) => one === value)) return value as RescuePolicy[Name];
  throw new PolicyError(
    `${label}.${name} is ${JSON.stringify(value)}. Use ${choices.join(' or ')} (default: ${fallback}).`,
  );
}

/** @returns undefined if it is left out */
function wholeNumber(
  given: Given,
  name: 'maximumTaskAttempts' | 'maximumSeconds' | 'reportedSeconds' | 'ephemeralStorage',
  label: string,
): number | undefined {
  const { minimum, maximum } = RESCUE_KEYS[name];
  const value = given[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum) {
    return Number(value);
  }
  throw new PolicyError(
    `${label}.${name} is ${JSON.stringify(value)}. Use a whole number from ${minimum} to ${maximum}.`,
  );
}

/** @returns undefined if it is left out */
function statement(given: Given, name: 'role', label: string): RescuePolicy['role'] {
  const { value: only } = RESCUE_KEYS[name];
  const value = given[name] ?? undefined;
  if (value === undefined || value === only) return value;
  throw new PolicyError(
    `${label}.${name} is ${JSON.stringify(value)}. Use ${only}, or leave it out: the role itself is the function's.`,
  );
}

/** @returns undefined if it is left out */
function resourceId(given: Given, name: 'fileSystem', label: string): string | undefined {
  const { pattern, form } = RESCUE_KEYS[name];
  const value = given[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new PolicyError(
    `${label}.${name} is ${JSON.stringify(value)}. Use the id of an EFS file system: ${form}.`,
  );
}

/** Such as `TypeError`, `com.example.BusyException`, or `Runtime.ImportModuleError`. */
const ERROR_NAME = /^[\p{L}\p{N}_$.:-]{1,100}$/u;

/** @returns undefined if it is left out */
function errorNames({ retryErrors: value }: Given, label: string): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const { maximumNames } = RESCUE_KEYS.retryErrors;
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && ERROR_NAME.test(name);
  const isList = Array.isArray(value) && value.length >= 1 && value.length <= maximumNames;
  if (isList && value.every(isName)) return value;
  throw new PolicyError(
    `${label}.retryErrors is ${JSON.stringify(value)}. Use a list of 1 to ${maximumNames} names of errors without spaces or commas, such as [ServiceBusyError].`,
  );
}

function sizeOf({ cpu, memory }: Given, label: string): RescuePolicy['size'] {
  if (cpu === undefined && memory === undefined) return undefined;
  if (cpu === undefined || memory === undefined) {
    const [set, missing] = cpu === undefined ? ['memory', 'cpu'] : ['cpu', 'memory'];
    throw new PolicyError(
      `${label} has ${set} without ${missing}. Fargate has sizes in pairs: set both.`,
    );
  }
  const memories = fargateMemories(Number(cpu));
  if (typeof cpu !== 'number' || memories.length === 0) {
    throw new PolicyError(
      `${label}.cpu is ${JSON.stringify(cpu)}. Fargate has ${FARGATE_CPUS.join(', ')} CPU units; 1024 are one vCPU.`,
    );
  }
  if (typeof memory !== 'number' || !memories.includes(memory)) {
    throw new PolicyError(
      `${label}.memory is ${JSON.stringify(memory)}. With ${cpu} CPU units Fargate has ${memories.join(', ')} MB.`,
    );
  }
  return { cpu, memory };
}
