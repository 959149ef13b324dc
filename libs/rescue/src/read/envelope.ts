// One SQS message without its meaning: where it came from, how often it was delivered, its body, and its attributes.
import {
  type FailureAttributes,
  functionOfQueue,
  isTraceHeader,
  readFailureAttributes,
} from '@immortal/shared';
import { type SQSMessageAttributes, type SQSRecord } from 'aws-lambda';

export interface Envelope {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly queueArn: string;
  readonly queueName: string;
  /** The function whose failure queue it is; undefined for the queue of stopped tasks, and for any other queue. */
  readonly queueOwner?: string;
  /** How often SQS delivered the message, including this time. */
  readonly delivery: number;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly body: Body;
  /** Of the invocation, as Lambda adds it to a dead letter. Copies of the message keep it. */
  readonly traceHeader?: string;
  /** Those that a failed invocation has. */
  readonly attributes: FailureAttributes;
  /** All of them. */
  readonly messageAttributes: SQSMessageAttributes;
}

export interface Body {
  /** Byte for byte as SQS delivered it. */
  readonly text: string;
  /** Parsed from JSON; undefined if the text is not JSON. */
  readonly value?: unknown;
  /** Why it is not JSON. */
  readonly error?: unknown;
}

export function readEnvelope(record: SQSRecord): Envelope {
  const queueName = record.eventSourceARN.replace(/^.*:/, '');
  const queueOwner = functionOfQueue(queueName);
  const { AWSTraceHeader: traceHeader = '' } = record.attributes;
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    queueArn: record.eventSourceARN,
    queueName,
    ...(queueOwner !== undefined && { queueOwner }),
    delivery: Number(record.attributes.ApproximateReceiveCount),
    sentAt: Number(record.attributes.SentTimestamp),
    body: parseBody(record.body),
    ...(isTraceHeader(traceHeader) && { traceHeader }),
    attributes: readFailureAttributes((name) => record.messageAttributes[name]?.stringValue),
    messageAttributes: record.messageAttributes,
  };
}

export function parseBody(text: string): Body {
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { text, error };
  }
}
