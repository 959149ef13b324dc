// Which system attributes a receiver asks for.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
import type { SqsInput } from './input';

/** @param input of ReceiveMessage */
export function asksFor(attribute: string, input: SqsInput): boolean {
  const asked = [input['MessageSystemAttributeNames'], input['AttributeNames']].flat();
  return asked.includes('All') || asked.includes(attribute);
}
