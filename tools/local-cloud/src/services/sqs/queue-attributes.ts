// The attributes of a queue, checked before fauxqs takes them: it would keep anything.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
import { ApiError } from '../../kernel/errors';

const PLAYED = new Set([
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'Policy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
]);

// Who may use a queue as its dead-letter queue, and encryption: without effect here.
const INERT = new Set(['RedriveAllowPolicy', 'SqsManagedSseEnabled']);

/**
 * The attributes that fauxqs is to have.
 *
 * @param exists whether there is a queue with an ARN
 * @throws ApiError for an attribute that SQS does not have or a redrive policy that it refuses
 */
export async function readQueueAttributes(
  attributes: unknown,
  exists: (arn: string) => Promise<boolean>,
): Promise<Record<string, string>> {
  const entries = Object.entries((attributes ?? {}) as Record<string, string>);
  for (const [name] of entries)
    if (!PLAYED.has(name) && !INERT.has(name))
      throw new ApiError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const kept = Object.fromEntries(entries.filter(([name]) => PLAYED.has(name)));
  if (kept['RedrivePolicy']) await checkRedrivePolicy(kept['RedrivePolicy'], exists);
  return kept;
}

async function checkRedrivePolicy(
  text: string,
  exists: (arn: string) => Promise<boolean>,
): Promise<void> {
  const refuse = (reason: string) =>
    new ApiError(
      'InvalidParameterValue',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
    );
  const policy = parse(text);
  const { deadLetterTargetArn: target, maxReceiveCount: count } = policy ?? {};
  if (typeof target !== 'string' || count === undefined)
    throw refuse('Redrive policy must hold deadLetterTargetArn and maxReceiveCount.');
  if (!Number.isInteger(Number(count)) || Number(count) < 1 || Number(count) > 1000)
    throw refuse(
      'Invalid value for maxReceiveCount, valid values are from 1 to 1000 both inclusive.',
    );
  if (!(await exists(target))) throw refuse('Dead letter target does not exist.');
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
