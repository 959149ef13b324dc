// Downloads an archive. Retries temporary failures, and requests a new URL if the first one is outdated.
import { createHash } from 'node:crypto';
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { MAX_UNPACKED_BYTES } from '@immortal/shared';
import { type ArchiveLocation } from './archive-location';
import { RefusalError, RunnerError, TemporaryError } from '../errors';
import { httpGet, TooLargeError } from '../aws/http-get';
import { retry, type RetryDeps } from '../aws/retry';
import { getS3Object, type S3ObjectVersion } from '../aws/s3-object';

export interface DownloadDeps extends RetryDeps {
  readonly env: NodeJS.ProcessEnv;
  /** Provides the credentials for requests to a bucket. */
  readonly lambda: Pick<LambdaClient, 'config'>;
}

/**
 * Lambda accepts zips up to 50 MB directly, and over S3 zips that unpack to 250 MB: no zip is larger.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LIMITS = { maxBytes: MAX_UNPACKED_BYTES, idleMs: 20_000 };

/** The location does not serve what Lambda describes. A new location may; if not, the run ends with `final`. */
class OutdatedError extends RunnerError {
  override readonly name = 'OutdatedError';

  constructor(readonly final: RefusalError | TemporaryError) {
    super(final.message);
  }
}

/**
 * Downloads an archive and checks it against its hash.
 *
 * @param subject the archive's name in messages: `the code of function orders`
 * @param first the archive's location
 * @param locateAgain requests a new location, for when the first one no longer serves the archive
 * @throws {RefusalError} if the hash does not match, or the archive is larger than Lambda allows
 * @throws {TemporaryError} if the download fails for a temporary reason
 */
export async function downloadArchive(
  subject: string,
  first: ArchiveLocation,
  locateAgain: () => Promise<ArchiveLocation>,
  deps: DownloadDeps,
): Promise<Buffer> {
  try {
    return await fetchArchive(subject, first, deps);
  } catch (error) {
    if (!(error instanceof OutdatedError)) throw error;
  }
  const second = await locateAgain();
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

/** A missing object was replaced by a deployment, or deleted. */
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
      (status === 403 ? ' Its URL is valid for ten minutes and has expired.' : ''),
  );
  // S3 responds with 403 to an expired URL, and with 404 if a new deployment has replaced the object.
  throw status === 403 || status === 404 ? new OutdatedError(failure) : failure;
}

function verified(body: Buffer, sha256: string | undefined, subject: string): Buffer {
  const actual = createHash('sha256').update(body).digest('base64');
  if (sha256 === undefined || actual === sha256) return body;
  throw new OutdatedError(
    new RefusalError(
      `The download of ${subject} has the SHA-256 ${actual}, but Lambda reports ${sha256}: it is not what was deployed.`,
    ),
  );
}
