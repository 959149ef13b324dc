// Runs on a schedule, and stores the scheduled time in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ScheduledEvent } from 'aws-lambda';

const s3 = new S3Client({});

/**
 * Idempotent, because a rescued event is processed again later: it uses the event's time instead of the current time, so
 * the same event writes the same object.
 */
export async function handler({ time }: ScheduledEvent): Promise<void> {
  console.log(`processing ${time}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${time}.json`,
      Body: JSON.stringify({ time }),
      ContentType: 'application/json',
    }),
  );
}
