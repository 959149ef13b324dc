// Records each new object of the bucket in resources/example-bucket.yml, in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3Event, type S3EventRecord } from 'aws-lambda';

const s3 = new S3Client({});

/** Idempotent, because a rescued event is processed again from the beginning: the same event writes the same objects. */
export async function handler({ Records }: S3Event): Promise<void> {
  for (const { s3: created } of Records) await record(created);
}

async function record({ bucket, object }: S3EventRecord['s3']): Promise<void> {
  // Keys are URL-encoded in events, with a plus sign for a space.
  const key = decodeURIComponent(object.key.replaceAll('+', ' '));
  const source = `s3://${bucket.name}/${key}`;
  console.log(`processing ${source}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${key}.json`,
      Body: JSON.stringify({ source, bytes: object.size }),
      ContentType: 'application/json',
    }),
  );
}
