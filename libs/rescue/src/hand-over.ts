// Puts an event into S3 when it can't travel in a variable of the container: too large, or not for everybody's eyes.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import {
  eventKey,
  type EventSource,
  formatS3Uri,
  furtherEventKey,
  isEventKey,
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

/** S3 says that a missing object is forbidden to those who may not list the bucket. */
const MISSING = ['NoSuchKey', 'AccessDenied'];

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
  const text = textToStore(invocation, policy);
  if (text === undefined) return invocation;
  return { ...invocation, event: await storeEvent(invocation, text, deps) };
}

/** The event's text, if it has to be put into S3; undefined if it lies there already, or travels in a variable. */
export function textToStore(
  invocation: FailedInvocation,
  policy: RescuePolicy,
): string | undefined {
  const { event } = invocation;
  if ('s3' in event) return undefined;
  return policy.handOver === 'large' && fitsOverrides(invocation, policy) ? undefined : event.text;
}

type EventOwner = Pick<FailedInvocation, 'functionName' | 'requestId'>;

/**
 * Stores an event, in the same place for every delivery, so that nothing changes between them. What is stored is never
 * replaced: another event of the same function with the same request id gets a place of its own.
 *
 * @throws whatever the SDK throws
 */
export async function storeEvent(
  owner: EventOwner,
  text: string,
  deps: HandOverDeps,
): Promise<StoredEvent> {
  const event = { s3: { bucket: deps.environment.handOverBucket, key: eventKey(owner) } };
  if (await putOnce(event, text, deps)) return event;
  if ((await loadEvent(event.s3, deps)) === text) return event;
  const further = { s3: { ...event.s3, key: furtherEventKey(owner, text) } };
  await putOnce(further, text, deps); // what is there already is the same: its key says so
  return further;
}

/** @returns false if there is an object already */
async function putOnce(
  { s3: { bucket, key } }: StoredEvent,
  text: string,
  { s3 }: HandOverDeps,
): Promise<boolean> {
  const input = { Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' };
  try {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    await s3.send(new PutObjectCommand({ ...input, IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return false;
    throw error;
  }
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

/**
 * Whether an object of the hand-over bucket has this text.
 *
 * @returns undefined if it is gone: it was deleted when its event was rescued, and which event that was, nothing says
 * @throws whatever the SDK throws
 */
export async function isStored(
  text: string,
  event: StoredEvent,
  deps: HandOverDeps,
): Promise<boolean | undefined> {
  if (event.s3.bucket !== deps.environment.handOverBucket) return false;
  try {
    return (await loadEvent(event.s3, deps)) === text;
  } catch (error) {
    if (error instanceof S3ServiceException && MISSING.includes(error.name)) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Deletes the event of a rescue that has succeeded. What another function has stored stays, and so does what was stored
 * when the task had stopped already: the task's own event is deleted then, and ECS tells of its end once more.
 *
 * @param stoppedAt when the task stopped
 * @throws whatever the SDK throws
 */
export async function deleteEvent(
  { event, ...owner }: Pick<FailedInvocation, 'functionName' | 'requestId' | 'event'>,
  stoppedAt: Date,
  deps: HandOverDeps,
): Promise<void> {
  if (!('s3' in event) || event.s3.bucket !== deps.environment.handOverBucket) return;
  if (!isEventKey(event.s3.key, owner)) return;
  const storedAt = await storedSince(event.s3, deps);
  if (storedAt === undefined || storedAt > stoppedAt) return;
  await deps.s3.send(new DeleteObjectCommand({ Bucket: event.s3.bucket, Key: event.s3.key }));
}

/** @returns since when an object is there; undefined if it is not */
async function storedSince(
  { bucket, key }: S3Location,
  { s3 }: HandOverDeps,
): Promise<Date | undefined> {
  try {
    // HeadObject tells a missing object from a refusal even less.
    const { LastModified, Body } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    await Body?.transformToString();
    return LastModified;
  } catch (error) {
    if (error instanceof S3ServiceException && MISSING.includes(error.name)) return undefined;
    throw error;
  }
}
