// Messages where fauxqs keeps them: looked at, and taken away, without receiving them. SQS has no call for either.
import type { SqsQueue, StoredMessage } from './load-fauxqs';

/** @returns the oldest first; those that are being received come last */
export function messagesOf(queue: SqsQueue): InspectedMessage[] {
  const { ready, delayed, inflight } = queue.inspectMessages();
  const waiting = [...ready, ...delayed].map((message) => ({ message, isHeld: false }));
  return [...waiting, ...inflight.map(({ message }) => ({ message, isHeld: true }))];
}

export interface InspectedMessage {
  readonly message: StoredMessage;
  /** It has been received, and is hidden from other receivers. */
  readonly isHeld: boolean;
}

/** @returns what was taken away; undefined if it is not there, being received, or in a FIFO queue */
export function removeMessage(queue: SqsQueue, messageId: string): StoredMessage | undefined {
  const index = queue.messages.findIndex((message) => message.messageId === messageId);
  return index < 0 ? undefined : queue.messages.splice(index, 1)[0];
}
