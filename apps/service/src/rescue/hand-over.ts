// Puts an event into S3 when it can't travel in a variable of the container: too large, or not for everybody's eyes.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  type EventSource,
  formatS3Uri,
  type RescuePolicy,
  type S3Location,
} from '@immortal/shared';
import { type Environment } from './environment';
import { type FailedInvocation } from './failed-invocation';
import { fitsOverrides } from './run-task-input';

export interface HandOverDeps {
  readonly s3: S3Client;
  readonly environment: Pick<Environment, 'handOverBucket'>;
}

/** An event that lies in S3. */
export type StoredEvent = Extract<EventSource, { readonly s3: S3Location }>;

/**
 * The invocation in a form whose event ECS can pass on.
 *
 * Whoever may describe tasks sees their variables, so a policy can demand that every event goes this way.
 *
 * @throws whatever the SDK throws
 */
export async function handOver(
  invocation: FailedInvocation,
  policy: RescuePolicy,
  deps: HandOverDeps,
): Promise<FailedInvocation> {
  const { event } = invocation;
  if ('s3' in event) return invocation;
  if (policy.handOver === 'large' && fitsOverrides(invocation, policy)) return invocation;
  return { ...invocation, event: await storeEvent(invocation, event.text, deps) };
}

/** The same place for every delivery, so that nothing changes between them. */
export async function storeEvent(
  { functionName, requestId }: Pick<FailedInvocation, 'functionName' | 'requestId'>,
  text: string,
  { s3, environment }: HandOverDeps,
): Promise<StoredEvent> {
  const location = { bucket: environment.handOverBucket, key: `${functionName}/${requestId}.json` };
  await s3.send(
    new PutObjectCommand({
      Bucket: location.bucket,
      Key: location.key,
      Body: text,
      ContentType: 'application/json',
    }),
  );
  return { s3: location };
}

/**
 * The JSON text of an event in S3.
 *
 * @throws whatever the SDK throws: for want of the right to list the bucket, AccessDenied if it is not there
 */
export async function loadEvent(
  { bucket, key }: S3Location,
  { s3 }: HandOverDeps,
): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) throw new Error(`S3 gave no content of ${formatS3Uri({ bucket, key })}.`);
  return Body.transformToString();
}

/** Takes away what was handed over, when it is not needed any more. An event that somebody else stored stays. */
export async function deleteEvent(
  event: EventSource,
  { s3, environment }: HandOverDeps,
): Promise<void> {
  if (!('s3' in event) || event.s3.bucket !== environment.handOverBucket) return;
  await s3.send(new DeleteObjectCommand({ Bucket: event.s3.bucket, Key: event.s3.key }));
}
