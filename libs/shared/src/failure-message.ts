// The message of a failed invocation in a failure queue and in the parked queue. Both have the same form, so a parked
// message that is moved back to its failure queue simply runs again.

/**
 * The attributes of such a message. Its body is the event, byte for byte, unless `EventS3` says where it is stored.
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
  /** How many containers were started for the invocation, or tried. */
  attempts: { name: 'Attempts', type: 'Number' },
  /** The first attempt of the current round; a parked message that is moved back starts a new round. */
  firstAttempt: { name: 'FirstAttempt', type: 'Number' },
  /** How many containers of the current round could not start the function for a temporary reason, and do not count. */
  uncountedAttempts: { name: 'UncountedAttempts', type: 'Number' },
  /** Where the event is stored: `s3://bucket/key`. */
  eventS3: { name: 'EventS3', type: 'String' },
  /** The name of the function. */
  functionName: { name: 'Function', type: 'String' },
  /** The version that was invoked, if it is known. */
  functionVersion: { name: 'FunctionVersion', type: 'String' },
  /** Why the event was parked. Only parked messages have one. */
  reason: { name: 'Reason', type: 'String' },
  /** The last task that ran it. */
  taskArn: { name: 'TaskArn', type: 'String' },
  /** The queue that a parked message came from, and can be moved back to. */
  queue: { name: 'Queue', type: 'String' },
} as const;

export type FailureAttribute = keyof typeof FAILURE_ATTRIBUTES;

/** Values by their meaning; numbers as decimal text, as in SQS. */
export type FailureAttributes = { readonly [name in FailureAttribute]?: string };

/** An attribute for SendMessage. */
export interface SentAttribute {
  readonly DataType: 'String' | 'Number';
  readonly StringValue: string;
}

/** Characters of a value that is written: the longest S3 address fits, and twice what Lambda writes of an error. */
const MAX_VALUE_LENGTH = 2048;
/** What SQS refuses in a value: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const NOT_ALLOWED = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The name of a function's failure queue. A dead letter does not name its function, so its queue does. */
export function failureQueueOf(functionName: string): string {
  return `${functionName}${FAILURE_QUEUE_SUFFIX}`;
}

/**
 * The logical id of a function's failure queue: `NightlyReportFailures` for `nightly-report`.
 *
 * Deployed queues have it, so it never changes: CloudFormation would create another queue of the same name, and fail.
 *
 * @param key of the function under `functions:`
 */
export function failureQueueId(key: string): string {
  const words = key.split(/[-_]+/).filter((word) => word !== '');
  return `${words.map(([first = '', ...rest]) => first.toUpperCase() + rest.join('')).join('')}Failures`;
}

/** The function whose failure queue has this name; undefined for any other queue. */
export function functionOfQueue(queueName: string): string | undefined {
  return queueName.endsWith(FAILURE_QUEUE_SUFFIX)
    ? queueName.slice(0, -FAILURE_QUEUE_SUFFIX.length)
    : undefined;
}

const FAILURE_QUEUE_SUFFIX = '-failures';

/** @param valueOf returns the text of a message's attribute by its name; undefined for a missing or binary one */
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

/** SQS refuses any other text for an attribute of type Number. */
const NUMBER = /^\d{1,20}$/;

/** Attributes for SendMessage: omits empty values, replaces characters that SQS refuses, and cuts long values. */
export function writeFailureAttributes(values: FailureAttributes): Record<string, SentAttribute> {
  const entries = Object.entries(values) as [FailureAttribute, string | undefined][];
  return Object.fromEntries(
    entries.flatMap(([key, value = '']) => {
      const { name, type } = FAILURE_ATTRIBUTES[key];
      // This also replaces half of a surrogate pair that was cut.
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

/** Bytes of a message as SQS counts them: its body, and name, type, and value of each attribute. */
export function messageBytes(
  body: string,
  attributes: Readonly<Record<string, AnyAttribute>>,
): number {
  const parts = Object.entries(attributes).flatMap(
    ([name, { DataType = '', StringValue = '', BinaryValue = '' }]) => {
      return [name, DataType, StringValue, BinaryValue];
    },
  );
  return [body, ...parts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
