// Timeline entries for messages that enter a dead-letter queue or leave one.
import type { Correlation } from './kernel/correlation';
import type { MovedMessage, TakenMessage } from './services/storage';
import type { TimelineEntry } from './timeline';

type Hook = Pick<Correlation, 'ofDeadLetter'>;

export function deadLetterEntry(
  { queue, from, messageId, attributes }: MovedMessage,
  correlation: Hook,
): TimelineEntry {
  return {
    type: 'moved',
    ...correlation.ofDeadLetter(from, attributes),
    queue,
    messageId,
    ...(from !== undefined && { from }),
  };
}

export function takenOutEntry(
  { queue, from, messageId, attributes, to }: TakenMessage,
  correlation: Hook,
): TimelineEntry {
  const { requestId, function: name } = correlation.ofDeadLetter(from, attributes);
  return {
    type: 'taken-out',
    ...(requestId !== undefined && { requestId }),
    ...(name !== undefined && { function: name }),
    queue,
    messageId,
    ...(to !== undefined && { to }),
  };
}
