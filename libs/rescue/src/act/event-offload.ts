// Stores an event in S3 if it can't be passed in a variable of the container: it is too large or confidential.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
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
import { type Deps } from '../deps';
import { type FailedInvocation } from '../read/failed-invocation';
import { fitsOverrides } from './run-task-input';

/** An event that is stored in S3. */
export type StoredEvent = Extract<EventSource, { readonly s3: S3Location }>;

/** Without the permission to list the bucket, S3 denies access to a missing object. */
const MISSING = ['NoSuchKey', 'AccessDenied'];

/**
 * The invocation in a form whose event fits a variable of the container.
 *
 * Everyone who may describe tasks sees their variables, so a policy can send every event this way.
 *
 * @throws whatever the SDK throws
 */
export async function offloadEvent(
  invocation: FailedInvocation,
  policy: RescuePolicy,
  deps: Deps,
): Promise<FailedInvocation> {
  const text = textToOffload(invocation, policy);
  if (text === undefined) return invocation;
  return { ...invocation, event: await storeEvent(invocation, text, deps) };
}

/** The event's text, if it must be stored in S3; undefined if it is stored already, or fits a variable. */
export function textToOffload(
  invocation: FailedInvocation,
  policy: RescuePolicy,
): string | undefined {
  const { event } = invocation;
  if ('s3' in event) return undefined;
  return policy.handOver === 'large' && fitsOverrides(invocation, policy) ? undefined : event.text;
}

type EventOwner = Pick<FailedInvocation, 'functionName' | 'requestId'>;

/**
 * Stores an event under the same key for every delivery, so that nothing changes between them. A stored event is never
 * replaced: another event of the same function with the same request id gets its own key.
 *
 * @throws whatever the SDK throws
 */
export async function storeEvent(
  owner: EventOwner,
  text: string,
  deps: Deps,
): Promise<StoredEvent> {
  const event = { s3: { bucket: deps.environment.handOverBucket, key: eventKey(owner) } };
  if (await putOnce(event, text, deps)) return event;
  if ((await loadEvent(event.s3, deps)) === text) return event;
  const further = { s3: { ...event.s3, key: furtherEventKey(owner, text) } };
  await putOnce(further, text, deps); // the key has the hash of the event, so an object that exists is the same
  return further;
}

/** @returns false if the object already exists */
async function putOnce(
  { s3: { bucket, key } }: StoredEvent,
  text: string,
  { s3 }: Deps,
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
 * @throws whatever the SDK throws; AccessDenied for a missing object, without the permission to list the bucket
 */
export async function loadEvent({ bucket, key }: S3Location, { s3 }: Deps): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined)
    throw new Error(`S3 returned no content of ${formatS3Uri({ bucket, key })}.`);
  return Body.transformToString();
}

/**
 * Whether an object of the hand-over bucket has this text.
 *
 * @returns undefined if the object is missing: it was deleted when its event was rescued, and nothing tells which event it was
 * @throws whatever the SDK throws
 */
export async function isStored(
  text: string,
  event: StoredEvent,
  deps: Deps,
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
 * Deletes the event of a rescue that succeeded. An object of another function stays, and so does one that was stored
 * after the task stopped: then the task's own event is deleted already, and ECS reported its end twice.
 *
 * @param stoppedAt when the task stopped
 * @throws whatever the SDK throws
 */
export async function deleteEvent(
  { event, ...owner }: Pick<FailedInvocation, 'functionName' | 'requestId' | 'event'>,
  stoppedAt: Date,
  deps: Deps,
): Promise<void> {
  if (!('s3' in event) || event.s3.bucket !== deps.environment.handOverBucket) return;
  if (!isEventKey(event.s3.key, owner)) return;
  const storedAt = await lastModified(event.s3, deps);
  if (storedAt === undefined || storedAt > stoppedAt) return;
  await deps.s3.send(new DeleteObjectCommand({ Bucket: event.s3.bucket, Key: event.s3.key }));
}

/** @returns when an object was stored; undefined if it is missing */
async function lastModified({ bucket, key }: S3Location, { s3 }: Deps): Promise<Date | undefined> {
  try {
    // HeadObject distinguishes a missing object from a denial even less.
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
