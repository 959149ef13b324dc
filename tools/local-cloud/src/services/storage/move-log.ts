// Remembers which queue a redrive policy moved a message from, because fauxqs does not.
import type { DeadLetterListeners } from './moved-messages';

/** The names of the queues that messages in dead-letter queues came from. */
export class MoveLog {
  private readonly sources = new Map<string, string>();

  of(messageId: string): string | undefined {
    return this.sources.get(messageId);
  }

  /** Listeners that keep this log up to date and pass everything on. */
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
