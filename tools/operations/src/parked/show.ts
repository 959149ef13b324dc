// `parked show`: everything about one message, its event indented.
import { type ParkedDeps } from './deps';
import { eventOf } from './event';
import { type ParkedMessage } from './parked-message';
import { openParkedQueue, type ParkedQueue } from './parked-queue';
import { eventLines, messageJson, messageLines } from './print-message';
import { withReading } from './reading';

/**
 * @param id of the message, or the beginning of it
 * @returns the exit code: 1 if the event could not be read
 * @throws {RefusalError} if the message is not found
 */
export async function show(id: string, deps: ParkedDeps): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  const message = await withReading(queue, deps, (reading) => reading.find(id));
  return (await printMessage(message, queue, deps)) ? 0 : 1;
}

/** @returns whether the event could be printed; if not, that is reported */
export async function printMessage(
  message: ParkedMessage,
  { retentionSeconds }: ParkedQueue,
  deps: ParkedDeps,
): Promise<boolean> {
  const event = await eventOf(message, deps.s3);
  if (deps.json) deps.write(messageJson(message, retentionSeconds, event));
  else for (const line of messageLines(message, retentionSeconds)) deps.write(line);
  if ('missing' in event) {
    deps.note(event.missing);
    return false;
  }
  if (!deps.json) deps.write(`\n${eventLines(event)}`);
  return true;
}
