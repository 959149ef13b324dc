// A message and its attributes, checked as SQS does before fauxqs takes them: it would keep anything.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
import { ApiError } from '../../kernel/errors';
import { SQS_MAX_ATTRIBUTE_NAME_LENGTH, SQS_MAX_MESSAGE_ATTRIBUTES } from '../../kernel/aws-limits';

/** A message attribute as in SendMessage; a binary value is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** The input of SendMessage, or one entry of SendMessageBatch. */
export type Message = Record<string, unknown>;

const NAME = /^(?!AWS\.|Amazon\.|\.)(?!.*\.\.)[\w.-]+(?<!\.)$/i;
const TYPE = /^(String|Number|Binary)(\..+)?$/;

/** @throws ApiError InvalidParameterValue or MissingParameter when SQS would refuse the message */
export function checkMessage(message: Message): void {
  if (!message['MessageBody'])
    throw new ApiError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const attributes = Object.entries(attributesOf(message));
  if (attributes.length > SQS_MAX_MESSAGE_ATTRIBUTES)
    throw invalid(
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [${SQS_MAX_MESSAGE_ATTRIBUTES}].`,
    );
  for (const [name, attribute] of attributes) checkAttribute(name, attribute);
}

function checkAttribute(name: string, attribute: MessageAttribute): void {
  const { DataType: type, StringValue: text, BinaryValue: binary } = attribute;
  if (!NAME.test(name) || name.length > SQS_MAX_ATTRIBUTE_NAME_LENGTH)
    throw invalid(`Message (user) attribute name '${name}' is invalid.`);
  if (!TYPE.test(type))
    throw invalid(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  const value = type.startsWith('Binary') ? binary : text;
  if (value === undefined || value === '')
    throw invalid(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
    );
  if (type.startsWith('Number') && !Number.isFinite(Number(value)))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
}

/**
 * The message with its binary values as bytes. fauxqs measures what it is given, and base64 is a third
 * longer than what SQS counts; in its answers the bytes turn into base64 again.
 */
export function withBinaryBytes(message: Message): Message {
  const attributes = Object.entries(attributesOf(message));
  if (!attributes.some(([, { BinaryValue }]) => BinaryValue !== undefined)) return message;
  const withBytes = attributes.map(([name, attribute]) => {
    const { BinaryValue: base64 } = attribute;
    if (base64 === undefined) return [name, attribute];
    const bytes = Object.assign(Buffer.from(base64, 'base64'), { toJSON: () => base64 });
    return [name, { ...attribute, BinaryValue: bytes }];
  });
  return { ...message, MessageAttributes: Object.fromEntries(withBytes) as unknown };
}

const attributesOf = (message: Message): Record<string, MessageAttribute> =>
  (message['MessageAttributes'] ?? {}) as Record<string, MessageAttribute>;

const invalid = (message: string): ApiError => new ApiError('InvalidParameterValue', message);
