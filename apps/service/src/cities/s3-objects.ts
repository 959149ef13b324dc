// The objects that an S3 event is about.
import { inspect } from 'node:util';
import { InputError } from './errors';

export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/** What is read of a record; all of it may be missing, because anyone may send the event. */
interface MaybeS3Record {
  readonly s3?: {
    readonly bucket?: { readonly name?: unknown };
    readonly object?: { readonly key?: unknown };
  };
}

/**
 * One object for each record of an `ObjectCreated` event.
 *
 * @throws {InputError} if the event has no records, or a record names no object
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function objectsOf(event: unknown): S3Object[] {
  const records = (event as { Records?: unknown } | null | undefined)?.Records;
  if (!Array.isArray(records) || records.length === 0) {
    throw new InputError(
      `The event has no Records: ${shown(event)}. Send an ObjectCreated event of S3.`,
    );
  }
  return records.map((record: MaybeS3Record | null, index) => {
    const bucket = record?.s3?.bucket?.name;
    const key = record?.s3?.object?.key;
    if (typeof bucket === 'string' && typeof key === 'string') return { bucket, key: decoded(key) };
    throw new InputError(
      `Records[${index}] has no s3.bucket.name or no s3.object.key: ${shown(record)}. Send an ObjectCreated event of S3.`,
    );
  });
}

/** In events keys are encoded as in a form: spaces are plus signs. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw new InputError(`The key ${JSON.stringify(key)} is not URL-encoded, as S3 sends it.`, {
      cause,
    });
  }
}

/** However large the value is, and however deep: `JSON.stringify` fails for what is deeper than a stack. */
function shown(value: unknown): string {
  return inspect(value, { depth: 1, breakLength: Infinity }).slice(0, 200);
}
