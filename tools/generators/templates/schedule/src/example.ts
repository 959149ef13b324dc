// Works by the clock, and writes down in the data bucket for which time it has done so.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ScheduledEvent } from 'aws-lambda';

const s3 = new S3Client({});

/**
 * Goes by the event's time, not by the clock when it runs: an event that Lambda gives up is worked on again, later, and
 * writes the same object.
 */
export async function handler({ time }: ScheduledEvent): Promise<void> {
  console.log(`working for ${time}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${time}.json`,
      Body: JSON.stringify({ time }),
      ContentType: 'application/json',
    }),
  );
}
