// The failures of the load test, as Lambda would send them to the queues: from 100 bytes to 1 MB, each order of magnitude
// equally often.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cloud, LOCAL_ACCOUNT_ID } from '@immortal/local-cloud';
import { QUEUES } from './service';

const SMALLEST = 100;
/** A little less than the limit of an SQS message with its attributes. */
const LARGEST = 1_000_000;
const FILLING = 'x'.repeat(LARGEST);
/** The maximum number of waiting messages: more would only fill this process's memory. */
const WAITING = 1000;
const PAUSE_MS = 10;

/** Sends failures as fast as they are launched. @param launched the number of launches so far */
export async function sendFailures(
  cloud: Cloud,
  count: number,
  launched: () => number,
): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    while (index - launched() > WAITING) await sleep(PAUSE_MS);
    const queue = QUEUES[index % QUEUES.length] ?? '';
    await sendFailure(cloud, queue, requestIdOf(index), eventOf(index, count));
  }
}

/** Sends a failure as Lambda does. */
export async function sendFailure(
  { storage, stack }: Cloud,
  queue: string,
  requestId: string,
  event: string,
): Promise<void> {
  const arn = `arn:aws:sqs:${stack.region}:${LOCAL_ACCOUNT_ID}:${queue}`;
  await storage.sendMessage(arn, event, {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: 'Task timed out after 900.00 seconds' },
  });
}

export function requestIdOf(index: number): string {
  return `flood-${index}`;
}

function eventOf(index: number, count: number): string {
  // All sizes in a mixed order: 7919 is a prime number.
  const share = ((index * 7919) % count) / count;
  const bytes = Math.round(SMALLEST * (LARGEST / SMALLEST) ** share);
  return `{"index":${index},"filling":"${FILLING.slice(0, Math.max(0, bytes - 30))}"}`;
}
