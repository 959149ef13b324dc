// Message attributes for those alone who ask for them, so that code that forgets to ask fails locally too.
import type { SqsInput } from './input';

/**
 * The output of ReceiveMessage as SQS returns it: fauxqs adds the attributes even if no one requests them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function withoutUnaskedAttributes(output: SqsInput, input: SqsInput): SqsInput {
  const asked = input['MessageAttributeNames'];
  if (!Array.isArray(output['Messages']) || (Array.isArray(asked) && asked.length > 0))
    return output;
  const messages = (output['Messages'] as SqsInput[]).map((message) => {
    const rest: Record<string, unknown> = { ...message };
    delete rest['MessageAttributes'];
    delete rest['MD5OfMessageAttributes'];
    return rest;
  });
  return { ...output, Messages: messages };
}
