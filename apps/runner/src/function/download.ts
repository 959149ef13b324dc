// Fetches an archive from where it lies: again when the network stumbles, anew when the address is outdated.
import { createHash } from 'node:crypto';
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { type ArchiveLocation } from './archive-location';
import { RefusalError, TemporaryError } from '../errors';
import { httpGet, TooLargeError } from '../aws/http-get';
import { retry, type RetryDeps } from '../aws/retry';
import { getS3Object, type S3ObjectVersion } from '../aws/s3-object';

export interface DownloadDeps extends RetryDeps {
  readonly env: NodeJS.ProcessEnv;
  /** By its credentials a request to a bucket is signed. */
  readonly lambda: Pick<LambdaClient, 'config'>;
}

/**
 * Lambda takes zips up to 50 MB directly, and over S3 what unpacks to 250 MB: no zip of it is larger.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LIMITS = { maxBytes: 262_144_000, silenceMs: 20_000 };

/** The address does not serve what Lambda said; a new one may, and otherwise `final` is the end. */
class OutdatedError extends Error {
  override readonly name = 'OutdatedError';

  constructor(readonly final: RefusalError | TemporaryError) {
    super(final.message);
  }
}

/**
 * Downloads an archive and checks it against its hash.
 *
 * @param subject what messages call it: `the code of function orders`
 * @param first where the archive lies
 * @param again asks anew where it lies, when the first address does not serve it any more
 * @throws {RefusalError} if the bytes do not have the hash, or are more than Lambda allows
 * @throws {TemporaryError} if they cannot be had for now
 */
export async function downloadArchive(
  subject: string,
  first: ArchiveLocation,
  again: () => Promise<ArchiveLocation>,
  deps: DownloadDeps,
): Promise<Buffer> {
  try {
    return await fetchArchive(subject, first, deps);
  } catch (error) {
    if (!(error instanceof OutdatedError)) throw error;
  }
  const second = await again();
  try {
    return await fetchArchive(subject, second, deps);
  } catch (error) {
    throw error instanceof OutdatedError ? error.final : error;
  }
}

async function fetchArchive(
  subject: string,
  location: ArchiveLocation,
  deps: DownloadDeps,
): Promise<Buffer> {
  const { sha256 } = location;
  const body = await ('s3' in location
    ? fromBucket(location.s3, deps)
    : retry(() => get(subject, location.url), deps));
  return verified(body, sha256, subject);
}

/** A version that is gone was replaced by a deployment, or deleted. */
async function fromBucket(object: S3ObjectVersion, deps: DownloadDeps): Promise<Buffer> {
  try {
    return await getS3Object(object, LIMITS.maxBytes, deps.lambda.config, deps);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    const { $metadata } = (error.cause ?? {}) as { $metadata?: { httpStatusCode?: number } };
    throw $metadata?.httpStatusCode === 404 ? new OutdatedError(error) : error;
  }
}

async function get(subject: string, url: string): Promise<Buffer> {
  const { status, body } = await httpGet(url, LIMITS).catch((cause: unknown) => {
    throw cause instanceof TooLargeError
      ? new RefusalError(`The download of ${subject} has ${cause.message}.`, { cause })
      : new TemporaryError(`The download of ${subject} failed: ${String(cause)}.`, { cause });
  });
  if (status === 200) return body;
  const failure = new TemporaryError(
    `The download of ${subject} failed: HTTP ${status}.` +
      (status === 403 ? ' Its address lives for ten minutes and has expired.' : ''),
  );
  // S3 says 403 for an expired URL, and 404 for an object that a new deployment has replaced.
  throw status === 403 || status === 404 ? new OutdatedError(failure) : failure;
}

function verified(body: Buffer, sha256: string | undefined, subject: string): Buffer {
  const actual = createHash('sha256').update(body).digest('base64');
  if (sha256 === undefined || actual === sha256) return body;
  throw new OutdatedError(
    new RefusalError(
      `The download of ${subject} has the SHA-256 ${actual}, but Lambda says ${sha256}: its bytes are not those that were deployed.`,
    ),
  );
}
