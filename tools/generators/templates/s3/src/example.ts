// Writes down each object that arrives in the bucket of resources/example-bucket.yml, in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3Event, type S3EventRecord } from 'aws-lambda';

const s3 = new S3Client({});

/**
 * @param event an `ObjectCreated` event; every record is worked on, one after the other
 *
 * An event that Lambda gives up is worked on again, from the beginning: the same event writes the same objects.
 */
export async function handler({ Records }: S3Event): Promise<void> {
  for (const { s3: arrived } of Records) await writeDown(arrived);
}

async function writeDown({ bucket, object }: S3EventRecord['s3']): Promise<void> {
  // Keys come URL-encoded in events, a space as a plus sign.
  const key = decodeURIComponent(object.key.replaceAll('+', ' '));
  const source = `s3://${bucket.name}/${key}`;
  console.log(`working on ${source}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${key}.json`,
      Body: JSON.stringify({ source, bytes: object.size }),
      ContentType: 'application/json',
    }),
  );
}
