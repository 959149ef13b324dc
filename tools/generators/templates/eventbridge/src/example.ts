// Stores each event that matches its rule in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type EventBridgeEvent } from 'aws-lambda';

/** The `detail` of the events that match the rule in serverless.yml. */
export interface ExampleDetail {
  /** Names the result: `example/<id>.json`. */
  readonly id: string;
}

const s3 = new S3Client({});

/** Idempotent, because a rescued event is processed again from the beginning: the same event writes the same object. */
export async function handler({
  source,
  time,
  detail: { id },
}: EventBridgeEvent<string, ExampleDetail>): Promise<void> {
  console.log(`processing ${id} from ${source}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${id}.json`,
      Body: JSON.stringify({ id, source, time }),
      ContentType: 'application/json',
    }),
  );
}
