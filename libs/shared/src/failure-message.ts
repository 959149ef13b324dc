// The message of a failed invocation, as it lies in a failure queue and in the parked queue. Both have one form, so
// that a parked message that is moved back into its failure queue simply runs again.

/**
 * The attributes of such a message. Its body is the event, byte for byte, unless `EventS3` says where the event lies.
 *
 * The first three are Lambda's own.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export const FAILURE_ATTRIBUTES = {
  /** The request id of the original invocation. */
  requestId: { name: 'RequestID', type: 'String' },
  /** An HTTP status. */
  errorCode: { name: 'ErrorCode', type: 'Number' },
  /** The beginning of the error with which Lambda gave up. */
  errorMessage: { name: 'ErrorMessage', type: 'String' },
  /** How many containers have been started, or tried to be, for the invocation. */
  attempts: { name: 'Attempts', type: 'Number' },
  /** With which attempt the present round began; a parked message that is moved back begins a new one. */
  firstAttempt: { name: 'FirstAttempt', type: 'Number' },
  /** Where the event lies: `s3://bucket/key`. */
  eventS3: { name: 'EventS3', type: 'String' },
  /** The name of the function. */
  functionName: { name: 'Function', type: 'String' },
  /** Which version of it was invoked, where that is known. */
  functionVersion: { name: 'FunctionVersion', type: 'String' },
  /** Why the event was parked. Only parked messages have one. */
  reason: { name: 'Reason', type: 'String' },
  /** The last task that ran it. */
  taskArn: { name: 'TaskArn', type: 'String' },
  /** The queue that a parked message came from, and to which it can be moved back. */
  queue: { name: 'Queue', type: 'String' },
} as const;

export type FailureAttribute = keyof typeof FAILURE_ATTRIBUTES;

/** Values by what they mean; numbers as decimal text, as SQS has them. */
export type FailureAttributes = { readonly [name in FailureAttribute]?: string };

/** An attribute as SendMessage takes it. */
export interface SentAttribute {
  readonly DataType: 'String' | 'Number';
  readonly StringValue: string;
}

/** Bytes of a message, with its attributes. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const MAX_MESSAGE_BYTES = 1_048_576;
/** Attributes of a message, from the same page. */
export const MAX_MESSAGE_ATTRIBUTES = 10;
/** Characters of one value that we write: the longest address in S3 fits, and twice what Lambda writes of an error. */
const MAX_VALUE_LENGTH = 2048;
/** What SQS does not take in a value: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const NOT_ALLOWED = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The name of a function's failure queue. A dead letter does not name its function, so its queue does. */
export function failureQueueOf(functionName: string): string {
  return `${functionName}${FAILURE_QUEUE_SUFFIX}`;
}

/** The function whose failure queue a queue is by its name; undefined for any other queue. */
export function functionOfQueue(queueName: string): string | undefined {
  return queueName.endsWith(FAILURE_QUEUE_SUFFIX)
    ? queueName.slice(0, -FAILURE_QUEUE_SUFFIX.length)
    : undefined;
}

const FAILURE_QUEUE_SUFFIX = '-failures';

/** @param valueOf gives the text of an attribute of a message by its name; none for what is missing or binary */
export function readFailureAttributes(
  valueOf: (name: string) => string | undefined,
): FailureAttributes {
  const entries = Object.entries(FAILURE_ATTRIBUTES);
  return Object.fromEntries(
    entries.flatMap(([key, { name }]) => {
      const value = valueOf(name);
      return typeof value === 'string' ? [[key, value]] : [];
    }),
  );
}

/** Of text that is none, SQS says that it can't be cast to a number. */
const NUMBER = /^\d{1,20}$/;

/** Attributes for SendMessage: what is empty is left out, what SQS would refuse is replaced, what is long is cut. */
export function writeFailureAttributes(values: FailureAttributes): Record<string, SentAttribute> {
  const entries = Object.entries(values) as [FailureAttribute, string | undefined][];
  return Object.fromEntries(
    entries.flatMap(([key, value = '']) => {
      const { name, type } = FAILURE_ATTRIBUTES[key];
      // A pair that the cut goes through is replaced as well.
      const StringValue = value.slice(0, MAX_VALUE_LENGTH).replace(NOT_ALLOWED, '\uFFFD');
      const DataType = NUMBER.test(StringValue) ? type : 'String';
      return StringValue === '' ? [] : [[name, { DataType, StringValue }]];
    }),
  );
}

/** An attribute of any message. */
interface AnyAttribute {
  readonly DataType: string | undefined;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
}

/** Bytes that a message takes of what SQS allows: its body, and name, type and value of each attribute. */
export function messageBytes(
  body: string,
  attributes: Readonly<Record<string, AnyAttribute>>,
): number {
  const parts = Object.entries(attributes).flatMap(
    ([name, { DataType = '', StringValue = '', BinaryValue = '' }]) => [
      ...[name, DataType, StringValue, BinaryValue],
    ],
  );
  return [body, ...parts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
