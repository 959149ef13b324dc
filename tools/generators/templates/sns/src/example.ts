// Stores each message of its topic in the data bucket.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type SNSEvent, type SNSMessage } from 'aws-lambda';

const s3 = new S3Client({});

/** Idempotent, because a rescued event is processed again from the beginning: the same event writes the same objects. */
export async function handler({ Records }: SNSEvent): Promise<void> {
  for (const { Sns } of Records) await store(Sns);
}

async function store({ MessageId: id, Message: message }: SNSMessage): Promise<void> {
  console.log(`processing message ${id}`);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `example/${id}.json`,
      Body: JSON.stringify({ id, message }),
      ContentType: 'application/json',
    }),
  );
}
