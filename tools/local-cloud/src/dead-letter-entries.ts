// Timeline entries for messages that enter a dead-letter queue or leave one.
import { FAILURE_ATTRIBUTES } from '@immortal/shared';
import type { MovedMessage, TakenMessage } from './services/storage';
import { rescueOfDeadLetter } from './correlation';
import type { TimelineEntry } from './timeline';

/** The reason is what the message says of itself, if it does. */
export function deadLetterEntry({
  queue,
  from,
  messageId,
  attributes,
}: MovedMessage): TimelineEntry {
  const reason = attributes[FAILURE_ATTRIBUTES.reason.name];
  return {
    type: 'moved',
    ...rescueOfDeadLetter(from, attributes),
    queue,
    messageId,
    ...(from !== undefined && { from }),
    ...(reason !== undefined && { reason }),
  };
}

export function takenOutEntry({
  queue,
  from,
  messageId,
  attributes,
  to,
}: TakenMessage): TimelineEntry {
  return {
    type: 'taken-out',
    ...rescueOfDeadLetter(from, attributes),
    queue,
    messageId,
    ...(to !== undefined && { to }),
  };
}
