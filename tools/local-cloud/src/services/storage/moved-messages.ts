// Notices messages that enter dead-letter queues, by a redrive policy or because they are sent there, and
// those that are deleted from them.
import type { SpiedMessage, SqsQueue, SqsSpy, SqsStore } from './load-fauxqs';

export interface MovedMessage {
  /** The name of the dead-letter queue. */
  readonly queue: string;
  /** The name of the queue whose redrive policy has moved it; undefined when it was sent. */
  readonly from?: string;
  readonly messageId: string;
  /** Message attributes that are text or numbers. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TakenMessage extends MovedMessage {
  /** The queue that it was sent back to, if it was. */
  readonly to?: string;
}

export interface DeadLetterListeners {
  readonly onMoved?: (message: MovedMessage) => void;
  readonly onTakenOut?: (message: TakenMessage) => void;
}

/** fauxqs tells a spy of a redrive first, and then that the message is published in the other queue. */
export function spyOnMoves(store: SqsStore, { onMoved, onTakenOut }: DeadLetterListeners): SqsSpy {
  let redriven: { readonly messageId: string; readonly from: string } | undefined;
  return {
    addMessage({ status, queueName: queue, messageId, messageAttributes }) {
      if (status === 'dlq') redriven = { messageId, from: queue };
      if (status === 'dlq' || !isDeadLetterQueue(queue, store)) return;
      const message = { queue, messageId, attributes: textsOf(messageAttributes) };
      if (status === 'consumed') {
        onTakenOut?.(message);
        return;
      }
      const from = redriven?.messageId === messageId ? redriven.from : undefined;
      onMoved?.({ ...message, ...(from !== undefined && { from }) });
    },
  };
}

/** Attributes that are text or numbers. */
export function textsOf(attributes: SpiedMessage['messageAttributes']): Record<string, string> {
  const texts = Object.entries(attributes).flatMap(([name, { StringValue: text }]) =>
    text === undefined ? [] : [[name, text]],
  );
  return Object.fromEntries(texts) as Record<string, string>;
}

function isDeadLetterQueue(name: string, { queues }: SqsStore): boolean {
  return [...queues.values()].some((queue) => targetOf(queue)?.endsWith(`:${name}`));
}

function targetOf({ attributes: { RedrivePolicy: policy } }: SqsQueue): string | undefined {
  if (!policy) return undefined;
  return (JSON.parse(policy) as { deadLetterTargetArn?: string }).deadLetterTargetArn;
}
