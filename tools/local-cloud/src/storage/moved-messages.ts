// Notices messages that get into dead-letter queues: by a redrive policy, or because somebody sends them there.
import type { SqsQueue, SqsSpy, SqsStore } from './load-fauxqs';

export interface MovedMessage {
  /** The name of the dead-letter queue. */
  readonly queue: string;
  /** The name of the queue whose redrive policy has moved it; undefined when it was sent. */
  readonly from?: string;
  readonly messageId: string;
  /** Message attributes that are text or numbers. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** fauxqs tells a spy of a redrive first, and then that the message is published in the other queue. */
export function spyOnMoves(store: SqsStore, onMoved: (message: MovedMessage) => void): SqsSpy {
  let redriven: { readonly messageId: string; readonly from: string } | undefined;
  return {
    addMessage({ status, queueName: queue, messageId, messageAttributes }) {
      if (status === 'dlq') redriven = { messageId, from: queue };
      if (status !== 'published' || !isDeadLetterQueue(queue, store)) return;
      const from = redriven?.messageId === messageId ? redriven.from : undefined;
      const texts = Object.entries(messageAttributes).flatMap(([name, { StringValue: text }]) =>
        text === undefined ? [] : [[name, text]],
      );
      const attributes = Object.fromEntries(texts) as Record<string, string>;
      onMoved({ queue, messageId, attributes, ...(from !== undefined && { from }) });
    },
  };
}

function isDeadLetterQueue(name: string, { queues }: SqsStore): boolean {
  return [...queues.values()].some((queue) => targetOf(queue)?.endsWith(`:${name}`));
}

function targetOf({ attributes: { RedrivePolicy: policy } }: SqsQueue): string | undefined {
  if (!policy) return undefined;
  return (JSON.parse(policy) as { deadLetterTargetArn?: string }).deadLetterTargetArn;
}
