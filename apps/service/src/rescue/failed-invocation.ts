// Reads what Lambda leaves in a failure queue: an invocation that it has given up.
import { quote } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { UnreadableFailureError } from './errors';

/** An invocation that finally failed, with all that is needed to run it again. */
export interface FailedInvocation {
  readonly functionName: string;
  /** Without version or alias: Lambda's dead letters do not tell which one was invoked. */
  readonly functionArn: string;
  /** The event's JSON text, byte for byte as Lambda delivered it. */
  readonly event: string;
  /** The request id that Lambda gave to the invocation. */
  readonly requestId: string;
  /** What Lambda answered the last attempt with: an HTTP status. */
  readonly errorCode?: number;
  /** The beginning of the last attempt's error, such as `… Task timed out after 900.00 seconds`. */
  readonly errorMessage?: string;
  /** The how-manieth container for this invocation, counted from 1. */
  readonly attempt: number;
}

/** A failure queue carries the name of its function, because its messages don't. */
const FAILURE_QUEUE_ARN =
  /^arn:(?<partition>[^:]+):sqs:(?<region>[^:]+):(?<account>\d{12}):(?<functionName>[\w-]+)-failures$/;

/** What may stand in `startedBy` of a task, beside the attempt; Lambda's are UUIDs. */
const REQUEST_ID = /^[\w-]{1,100}$/;

/**
 * @param record a dead letter of Lambda: the event as its body; RequestID, ErrorCode and
 *   ErrorMessage as its attributes
 * @param rescuableFunctions names of the functions that may be rescued
 * @throws {UnreadableFailureError} if the queue or the message is none of ours
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function readFailedInvocation(
  record: SQSRecord,
  rescuableFunctions: ReadonlySet<string>,
): FailedInvocation {
  const errorCode = attribute(record, 'ErrorCode');
  const errorMessage = attribute(record, 'ErrorMessage');
  return {
    ...functionOf(record, rescuableFunctions),
    event: eventOf(record),
    requestId: requestIdOf(record),
    ...(errorCode !== undefined && { errorCode: Number(errorCode) }),
    ...(errorMessage !== undefined && { errorMessage }),
    attempt: 1,
  };
}

function functionOf({ eventSourceARN }: SQSRecord, rescuableFunctions: ReadonlySet<string>) {
  const { partition, region, account, functionName } =
    FAILURE_QUEUE_ARN.exec(eventSourceARN)?.groups ?? {};
  if (functionName === undefined || !rescuableFunctions.has(functionName)) {
    throw new UnreadableFailureError(
      `${eventSourceARN} is no failure queue of a rescuable function. A failure queue is called ` +
        `<function>-failures, and the function is listed in RESCUABLE_FUNCTIONS: ${[...rescuableFunctions].join(', ')}.`,
    );
  }
  const functionArn = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
  return { functionName, functionArn };
}

function eventOf({ messageId, body }: SQSRecord): string {
  try {
    JSON.parse(body);
    return body;
  } catch (cause) {
    throw new UnreadableFailureError(
      `The body of message ${messageId} is not JSON: ${quote(body)}. A failure queue takes events as Lambda had them.`,
      { cause },
    );
  }
}

/**
 * A message without a request id was not put there by Lambda: somebody sent an event by hand. It is
 * rescued under the message's id, which is as unique, and the same in every delivery.
 */
function requestIdOf(record: SQSRecord): string {
  const requestId = attribute(record, 'RequestID') ?? record.messageId;
  if (REQUEST_ID.test(requestId)) return requestId;
  throw new UnreadableFailureError(
    `Message ${record.messageId} has the RequestID ${quote(requestId)}. A request id has up to 100 letters, ` +
      'digits, hyphens and underscores.',
  );
}

function attribute({ messageAttributes }: SQSRecord, name: string): string | undefined {
  return messageAttributes[name]?.stringValue;
}
