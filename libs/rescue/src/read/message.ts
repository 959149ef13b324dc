// Reads one SQS message: a failed invocation, a stopped task, or something unreadable.
import { type SQSRecord } from 'aws-lambda';
import { type Envelope, readEnvelope } from './envelope';
import { type FailedInvocation, readFailedInvocation, type Settings } from './failed-invocation';
import { readStoppedTask, type StoppedTask } from './stopped-task';

export type Message = { readonly envelope: Envelope } & MessageContent;

type MessageContent =
  | { readonly kind: 'failed-invocation'; readonly invocation: FailedInvocation }
  | { readonly kind: 'stopped-task'; readonly task: StoppedTask }
  /** A task that is no rescue, such as one that a person started in the same cluster. */
  | { readonly kind: 'foreign-task' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Failure queues have the names of functions; every other queue is that of the stopped tasks. */
export function readMessage(record: SQSRecord, settings: Settings): Message {
  const envelope = readEnvelope(record);
  return { envelope, ...readContent(envelope, settings) };
}

function readContent(envelope: Envelope, settings: Settings): MessageContent {
  try {
    if (envelope.queueOwner !== undefined) {
      return { kind: 'failed-invocation', invocation: readFailedInvocation(envelope, settings) };
    }
    const task = readStoppedTask(envelope);
    return task === undefined ? { kind: 'foreign-task' } : { kind: 'stopped-task', task };
  } catch (error) {
    // Whatever it is, another delivery of the same text would not change it.
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}
