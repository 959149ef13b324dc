// `parked list`: a line for each parked event.
import { oneLine } from '@immortal/shared';
import { tableLines } from '../output/table';
import { utc } from '../output/times';
import { type ParkedDeps } from './deps';
import { type ParkedMessage } from './parked-message';
import { openParkedQueue, type ParkedQueue } from './parked-queue';
import { messageJson } from './print-message';
import { withReading } from './reading';

const HEADER = ['message', 'function', 'request id', 'attempts', 'parked at (UTC)', 'reason'];

/** @returns the exit code */
export async function list(deps: ParkedDeps): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  const rows = await withReading(queue, deps, async (reading) => {
    const found: string[][] = [];
    for await (const batch of reading.batches()) {
      // The events themselves are not kept: those of a full queue do not fit into memory.
      found.push(...batch.map(cellsOf));
      if (deps.json) for (const one of batch) deps.write(messageJson(one, queue.retentionSeconds));
    }
    return found;
  });
  if (!deps.json) tableLines(HEADER, rows, deps.width).forEach(deps.write);
  deps.note(summaryOf(rows.length, queue));
  return 0;
}

function cellsOf(message: ParkedMessage): string[] {
  const { messageId, functionName, requestId, attempts, parkedAt, reason, errorMessage } = message;
  return [
    messageId,
    functionName,
    requestId,
    attempts?.toString(),
    parkedAt && utc(parkedAt),
    reason ?? errorMessage,
  ].map((cell) => oneLine(cell ?? '-'));
}

/** SQS has no exact count, and hides from one reader what another one has received. */
function summaryOf(shown: number, { name, approximateMessages }: ParkedQueue): string {
  const more =
    approximateMessages > shown
      ? `; SQS counts about ${approximateMessages}: another reader may have received them`
      : '';
  return shown === 0 ? `No parked events in ${name}${more}.` : `${shown} parked in ${name}${more}.`;
}
