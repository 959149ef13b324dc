// The event of a parked message: its body, or the object in S3 that replaces it.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ContractError, parseS3Uri } from '@immortal/shared';
import { explain } from '../aws/aws-failure';
import { type ParkedMessage } from './parked-message';

/** The event's text, or why it can't be read. */
export type EventText = { readonly text: string } | { readonly missing: string };

export async function eventOf(message: ParkedMessage, s3: S3Client): Promise<EventText> {
  const { body, eventS3, messageId } = message;
  if (eventS3 === undefined) return { text: body };
  try {
    const { bucket, key } = parseS3Uri(eventS3, `EventS3 of message ${messageId}`);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { text: (await Body?.transformToString()) ?? '' };
  } catch (error) {
    const why = error instanceof ContractError ? error.message : explain(error);
    if (why === undefined) throw error;
    return { missing: `The event can't be read from ${eventS3} (s3:GetObject). ${why}` };
  }
}
