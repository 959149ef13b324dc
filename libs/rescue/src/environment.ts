// The secondary's settings: read once, when the function starts, from the variables that serverless.yml sets.
import { parseRescuePolicy, PolicyError, type RescuePolicy } from '@immortal/shared';
import { EnvironmentError } from './errors';

export interface Environment {
  /** ARN or name of the cluster in which the containers run. */
  readonly cluster: string;
  /** The task definition as RunTask accepts it: an ARN, family:revision, or a family. */
  readonly runner: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Whether a container gets a public IP address, which it needs in a public subnet. */
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
  /** How each function is rescued, by its name. Functions without a policy are not rescued. */
  readonly policies: ReadonlyMap<string, RescuePolicy>;
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
const RUNNER = {
  pattern: /^(arn:[^:]+:ecs:[^:]+:\d{12}:task-definition\/)?[\w-]{1,255}(:\d+)?$/,
  remedy: 'Set it to the ARN or the family of an ECS task definition, with or without a revision.',
};
const SUBNETS = {
  pattern: /^subnet-\w+$/,
  remedy: 'Set it to ids of subnets, separated by commas: subnet-…,subnet-…',
};
const SECURITY_GROUPS = {
  pattern: /^sg-\w+$/,
  remedy: 'Set it to ids of security groups, separated by commas: sg-…,sg-…',
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
const POLICIES_REMEDY =
  'Set it to an object of rescue policies by function name, such as {"orders":{}}.';

/**
 * @param env such as `process.env`
 * @throws {EnvironmentError} if a variable is unset, empty, or malformed
 */
export function readEnvironment(env: Variables): Environment {
  return {
    cluster: one(env, 'CLUSTER', CLUSTER),
    runner: one(env, 'RUNNER', RUNNER),
    subnets: many(env, 'SUBNETS', SUBNETS),
    securityGroups: many(env, 'SECURITY_GROUPS', SECURITY_GROUPS),
    assignPublicIp: publicIp(env),
    policies: policiesOf(env),
    parkedQueue: one(env, 'PARKED_QUEUE', PARKED_QUEUE),
    handOverBucket: one(env, 'HAND_OVER_BUCKET', HAND_OVER_BUCKET),
    ...(env['RUNNER_LOGS'] !== undefined && { runnerLogs: one(env, 'RUNNER_LOGS', RUNNER_LOGS) }),
  };
}

function many(env: Variables, name: string, rule: Rule): string[] {
  const value = given(env, name, rule.remedy);
  return value.split(',').map((item) => checked(item.trim(), name, value, rule));
}

function one(env: Variables, name: string, rule: Rule): string {
  const value = given(env, name, rule.remedy);
  return checked(value, name, value, rule);
}

function given(env: Variables, name: string, remedy: string): string {
  const value = env[name];
  if (value === undefined) throw new EnvironmentError(`${name} is not set. ${remedy}`);
  return value;
}

function checked(item: string, name: string, value: string, { pattern, remedy }: Rule): string {
  if (pattern.test(item)) return item;
  throw new EnvironmentError(
    item === ''
      ? `${name} is empty or has an empty item: ${JSON.stringify(value)}. ${remedy}`
      : `${name} is malformed: ${JSON.stringify(item)}. ${remedy}`,
  );
}

function publicIp(env: Variables): Environment['assignPublicIp'] {
  const rule = { pattern: /^(ENABLED|DISABLED)$/, remedy: 'Set it to ENABLED or DISABLED.' };
  return one(env, 'ASSIGN_PUBLIC_IP', rule) as Environment['assignPublicIp'];
}

function policiesOf(env: Variables): Environment['policies'] {
  const text = given(env, 'RESCUE_POLICIES', POLICIES_REMEDY);
  const entries = Object.entries(objectIn(text)).map(([functionName, policy]) => {
    return [functionName, policyOf(functionName, policy)] as const;
  });
  return new Map(entries);
}

function objectIn(text: string): object {
  const refusal = `RESCUE_POLICIES is malformed: ${JSON.stringify(text)}. ${POLICIES_REMEDY}`;
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    throw new EnvironmentError(refusal, { cause });
  }
  throw new EnvironmentError(refusal);
}

function policyOf(functionName: string, policy: unknown): RescuePolicy {
  try {
    return parseRescuePolicy(policy, `RESCUE_POLICIES.${functionName}`);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new EnvironmentError(cause.message, { cause });
  }
}
