// Where a message was that a redrive policy has moved, as SQS says it of the message; fauxqs does not.
import { type DeadLetterListeners } from '../storage/moved-messages';
import { type Call } from './sqs-service';

const ATTRIBUTE = 'DeadLetterQueueSourceArn';

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

/**
 * The output of ReceiveMessage with the attribute for those who ask for it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 *
 * @param arnOf gives the ARN of the queue by the id of a message that was moved
 */
export function withSourceArns(
  output: Call,
  input: Call,
  arnOf: (messageId: string) => string | undefined,
): Call {
  if (!Array.isArray(output['Messages']) || !isAsked(input)) return output;
  const messages = (output['Messages'] as Call[]).map((message) => {
    const arn = arnOf(String(message['MessageId']));
    if (arn === undefined) return message;
    return { ...message, Attributes: { ...(message['Attributes'] as Call), [ATTRIBUTE]: arn } };
  });
  return { ...output, Messages: messages };
}

function isAsked(input: Call): boolean {
  const asked = [input['MessageSystemAttributeNames'], input['AttributeNames']].flat();
  return asked.includes('All') || asked.includes(ATTRIBUTE);
}
