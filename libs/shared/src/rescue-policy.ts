// How one function is rescued: written in serverless.yml, checked when it is packaged, followed by the secondary.
import { PolicyError } from './errors';
import { FARGATE_CPUS, fargateMemories } from './fargate-sizes';

/** The `rescue:` of a function in serverless.yml, with every default filled in. */
export interface RescuePolicy {
  /** Which failures are rescued: all, or only those by a limit of Lambda (time, memory, a crash of the runtime). */
  readonly rescueOn: 'any' | 'timeout';
  /** CPU units of the task (1024 are one vCPU) and MB of memory; without them, those of the task definition. */
  readonly size?: { readonly cpu: number; readonly memory: number };
  /** Whether the task runs on Fargate Spot: for less money, and with interruptions. */
  readonly spot: boolean;
  /** How many containers are started for one event before it is parked. */
  readonly maximumTaskAttempts: number;
  /** Seconds that the function may take in the container; without it, any time. */
  readonly maximumSeconds?: number;
  /** Which events are handed over by S3 instead of a variable: those that are too large for one, or all. */
  readonly handOver: 'large' | 'always';
}

const KEYS = [
  ...['rescueOn', 'cpu', 'memory', 'spot', 'maximumTaskAttempts', 'maximumSeconds', 'handOver'],
] as const;
const DEFAULT_TASK_ATTEMPTS = 3;
const MAX_TASK_ATTEMPTS = 20;
/** A deadline has to lie less than 2^31 ms ahead, or timers that handlers set by it fire at once. */
const MAX_SECONDS = 2_147_483;

/**
 * Reads the policy of one function.
 *
 * @param value what stands under `rescue:`; `null` and `{}` mean all defaults
 * @param label what messages call it: `functions.orders.rescue`
 * @example parseRescuePolicy({ rescueOn: 'timeout', cpu: 2048, memory: 8192 }, 'functions.orders.rescue')
 * @throws {PolicyError} if a key is unknown or a value impossible; the message names the allowed ones
 */
export function parseRescuePolicy(value: unknown, label: string): RescuePolicy {
  const given = objectOf(value, label);
  const size = sizeOf(given, label);
  const maximumSeconds = given['maximumSeconds'];
  return {
    rescueOn: oneOf(given, 'rescueOn', ['any', 'timeout'], label),
    ...(size && { size }),
    spot: booleanOf(given, 'spot', label),
    maximumTaskAttempts: wholeNumber(
      given['maximumTaskAttempts'] ?? DEFAULT_TASK_ATTEMPTS,
      `${label}.maximumTaskAttempts`,
      MAX_TASK_ATTEMPTS,
    ),
    ...(maximumSeconds !== undefined && {
      maximumSeconds: wholeNumber(maximumSeconds, `${label}.maximumSeconds`, MAX_SECONDS),
    }),
    handOver: oneOf(given, 'handOver', ['large', 'always'], label),
  };
}

type Given = Readonly<Record<string, unknown>>;

function objectOf(value: unknown, label: string): Given {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new PolicyError(
      `${label} is ${JSON.stringify(value)}. Write an object with any of ${KEYS.join(', ')}.`,
    );
  }
  const unknown = Object.keys(value).find((key) => !(KEYS as readonly string[]).includes(key));
  if (unknown === undefined) return value as Given;
  throw new PolicyError(`${label}.${unknown} does not exist. Use any of ${KEYS.join(', ')}.`);
}

/** @param allowed the first one is the default */
function oneOf<T extends string>(
  given: Given,
  key: (typeof KEYS)[number],
  allowed: readonly [T, ...T[]],
  label: string,
): T {
  const value = given[key] ?? allowed[0];
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new PolicyError(
    `${label}.${key} is ${JSON.stringify(value)}. Use ${allowed.join(' or ')} (${allowed[0]} if it is left out).`,
  );
}

function booleanOf(given: Given, key: (typeof KEYS)[number], label: string): boolean {
  const value = given[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw new PolicyError(
    `${label}.${key} is ${JSON.stringify(value)}. Use true or false (false if it is left out).`,
  );
}

function wholeNumber(value: unknown, label: string, maximum: number): number {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maximum) {
    return Number(value);
  }
  throw new PolicyError(
    `${label} is ${JSON.stringify(value)}. Use a whole number from 1 to ${maximum}.`,
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
