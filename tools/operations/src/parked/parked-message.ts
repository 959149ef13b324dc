// Reads a message of the parked queue. libs/shared/src/failure-message.ts defines the ones that the secondary writes.
import { type Message, type MessageAttributeValue } from '@aws-sdk/client-sqs';
import { type FailureAttributes, functionOfQueue, readFailureAttributes } from '@immortal/shared';

export interface ParkedMessage extends Omit<FailureAttributes, 'attempts'> {
  readonly messageId: string;
  /** The event, byte for byte, unless it is in S3 at `eventS3`. */
  readonly body: string;
  /** As they came, to be sent back unchanged. */
  readonly messageAttributes: Readonly<Record<string, MessageAttributeValue>>;
  /** AWS's tracing header, which is sent back too: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
  readonly traceHeader?: string;
  /** When SQS began to count the message's age. For a message that SQS itself moved, that is its first failure. */
  readonly parkedAt?: Date;
  readonly attempts?: number;
  /** Also for messages that the secondary did not write, as far as they say. */
  readonly reason?: string;
  /** The name of the queue that it came from, if that is known. */
  readonly queue?: string;
}

/**
 * The attributes that EventBridge adds to an event that it could not deliver.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
const EVENT_BRIDGE = { target: 'TARGET_ARN', code: 'ERROR_CODE', message: 'ERROR_MESSAGE' };

export function readParkedMessage(message: Message): ParkedMessage {
  const { MessageId = '', Body = '', MessageAttributes = {}, Attributes = {} } = message;
  const valueOf = (name: string) => MessageAttributes[name]?.StringValue;
  const { attempts, ...attributes } = readFailureAttributes(valueOf);
  const parkedAt = Number(Attributes.SentTimestamp);
  const facts = {
    ...attributes,
    ...originOf(attributes, Attributes.DeadLetterQueueSourceArn, valueOf),
  };
  // What a message says about itself is a claim. The queue in which it was found tells whose event it is.
  const functionName = functionOfQueue(facts.queue ?? '') ?? facts.functionName;
  return {
    messageId: MessageId,
    ...facts,
    body: Body,
    messageAttributes: MessageAttributes,
    ...(Attributes.AWSTraceHeader !== undefined && { traceHeader: Attributes.AWSTraceHeader }),
    ...(Attributes.SentTimestamp !== undefined && { parkedAt: new Date(parkedAt) }),
    ...(attempts !== undefined && { attempts: Number(attempts) }),
    ...(functionName !== undefined && { functionName }),
  };
}

/**
 * Where it came from and why, according to what put it here: SQS's redrive policy, the secondary, or EventBridge. SQS's own
 * attribute can't be forged, and so wins.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
function originOf(
  { queue, reason }: FailureAttributes,
  sourceArn: string | undefined,
  valueOf: (name: string) => string | undefined,
): Pick<ParkedMessage, 'queue' | 'reason'> {
  if (sourceArn !== undefined) {
    return {
      queue: nameOf(sourceArn),
      reason: 'SQS moved it here: it was received too often without success.',
    };
  }
  if (queue !== undefined) return { queue, ...(reason !== undefined && { reason }) };
  const target = valueOf(EVENT_BRIDGE.target);
  if (target === undefined) return {};
  const why = [EVENT_BRIDGE.code, EVENT_BRIDGE.message].map(valueOf).filter(Boolean).join(': ');
  return {
    queue: nameOf(target),
    reason: `EventBridge could not deliver it (${why || 'without a reason'}).`,
  };
}

function nameOf(arn: string): string {
  return arn.replace(/^.*:/, '');
}
