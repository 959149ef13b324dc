// Writes down each event that its rule lets through, in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type EventBridgeEvent } from 'aws-lambda';

/** The `detail` of the events that the rule in serverless.yml is for. */
export interface ExampleDetail {
  /** Names the result: `example/<id>.json`. */
  readonly id: string;
}

const s3 = new S3Client({});

/** An event that Lambda gives up is worked on again, from the beginning: the same event writes the same object. */
export async function handler({
  source,
  time,
  detail: { id },
}: EventBridgeEvent<string, ExampleDetail>): Promise<void> {
  console.log(`working on ${id} from ${source}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${id}.json`,
      Body: JSON.stringify({ id, source, time }),
      ContentType: 'application/json',
    }),
  );
}
