// `parked list`: what is parked, a line each.
import { colours } from '../colours';
import { oneLine } from '@immortal/shared';
import { tableLines } from '../table';
import { utc } from '../times';
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
      // The events themselves are not kept: a full queue has more of them than the memory holds.
      found.push(...batch.map(cellsOf));
      if (deps.json)
        batch.forEach((one) => {
          deps.write(messageJson(one, queue.retentionSeconds));
        });
    }
    return found;
  });
  if (!deps.json) printTable(rows, deps);
  deps.note(summaryOf(rows.length, queue));
  return 0;
}

function cellsOf(message: ParkedMessage): string[] {
  const { messageId, functionName, requestId, attempts, parkedAt, reason, errorMessage } = message;
  const cells = [
    messageId,
    functionName,
    requestId,
    attempts?.toString(),
    parkedAt && utc(parkedAt),
  ];
  return [...cells, reason ?? errorMessage].map((cell) => oneLine(cell ?? '-'));
}

function printTable(rows: readonly string[][], { write, width }: ParkedDeps): void {
  if (rows.length === 0) return;
  const [header = '', ...lines] = tableLines([HEADER, ...rows], width);
  write(colours.bold(header));
  lines.forEach(write);
}

/** SQS has no exact count, and hides from one reader what another one reads. */
function summaryOf(shown: number, { name, approximateMessages }: ParkedQueue): string {
  const more =
    approximateMessages > shown
      ? `; SQS counts about ${approximateMessages}: somebody else may be reading them just now`
      : '';
  return shown === 0
    ? `Nothing was found in ${name}${more}.`
    : `${shown} parked in ${name}${more}.`;
}
