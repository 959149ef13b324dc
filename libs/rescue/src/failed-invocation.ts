// Reads what lies in a failure queue: an invocation that Lambda has given up, or that is to be tried once more.
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
  readFailureAttributes,
  type RescueIdentity,
} from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { readDestinationRecord } from './destination-record';
import { type Environment } from './environment';
import { UnreadableMessageError } from './errors';

/** An invocation that finally failed, with all that is needed to run it again. */
export interface FailedInvocation extends RescueIdentity {
  /** Without version or alias. */
  readonly functionArn: string;
  /** The version that was invoked; only a destination record tells it. */
  readonly functionVersion?: string;
  /** The event's JSON text, byte for byte as Lambda delivered it, or where that text lies. */
  readonly event: EventSource;
  /** What Lambda answered the last attempt with: an HTTP status. */
  readonly errorCode?: string;
  /** Such as `java.lang.OutOfMemoryError`; only a destination record tells it. */
  readonly errorType?: string;
  /** The beginning of the last attempt's error, such as `… Task timed out after 900.00 seconds`. */
  readonly errorMessage?: string;
  /** The attempt with which the present round began: 1, or the first one after somebody moved the event back. */
  readonly firstAttempt: number;
  /** Whether Lambda has given it up and nobody has touched it since. Otherwise it was decided already that it is rescued. */
  readonly isFresh: boolean;
}

const QUEUE_ARN =
  /^arn:(?<partition>[^:]+):sqs:(?<region>[^:]+):(?<account>\d{12}):(?<queueName>[\w-]+)$/;

/** By its policies it is known which functions may be rescued. */
type Settings = Pick<Environment, 'policies' | 'handOverBucket'>;

/**
 * @param record a dead letter of Lambda, a record of an OnFailure destination, a message that the secondary has sent
 *   for another attempt, or a parked one that was moved back; failure-message.ts of libs/shared tells their form
 * @throws {UnreadableMessageError} if the queue or the message is none of ours
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function readFailedInvocation(record: SQSRecord, settings: Settings): FailedInvocation {
  const attributes = readFailureAttributes((name) => record.messageAttributes[name]?.stringValue);
  const failedFunction = functionOf(record, settings.policies);
  const { functionName } = failedFunction;
  // Lambda's dead letters say who failed by an attribute, its destination records only in the body.
  const destination =
    attributes.requestId === undefined
      ? readDestinationRecord(record.body, functionName)
      : undefined;
  const { errorCode, errorMessage, functionVersion } = destination ?? attributes;
  const errorType = destination?.errorType;
  const requestId = checkedRequestId(
    destination?.requestId ?? attributes.requestId ?? record.messageId,
    record,
  );
  const event = destination ? { text: destination.event } : eventOf(record, attributes);
  checkAddress(event, { functionName, requestId }, record, settings);
  return {
    ...failedFunction,
    ...(functionVersion !== undefined && { functionVersion }),
    event,
    requestId,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorType !== undefined && { errorType }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...roundOf(attributes, record),
    isFresh: isUntouched(attributes) && (destination ?? errorCode ?? errorMessage) !== undefined,
  };
}

function isUntouched({ attempts, reason }: FailureAttributes): boolean {
  return attempts === undefined && reason === undefined;
}

function functionOf({ eventSourceARN }: SQSRecord, functions: Settings['policies']) {
  const {
    partition,
    region,
    account,
    queueName = '',
  } = QUEUE_ARN.exec(eventSourceARN)?.groups ?? {};
  const functionName = functionOfQueue(queueName);
  if (functionName === undefined || !functions.has(functionName)) {
    throw new UnreadableMessageError(
      `${eventSourceARN} is no failure queue of a rescued function. A failure queue is called <function>-failures, ` +
        `and the function has a rescue policy in serverless.yml; those that have are: ${[...functions.keys()].join(', ')}.`,
    );
  }
  const functionArn = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
  return { functionName, functionArn };
}

function eventOf(record: SQSRecord, { eventS3, requestId }: FailureAttributes): EventSource {
  const { messageId, body } = record;
  if (eventS3 === undefined) return { text: checkedJson(body, messageId) };
  if (requestId === undefined) {
    // Such as a parked destination record that was too large for its queue: there lies the record, and not the event.
    throw new UnreadableMessageError(
      `Message ${messageId} has EventS3 (${eventS3}) without RequestID. Send the event itself, or with the request id.`,
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
 * The hand-over bucket holds the events of all functions, and the containers may read it: an address in it is taken only
 * for the event that the secondary itself has put there for this function and request.
 */
function checkAddress(
  event: EventSource,
  invocation: Pick<RescueIdentity, 'functionName' | 'requestId'>,
  { messageId }: SQSRecord,
  { handOverBucket }: Settings,
): void {
  if (!('s3' in event) || event.s3.bucket !== handOverBucket) return;
  if (isEventKey(event.s3.key, invocation)) return;
  throw new UnreadableMessageError(
    `EventS3 of message ${messageId} is ${quote(formatS3Uri(event.s3))}, where no event of ${invocation.functionName} with the request id ${invocation.requestId} is kept. In that bucket it is ${eventKey(invocation)}.`,
  );
}

function checkedJson(body: string, messageId: string): string {
  try {
    JSON.parse(body);
    return body;
  } catch (cause) {
    throw new UnreadableMessageError(
      `The body of message ${messageId} is not JSON: ${quote(body)}. A failure queue takes events as Lambda had them.`,
      { cause },
    );
  }
}

/**
 * A message without a request id was not put there by Lambda: somebody sent an event by hand. It is
 * rescued under the message's id, which is as unique, and the same in every delivery.
 */
function checkedRequestId(requestId: string, { messageId }: SQSRecord): string {
  if (isRequestId(requestId)) return requestId;
  throw new UnreadableMessageError(
    `Message ${messageId} has the request id ${quote(requestId)}. A request id has up to 100 letters, ` +
      'digits, hyphens and underscores.',
  );
}

/** Which attempt is due. A reason says that the message was parked, and so was moved back by somebody. */
function roundOf(
  { attempts = '0', firstAttempt, reason }: FailureAttributes,
  record: SQSRecord,
): Pick<FailedInvocation, 'attempt' | 'firstAttempt'> {
  const attempt = 1 + count(attempts, 'Attempts', record);
  if (firstAttempt === undefined || reason !== undefined) return { attempt, firstAttempt: attempt };
  const first = count(firstAttempt, 'FirstAttempt', record);
  return { attempt, firstAttempt: Math.min(first, attempt) };
}

function count(text: string, name: string, { messageId }: SQSRecord): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UnreadableMessageError(
    `Message ${messageId} has ${quote(text)} as ${name}. It is a number of attempts, such as 1.`,
  );
}
