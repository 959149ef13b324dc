// Works on the items of an event, one after the other, and writes down in the data bucket what has been done.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** What the function is invoked with: `aws lambda invoke --invocation-type Event …`, or an SDK's `InvokeCommand`. */
export interface ExampleEvent {
  /** Names the result: `example/<id>.json`. */
  readonly id: string;
  readonly items: readonly string[];
}

const s3 = new S3Client({});

/** An event that Lambda gives up is worked on again, from the beginning: the same event writes the same object. */
export async function handler({ id, items }: ExampleEvent): Promise<void> {
  for (const item of items) console.log(`working on ${item}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${id}.json`,
      Body: JSON.stringify({ id, items: items.length }),
      ContentType: 'application/json',
    }),
  );
}
