// Writes out `rescue: {}`: the failure queue, the dead letters and the subscription that a function does not name itself.
import { failureQueueId, failureQueueOf } from '@immortal/shared';
import { PluginError } from '../errors';
import { type FunctionConfig, functionsOf, type Serverless } from '../framework';
import { type Resource, resourceOfArn, type Template } from '../template';
import { isSecondary } from './secondary';

/** The queue that SQS moves messages to that the secondary could neither handle nor park; resources/recovery.yml. */
const PARKED_QUEUE = 'ParkedFailures';

/**
 * The settings of a subscription. ECS starts 20 containers a second, and more at once would be throttled.
 * Without partial batch responses, one message that can't be handled would repeat its whole batch.
 */
const SUBSCRIPTION = {
  batchSize: 10,
  maximumConcurrency: 5,
  functionResponseType: 'ReportBatchItemFailures',
};

/**
 * Gives each rescued function its `deadLetter:`, and the secondary a subscription to its failure queue, unless
 * serverless.yml has them. Call it before the framework compiles functions and events.
 *
 * @throws {PluginError} if two functions would have the same queue
 */
export function expandRescues(serverless: Serverless): void {
  const owners = new Map<string, string>();
  const secondary = functionsOf(serverless).find(([, config]) => isSecondary(config))?.[1];
  for (const [key, config] of rescuedFunctions(serverless)) {
    const queueId = queueOf(key, config, serverless);
    if (queueId === undefined) continue;
    const other = owners.get(queueId);
    if (other !== undefined) {
      throw new PluginError(
        `functions.${key} and functions.${other} have the same failure queue ${queueId}. Rename one of them: the secondary recognizes a function by its queue.`,
      );
    }
    owners.set(queueId, key);
    if (failureDestination(config, serverless) === undefined) {
      config.deadLetter ??= { targetArn: { GetResourceArn: queueId } };
    }
    if (secondary !== undefined) subscribe(secondary, queueId);
  }
}

/** Adds to the template the failure queues that serverless.yml does not define. */
export function addFailureQueues(serverless: Serverless, template: Template): void {
  const defined = serverless.service.resources?.Resources ?? {};
  for (const [, { name, deadLetter }] of rescuedFunctions(serverless)) {
    const target = deadLetter?.targetArn;
    if (typeof target !== 'object' || target === null) continue;
    const { GetResourceArn: queueId } = target;
    if (queueId in defined || queueId in template.Resources) continue;
    template.Resources[queueId] = failureQueue(failureQueueOf(name));
  }
}

function rescuedFunctions(serverless: Serverless): [string, FunctionConfig][] {
  return functionsOf(serverless).filter(([, { rescue }]) => rescue !== undefined);
}

/** @returns undefined for a queue that is not part of the stack, or that another plugin creates: rescued-function.ts checks it */
function queueOf(key: string, config: FunctionConfig, serverless: Serverless): string | undefined {
  const destination = failureDestination(config, serverless);
  if (destination !== undefined) return destination;
  const { deadLetter, onError } = config;
  if (deadLetter === undefined && onError === undefined) return failureQueueId(key);
  const target = deadLetter?.targetArn;
  return typeof target === 'object' ? target?.GetResourceArn : undefined;
}

/**
 * A destination that is the function's failure queue. One of any other kind is the owner's: it receives Lambda's record
 * as before, beside the dead letter.
 */
function failureDestination(
  { name, destinations }: FunctionConfig,
  { service }: Serverless,
): string | undefined {
  const { arn } = (destinations?.onFailure ?? {}) as { arn?: unknown };
  const queueId = resourceOfArn(arn);
  const { QueueName } = service.resources?.Resources?.[queueId ?? '']?.Properties ?? {};
  return QueueName === failureQueueOf(name) ? queueId : undefined;
}

function subscribe(secondary: FunctionConfig, queueId: string): void {
  const events = (secondary.events ??= []);
  const isSubscribed = events.some(
    (event) => typeof event !== 'string' && resourceOfArn(arnIn(event['sqs'])) === queueId,
  );
  if (isSubscribed) return;
  events.push({ sqs: { arn: { 'Fn::GetAtt': [queueId, 'Arn'] }, ...SUBSCRIPTION } });
}

/** Both forms of the event: `sqs: ARN` and `sqs: { arn: ARN }`. */
function arnIn(sqs: unknown): unknown {
  return (sqs as { arn?: unknown } | null | undefined)?.arn ?? sqs;
}

function failureQueue(QueueName: string): Resource {
  return {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName,
      MessageRetentionPeriod: 1_209_600, // seconds: 14 days, the maximum
      VisibilityTimeout: 360, // seconds: six times the secondary's timeout, as AWS recommends
      SqsManagedSseEnabled: true,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [PARKED_QUEUE, 'Arn'] },
        // The secondary parks a message after 20 deliveries, some four hours. This catches what it could not park.
        maxReceiveCount: 25,
      },
    },
  };
}
