// Reads a message of a failure queue: an invocation that Lambda gave up on, or that needs another attempt.
import {
  ContractError,
  eventKey,
  type EventSource,
  type FailureAttributes,
  formatS3Uri,
  functionOfQueue,
  isEventKey,
  isRequestId,
  parseS3Uri,
  quote,
  type RescueIdentity,
} from '@immortal/shared';
import { type Environment } from '../environment';
import { UnreadableMessageError } from '../errors';
import { readDestinationRecord } from './destination-record';
import { type Body, type Envelope } from './envelope';

/** An invocation that failed for good, with everything that is needed to run it again. */
export interface FailedInvocation extends RescueIdentity {
  /** Without version or alias. */
  readonly functionArn: string;
  /** The version that was invoked; only a destination record names it. */
  readonly functionVersion?: string;
  /** The event's JSON text, byte for byte as Lambda delivered it, or where that text is stored. */
  readonly event: EventSource;
  /** The HTTP status with which Lambda gave up. */
  readonly errorCode?: string;
  /** Such as `java.lang.OutOfMemoryError`; only a destination record has it. */
  readonly errorType?: string;
  /** The beginning of the last error, such as `… Task timed out after 900.00 seconds`. */
  readonly errorMessage?: string;
  /** AWS's tracing header, by whose lineage Lambda detects recursive loops. */
  readonly traceHeader?: string;
  /** The attempt with which the current round began: 1, or the first one after a person moved the event back. */
  readonly firstAttempt: number;
  /** Tasks of the current round that do not count as attempts, because a temporary failure kept the function from starting. */
  readonly uncountedAttempts: number;
  /** Whether the message comes from Lambda and was not changed since. Otherwise the event is rescued whatever `rescueOn` says. */
  readonly isFresh: boolean;
}

const QUEUE_ARN =
  /^arn:(?<partition>[^:]+):sqs:(?<region>[^:]+):(?<account>\d{12}):(?<queueName>[\w-]+)$/;

export type Settings = Pick<Environment, 'functions' | 'handOverBucket'>;

/**
 * @param envelope of a dead letter from Lambda, a record of an OnFailure destination, a message that the secondary sent
 *   for another attempt, or a parked message that was moved back; libs/shared/src/failure-message.ts describes the form
 * @throws {UnreadableMessageError} if the queue belongs to no rescued function, or the message has no event to run
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function readFailedInvocation(envelope: Envelope, settings: Settings): FailedInvocation {
  const { attributes, body, messageId, traceHeader } = envelope;
  const failedFunction = functionOf(envelope, settings.functions);
  const { functionName } = failedFunction;
  // A dead letter has the request id in an attribute, a destination record only in its body.
  const destination =
    attributes.requestId === undefined ? readDestinationRecord(body, functionName) : undefined;
  const { errorCode, errorMessage, functionVersion } = destination ?? attributes;
  const errorType = destination?.errorType;
  // Without a request id, the message is an event that a person sent. Its own id is unique, too, and the same in every
  // delivery.
  const requestId = checkedRequestId(
    destination?.requestId ?? attributes.requestId ?? messageId,
    envelope,
  );
  const event = destination ? { text: destination.event } : eventOf(envelope);
  checkAddress(event, { functionName, requestId }, envelope, settings);
  return {
    ...failedFunction,
    ...(functionVersion !== undefined && { functionVersion }),
    event,
    requestId,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorType !== undefined && { errorType }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(traceHeader !== undefined && { traceHeader }),
    ...roundOf(envelope),
    isFresh: isUntouched(attributes) && (destination ?? errorCode ?? errorMessage) !== undefined,
  };
}

function isUntouched({ attempts, reason }: FailureAttributes): boolean {
  return attempts === undefined && reason === undefined;
}

function functionOf({ queueArn }: Envelope, functions: Settings['functions']) {
  const { partition, region, account, queueName = '' } = QUEUE_ARN.exec(queueArn)?.groups ?? {};
  const functionName = functionOfQueue(queueName);
  if (functionName === undefined || !functions.has(functionName)) {
    throw new UnreadableMessageError(
      `${queueArn} is not the failure queue of a rescued function. A failure queue is called <function>-failures, ` +
        `and its function has a rescue policy in serverless.yml. The functions that have one: ${namesOf(functions)}.`,
    );
  }
  const functionArn = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
  return { functionName, functionArn };
}

/** A service can have hundreds. */
const SHOWN_NAMES = 10;

