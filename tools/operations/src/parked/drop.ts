// `parked drop`: deletes a parked event. It is printed first, so that the operator sees it and can save it to a file.
import { type ChangingDeps } from './deps';
import { openParkedQueue } from './parked-queue';
import { withReading } from './reading';
import { printMessage } from './show';

/**
 * @param id of the message, or the beginning of it
 * @returns the exit code: 1 if the operator answered no
 * @throws {RefusalError} if the message is not found, or has become visible again
 */
export async function drop(id: string, deps: ChangingDeps): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  return withReading(queue, deps, async (reading) => {
    const message = await reading.find(id);
    await printMessage(message, queue, deps);
    if (!(await deps.confirm(`Delete this event from ${queue.name} for good?`))) {
      deps.note('Nothing was deleted.');
      return 1;
    }
    await reading.claim(message);
    await reading.delete(message);
    deps.note(`Message ${message.messageId} was deleted from ${queue.name}.`);
    return 0;
  });
}
