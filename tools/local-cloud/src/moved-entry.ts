// How the timeline tells of a message that has got into a dead-letter queue.
import { FAILURE_ATTRIBUTES } from '@immortal/shared';
import type { MovedMessage } from './storage';
import type { TimelineEntry } from './timeline';

/** The request id and the reason are what the message says of itself, if it does. */
export function movedEntry({ queue, from, messageId, attributes }: MovedMessage): TimelineEntry {
  const requestId = attributes[FAILURE_ATTRIBUTES.requestId.name];
  const reason = attributes[FAILURE_ATTRIBUTES.reason.name];
  return {
    type: 'moved',
    ...(requestId !== undefined && { requestId }),
    ...{ queue, messageId },
    ...(from !== undefined && { from }),
    ...(reason !== undefined && { reason }),
  };
}
