// Messages where fauxqs keeps them: looked at, and taken away, without receiving them. SQS has no call for either.
import type { SqsQueue, StoredMessage } from './load-fauxqs';

/** @returns the oldest first; those that somebody has received come last */
export function messagesOf(queue: SqsQueue): LyingMessage[] {
  const { ready, delayed, inflight } = queue.inspectMessages();
  const lying = [...ready, ...delayed].map((message) => ({ message, isHeld: false }));
  return [...lying, ...inflight.map(({ message }) => ({ message, isHeld: true }))];
}

export interface LyingMessage {
  readonly message: StoredMessage;
  /** Somebody has received it, and it is hidden from others. */
  readonly isHeld: boolean;
}

/** @returns what was taken away; undefined if it is not there, held by somebody, or in a FIFO queue */
export function removeMessage(queue: SqsQueue, messageId: string): StoredMessage | undefined {
  const index = queue.messages.findIndex((message) => message.messageId === messageId);
  return index < 0 ? undefined : queue.messages.splice(index, 1)[0];
}
