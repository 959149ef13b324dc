// The functions that are rescued, each with its failure queue; and every reason why one could not be.
import {
  DLQ_SUFFIX,
  failureQueueOf,
  functionOfQueue,
  parseRescuePolicy,
  PolicyError,
} from '@immortal/shared';
import { resourceOfArn, resourcesOf } from './compiled';
import { RescuePolicyError } from './errors';
import { type FunctionConfig, type Template } from './framework';

export interface RescuedFunction {
  /** Under `functions:`. */
  readonly key: string;
  readonly logicalId: string;
  /** The physical name. */
  readonly name: string;
  /** As it is written. */
  readonly policy: unknown;
  /** The logical id of its failure queue. */
  readonly queueId: string;
}

/**
 * @returns undefined for a function that is not rescued
 * @throws {RescuePolicyError} if its policy is wrong, or its failures would not come where the secondary looks for them
 */
export function readRescuedFunction(
  key: string,
  { name, rescue }: FunctionConfig,
  logicalId: string,
  template: Template,
): RescuedFunction | undefined {
  const queueId = failureDestination(logicalId, template);
  const queueName = queueId === undefined ? undefined : queueNameOf(queueId, template);
  if (rescue === undefined) {
    refuseForgotten(key, name, queueName);
    return undefined;
  }
  checkPolicy(key, rescue);
  if (name.endsWith(DLQ_SUFFIX)) {
    throw new RescuePolicyError(
      `functions.${key} is called ${name}. A name that ends in ${DLQ_SUFFIX} means the function without it, so another one would be run. Rename it.`,
    );
  }
  if (queueId === undefined || queueName !== failureQueueOf(name)) {
    const found = queueName === undefined ? 'none of this stack' : `the queue ${queueName}`;
    throw new RescuePolicyError(
      `functions.${key} has a rescue policy, but its failures go to ${found}. Its deadLetter (or onFailure destination) must be ` +
        `an SQS queue of this stack with the QueueName ${failureQueueOf(name)}: by that name the secondary knows whose failure it reads.`,
    );
  }
  return { key, logicalId, name, policy: rescue, queueId };
}

/** A failure queue without a policy is a mistake: what arrives there would only be parked. */
function refuseForgotten(key: string, name: string, queueName: string | undefined): void {
  if (queueName === undefined || functionOfQueue(queueName) !== name) return;
  throw new RescuePolicyError(
    `functions.${key} has the failure queue ${queueName}, but no rescue policy. Write "rescue: {}" for the defaults.`,
  );
}

function checkPolicy(key: string, policy: unknown): void {
  try {
    parseRescuePolicy(policy, `functions.${key}.rescue`);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new RescuePolicyError(cause.message, { cause });
  }
}

/** The logical id of the queue that gets a function's failures: as dead letters, or as an OnFailure destination. */
function failureDestination(logicalId: string, template: Template): string | undefined {
  const { DeadLetterConfig } = template.Resources[logicalId]?.Properties ?? {};
  const deadLetter = (DeadLetterConfig as { TargetArn?: unknown } | undefined)?.TargetArn;
  if (deadLetter !== undefined) return resourceOfArn(deadLetter);
  const config = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').find(
    ({ properties }) => refOf(properties['FunctionName']) === logicalId,
  );
  const destinations = config?.properties['DestinationConfig'] as
    { OnFailure?: { Destination?: unknown } } | undefined;
  return resourceOfArn(destinations?.OnFailure?.Destination);
}

function refOf(value: unknown): unknown {
  return (value as { Ref?: unknown } | undefined)?.Ref;
}

function queueNameOf(queueId: string, template: Template): string | undefined {
  const queue = template.Resources[queueId];
  const name = queue?.Type === 'AWS::SQS::Queue' ? queue.Properties?.['QueueName'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
