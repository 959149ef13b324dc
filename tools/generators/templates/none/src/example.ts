// Processes the items of an event, one after another, and stores the result in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** The event: `aws lambda invoke --invocation-type Event …`, or an SDK's `InvokeCommand`. */
export interface ExampleEvent {
  /** Names the result: `example/<id>.json`. */
  readonly id: string;
  readonly items: readonly string[];
}

const s3 = new S3Client({});

/** Idempotent, because a rescued event is processed again from the beginning: the same event writes the same object. */
export async function handler({ id, items }: ExampleEvent): Promise<void> {
  for (const item of items) console.log(`processing ${item}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${id}.json`,
      Body: JSON.stringify({ id, items: items.length }),
      ContentType: 'application/json',
    }),
  );
}
