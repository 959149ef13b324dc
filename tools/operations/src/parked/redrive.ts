// `parked redrive ID`: moves one parked event back into the queue that it came from, where it runs again.
import { oneLine, printable } from '@immortal/shared';
import { jsonLine } from '../output/output';
import { type ChangingDeps } from './deps';
import { type ParkedMessage } from './parked-message';
import { openParkedQueue } from './parked-queue';
import { withReading } from './reading';
import { sendBack } from './send-back';
import { type Target, Targets } from './targets';

/**
 * @param id of the message, or the beginning of it
 * @param to another queue than the one that it came from
 * @returns the exit code: 1 if the operator answered no
 * @throws {RefusalError} if the message is not found, has become visible again, or has no queue to go to
 */
export async function redriveOne(
  id: string,
  to: string | undefined,
  deps: ChangingDeps,
): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  return withReading(queue, deps, async (reading) => {
    const message = await reading.find(id);
    const target = await new Targets(queue, deps.sqs).of(message, to);
    if (!(await deps.confirm(questionAbout(message, target)))) return nothingDone(deps);
    await reading.claim(message);
    await sendBack(message, target, reading, deps.sqs);
    reportSent(message, target, deps);
    return 0;
  });
}

function questionAbout({ functionName, requestId }: ParkedMessage, { name }: Target): string {
  const whose = oneLine(functionName ?? 'an unknown function');
  const what = `the event of ${whose} (request ${oneLine(requestId ?? 'unknown')})`;
  return `Send ${what} back to ${name}, where it runs again?`;
}

export function reportSent(
  { messageId, requestId }: ParkedMessage,
  { name }: Target,
  { json, write }: ChangingDeps,
): void {
  write(
    json
      ? jsonLine({ messageId, requestId, queue: name })
      : printable(`${messageId} was sent back to ${name}`),
  );
}

export function nothingDone({ note }: ChangingDeps): number {
  note('Nothing was sent back.');
  return 1;
}
