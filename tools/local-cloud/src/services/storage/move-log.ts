// Where a message was that a redrive policy has moved: fauxqs does not keep it.
import type { DeadLetterListeners } from './moved-messages';

/** The names of the queues that messages in dead-letter queues came from. */
export class MoveLog {
  private readonly sources = new Map<string, string>();

  of(messageId: string): string | undefined {
    return this.sources.get(messageId);
  }

  /** The listeners, by way of this log. */
  listening({ onMoved, onTakenOut }: DeadLetterListeners): DeadLetterListeners {
    return {
      onMoved: (message) => {
        if (message.from !== undefined) this.sources.set(message.messageId, message.from);
        onMoved?.(message);
      },
      onTakenOut: (message) => {
        const from = this.of(message.messageId);
        this.sources.delete(message.messageId);
        onTakenOut?.({ ...message, ...(from !== undefined && { from }) });
      },
    };
  }
}
