// The tracing header of a message, the one system attribute that a sender can set. fauxqs has none, so it stays among the
// message attributes there, under a name that SQS refuses to everybody else. There it counts in the message's size, which
// it does not on AWS.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageSystemAttributeValue.html
import { isTraceHeader, TRACE_ATTRIBUTE } from '@immortal/shared';
import { ApiError } from '../../kernel/errors';
import type { SqsInput } from './input';
import { asksFor } from './system-attributes';

/** The name in fauxqs. */
export const KEPT_AS = 'AWS.TraceHeader';

type Attributes = Readonly<Record<string, { readonly StringValue?: string } | undefined>>;

/**
 * A message for fauxqs.
 *
 * @throws {ApiError} InvalidParameterValue for any other system attribute, or one that is not a tracing header
 */
export function keepTraceHeader(message: SqsInput): SqsInput {
  const { MessageSystemAttributes: system, ...rest } = message;
  if (system === undefined) return message;
  const { [TRACE_ATTRIBUTE]: header, ...others } = system as Attributes;
  if (Object.keys(others).length > 0) {
    throw new ApiError(
      'InvalidParameterValue',
      `Message system attribute name '${Object.keys(others).join()}' is invalid.`,
    );
  }
  if (header === undefined) return rest;
  if (!isTraceHeader(header.StringValue ?? '')) {
    throw new ApiError(
      'InvalidParameterValue',
      `Value of the message system attribute '${TRACE_ATTRIBUTE}' is invalid.`,
    );
  }
  const { MessageAttributes = {} } = rest as { MessageAttributes?: object };
  return { ...rest, MessageAttributes: { ...MessageAttributes, [KEPT_AS]: header } };
}

/** The input of ReceiveMessage, so that fauxqs returns the header even if only some attributes are asked for. */
export function askForTraceHeader(input: SqsInput): SqsInput {
  const { MessageAttributeNames: names } = input;
  if (!Array.isArray(names) || names.length === 0) return input;
  return { ...input, MessageAttributeNames: [...(names as unknown[]), KEPT_AS] };
}

/** The output of ReceiveMessage as SQS returns it. */
export function showTraceHeaders(output: SqsInput, input: SqsInput): SqsInput {
  if (!Array.isArray(output['Messages'])) return output;
  const isAsked = asksFor(TRACE_ATTRIBUTE, input);
  return {
    ...output,
    Messages: (output['Messages'] as SqsInput[]).map((message) => shown(message, isAsked)),
  };
}

function shown(message: SqsInput, isAsked: boolean): SqsInput {
  const { MessageAttributes, ...rest } = message;
  const { [KEPT_AS]: header, ...attributes } = (MessageAttributes ?? {}) as Attributes;
  if (header === undefined) return message;
  // Of the attributes that fauxqs has.
  delete (rest as { MD5OfMessageAttributes?: string }).MD5OfMessageAttributes;
  const { Attributes: system = {} } = rest as { Attributes?: object };
  return {
    ...rest,
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    ...(isAsked && { Attributes: { ...system, [TRACE_ATTRIBUTE]: header.StringValue } }),
  };
}
