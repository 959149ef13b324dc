// Reads a rescued function and its failure queue, and refuses one that could not be rescued.
import {
  DLQ_SUFFIX,
  failureQueueOf,
  functionOfQueue,
  parseRescuePolicy,
  PolicyError,
  type RescuePolicy,
} from '@immortal/shared';
import { functionIn, resourceOfArn, resourcesOf, type Template } from '../template';
import { PluginError } from '../errors';
import { type FunctionConfig } from '../framework';
import { type CheckedFunction } from './checks/finding';

export interface RescuedFunction {
  /** Under `functions:`. */
  readonly key: string;
  readonly logicalId: string;
  /** The physical name. */
  readonly name: string;
  /** Its entry under `functions:`. */
  readonly config: FunctionConfig;
  /** Its properties in the compiled template. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The policy as written. */
  readonly policy: unknown;
  /** The policy, with every default filled in. */
  readonly rescue: RescuePolicy;
  /** The logical id of its failure queue. */
  readonly queueId: string;
}

/**
 * @returns undefined for a function that is not rescued
 * @throws {PluginError} if its policy is invalid, or its failures would not reach the secondary
 */
export function readRescuedFunction(
  { key, logicalId, config, properties }: CheckedFunction,
  template: Template,
): RescuedFunction | undefined {
  const { name, rescue: policy } = config;
  const queueId = failureDestination(logicalId, template);
  const queueName = queueId === undefined ? undefined : queueNameOf(queueId, template);
  if (policy === undefined) {
    refuseForgotten(key, name, queueName);
    return undefined;
  }
  const rescue = parsePolicy(key, policy);
  if (name.endsWith(DLQ_SUFFIX)) {
    throw new PluginError(
      `functions.${key} is called ${name}. A name that ends in ${DLQ_SUFFIX} refers to the function without that suffix, so another function would run. Rename it.`,
    );
  }
  if (queueId === undefined || queueName !== failureQueueOf(name)) {
    const found = queueName === undefined ? 'no queue of this stack' : `the queue ${queueName}`;
    throw new PluginError(
      `functions.${key} has a rescue policy, but its failures go to ${found}. Its deadLetter (or onFailure destination) must be ` +
        `an SQS queue of this stack with the QueueName ${failureQueueOf(name)}: the secondary recognizes the function by that name.`,
    );
  }
  return { key, logicalId, name, config, properties, policy, rescue, queueId };
}

/** A failure queue without a policy is a mistake: its events would only be parked. */
function refuseForgotten(key: string, name: string, queueName: string | undefined): void {
  if (queueName === undefined || functionOfQueue(queueName) !== name) return;
  throw new PluginError(
    `functions.${key} has the failure queue ${queueName}, but no rescue policy. Write "rescue: {}" for the defaults.`,
  );
}

function parsePolicy(key: string, policy: unknown): RescuePolicy {
  try {
    return parseRescuePolicy(policy, `functions.${key}.rescue`);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new PluginError(cause.message, { cause });
  }
}

/** The logical id of the queue that receives a function's failures: as dead letters, or as an OnFailure destination. */
function failureDestination(logicalId: string, template: Template): string | undefined {
  const { DeadLetterConfig } = template.Resources[logicalId]?.Properties ?? {};
  const deadLetter = (DeadLetterConfig as { TargetArn?: unknown } | undefined)?.TargetArn;
  if (deadLetter !== undefined) return resourceOfArn(deadLetter);
  const config = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').find(
    ({ properties }) => functionIn(properties['FunctionName'], template) === logicalId,
  );
  const destinations = config?.properties['DestinationConfig'] as
    { OnFailure?: { Destination?: unknown } } | undefined;
  return resourceOfArn(destinations?.OnFailure?.Destination);
}

function queueNameOf(queueId: string, template: Template): string | undefined {
  const queue = template.Resources[queueId];
  const name = queue?.Type === 'AWS::SQS::Queue' ? queue.Properties?.['QueueName'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
