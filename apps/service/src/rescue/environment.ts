// The secondary's own settings: read once, when the function starts, from the variables that serverless.yml sets.
import { EnvironmentError } from './errors';

export interface Environment {
  /** ARN or name of the cluster that the containers run in. */
  readonly cluster: string;
  /** The task definition, as RunTask takes it: an ARN, or family:revision, or a family. */
  readonly runner: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Names of the functions whose failures may become containers. */
  readonly rescuableFunctions: ReadonlySet<string>;
}

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
const RESCUABLE_FUNCTIONS = {
  pattern: /^[\w-]{1,64}$/,
  remedy: 'Set it to names of Lambda functions, separated by commas.',
};

/**
 * @param env such as `process.env`
 * @throws {EnvironmentError} if a variable is unset, empty or malformed
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    cluster: one(env, 'CLUSTER', CLUSTER),
    runner: one(env, 'RUNNER', RUNNER),
    subnets: many(env, 'SUBNETS', SUBNETS),
    securityGroups: many(env, 'SECURITY_GROUPS', SECURITY_GROUPS),
    rescuableFunctions: new Set(many(env, 'RESCUABLE_FUNCTIONS', RESCUABLE_FUNCTIONS)),
  };
}

function many(env: Parameters<typeof readEnvironment>[0], name: string, rule: Rule): string[] {
  const value = given(env, name, rule);
  return value.split(',').map((item) => checked(item.trim(), name, value, rule));
}

function one(env: Parameters<typeof readEnvironment>[0], name: string, rule: Rule): string {
  const value = given(env, name, rule);
  return checked(value, name, value, rule);
}

function given(env: Parameters<typeof readEnvironment>[0], name: string, { remedy }: Rule): string {
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
