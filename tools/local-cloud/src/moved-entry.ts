// How the timeline tells of a message that has got into a dead-letter queue, or out of one.
import { FAILURE_ATTRIBUTES } from '@immortal/shared';
import type { MovedMessage, TakenMessage } from './services/storage';
import type { TimelineEntry } from './timeline';

/** The request id and the reason are what the message says of itself, if it does. */
export function movedEntry({ queue, from, messageId, attributes }: MovedMessage): TimelineEntry {
  const reason = attributes[FAILURE_ATTRIBUTES.reason.name];
  const functionName = attributes[FAILURE_ATTRIBUTES.functionName.name];
  return {
    type: 'moved',
    ...requestIdIn(attributes),
    ...{ queue, messageId },
    ...(from !== undefined && { from }),
    ...(functionName !== undefined && { function: functionName }),
    ...(reason !== undefined && { reason }),
  };
}

export function takenOutEntry({ queue, messageId, attributes, to }: TakenMessage): TimelineEntry {
  const about = { queue, messageId, ...(to !== undefined && { to }) };
  return { type: 'taken-out', ...requestIdIn(attributes), ...about };
}

function requestIdIn(attributes: MovedMessage['attributes']): { requestId?: string } {
  const requestId = attributes[FAILURE_ATTRIBUTES.requestId.name];
  return requestId === undefined ? {} : { requestId };
}
