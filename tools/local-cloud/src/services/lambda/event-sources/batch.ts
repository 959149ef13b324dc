// Batches of messages as a function gets them, and what its answer says of each message.
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
import type { ReceivedMessage } from '../../storage';

/** One message as a record of the event: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface SqsRecord extends ReceivedMessage {
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

export function recordOf(message: ReceivedMessage, queueArn: string, region: string): SqsRecord {
  return { ...message, eventSource: 'aws:sqs', eventSourceARN: queueArn, awsRegion: region };
}

/** Cuts records into events that are small enough to invoke a function with. */
export function batchesOf(records: readonly SqsRecord[], maxBytes: number): SqsRecord[][] {
  const batches: SqsRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = Buffer.byteLength(jsonOf(record)) + 1;
    if (bytes > room) {
      batches.push([]);
      room = maxBytes - eventOf([]).length;
    }
    batches.at(-1)?.push(record);
    room -= bytes;
  }
  return batches;
}

export function eventOf(records: readonly SqsRecord[]): Buffer {
  return Buffer.from(`{"Records":[${records.map(jsonOf).join(',')}]}`);
}

/** Records by what they are as JSON, which is needed twice and takes its time for a large one. */
const written = new WeakMap<SqsRecord, string>();

function jsonOf(record: SqsRecord): string {
  const json = written.get(record) ?? JSON.stringify(record);
  written.set(record, json);
  return json;
}

/** Which messages have failed, and why if it was not the function that said so. */
export interface BatchResult {
  readonly failed: ReadonlySet<string>;
  readonly errorMessage?: string;
}

/**
 * Reads the answer of a function that reports batch item failures. A malformed one fails them all.
 *
 * @param ids of all messages in the batch
 */
export function readBatchResponse(payload: Buffer, ids: ReadonlySet<string>): BatchResult {
  const text = payload.toString();
  const items = itemsIn(text)?.map(
    (item) => (item as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const known = items?.filter((id): id is string => typeof id === 'string' && ids.has(id));
  if (known && known.length === items?.length) return { failed: new Set(known) };
  return { failed: ids, errorMessage: `malformed batch response: ${text}` };
}

/** No answer and no list mean that nothing has failed. */
function itemsIn(text: string): unknown[] | undefined {
  try {
    const answer = (text === '' ? null : JSON.parse(text)) as unknown;
    if (typeof (answer ?? {}) !== 'object' || Array.isArray(answer)) return undefined;
    const items = (answer as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? [];
    return Array.isArray(items) ? (items as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
