// The queue that a message was in before a redrive policy moved it, as SQS shows it; fauxqs does not.
import type { SqsInput } from './input';
import { asksFor } from './system-attributes';

const ATTRIBUTE = 'DeadLetterQueueSourceArn';

/**
 * The output of ReceiveMessage with the attribute for those who ask for it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 *
 * @param arnOf gives the ARN of the queue by the id of a message that was moved
 */
export function withSourceArns(
  output: SqsInput,
  input: SqsInput,
  arnOf: (messageId: string) => string | undefined,
): SqsInput {
  if (!Array.isArray(output['Messages']) || !asksFor(ATTRIBUTE, input)) return output;
  const messages = (output['Messages'] as SqsInput[]).map((message) => {
    const arn = arnOf(String(message['MessageId']));
    if (arn === undefined) return message;
    return { ...message, Attributes: { ...(message['Attributes'] as SqsInput), [ATTRIBUTE]: arn } };
  });
  return { ...output, Messages: messages };
}