function namesOf(functions: Settings['functions']): string {
  const names = [...functions.keys()];
  const more = names.length - SHOWN_NAMES;
  return `${names.slice(0, SHOWN_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function eventOf({ messageId, body, attributes }: Envelope): EventSource {
  const { eventS3, requestId } = attributes;
  if (eventS3 === undefined) return { text: jsonText(body, messageId) };
  if (requestId === undefined) {
    // Such as a parked destination record that was too large for its queue: S3 then has the record, not the event.
    throw new UnreadableMessageError(
      `Message ${messageId} has EventS3 (${eventS3}) without RequestID. Send the event itself, or add the request id.`,
    );
  }
  try {
    return { s3: parseS3Uri(eventS3, `EventS3 of message ${messageId}`) };
  } catch (cause) {
    if (!(cause instanceof ContractError)) throw cause;
    throw new UnreadableMessageError(cause.message, { cause });
  }
}

/**
 * The hand-over bucket holds the events of all functions, and containers may read it. So an address in it is accepted
 * only for the event that the secondary itself stored for this function and request.
 */
function checkAddress(
  event: EventSource,
  invocation: Pick<RescueIdentity, 'functionName' | 'requestId'>,
  { messageId }: Envelope,
  { handOverBucket }: Settings,
): void {
  if (!('s3' in event) || event.s3.bucket !== handOverBucket) return;
  if (isEventKey(event.s3.key, invocation)) return;
  throw new UnreadableMessageError(
    `EventS3 of message ${messageId} is ${quote(formatS3Uri(event.s3))}, which is not the stored event of ${invocation.functionName} with the request id ${invocation.requestId}. In that bucket, its key is ${eventKey(invocation)}.`,
  );
}

function jsonText({ text, value, error }: Body, messageId: string): string {
  if (value !== undefined) return text;
  throw new UnreadableMessageError(
    `The body of message ${messageId} is not JSON: ${quote(text)}. A failure queue takes events as Lambda received them.`,
    { cause: error },
  );
}

function checkedRequestId(requestId: string, { messageId }: Envelope): string {
  if (isRequestId(requestId)) return requestId;
  throw new UnreadableMessageError(
    `Message ${messageId} has the request id ${quote(requestId)}. A request id has up to 100 letters, ` +
      'digits, hyphens and underscores.',
  );
}

/** Which attempt is next. A reason means that the message was parked, and that a person moved it back. */
function roundOf({
  messageId,
  attributes: { attempts = '0', firstAttempt, uncountedAttempts = '0', reason },
}: Envelope): Pick<FailedInvocation, 'attempt' | 'firstAttempt' | 'uncountedAttempts'> {
  const attempt = 1 + count(attempts, 'Attempts', messageId);
  if (firstAttempt === undefined || reason !== undefined) {
    return { attempt, firstAttempt: attempt, uncountedAttempts: 0 };
  }
  const first = Math.min(count(firstAttempt, 'FirstAttempt', messageId), attempt);
  const uncounted = count(uncountedAttempts, 'UncountedAttempts', messageId);
  return {
    attempt,
    firstAttempt: first,
    uncountedAttempts: Math.min(uncounted, attempt - first),
  };
}

function count(text: string, name: string, messageId: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UnreadableMessageError(
    `Message ${messageId} has ${quote(text)} as ${name}. Use a number of attempts, such as 1.`,
  );
}
