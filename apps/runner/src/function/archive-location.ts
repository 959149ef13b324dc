// Where the archive of a function's code or of a layer lies, as Lambda tells it.
import { type ResolvedS3Object } from '@aws-sdk/client-lambda';
import { type S3ObjectVersion } from '../aws/s3-object';

/** In Lambda's own storage, or, with `S3ObjectStorageMode: REFERENCE`, in a bucket of the owner. */
export type ArchiveLocation = {
  /** SHA-256 of the archive in base64, as Lambda's CodeSha256 is. */
  readonly sha256?: string;
} & (
  | {
      /** Presigned; Lambda's live for ten minutes, of which the retries need less than three. */
      readonly url: string;
    }
  | { readonly s3: S3ObjectVersion }
);

interface Told {
  readonly Location?: string | undefined;
  readonly ResolvedS3Object?: ResolvedS3Object | undefined;
}

/**
 * @returns undefined if Lambda tells no address
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-self-managed-storage.html
 */
export function archiveLocation(
  { Location: url, ResolvedS3Object: object }: Told,
  sha256: string | undefined,
): ArchiveLocation | undefined {
  const hash = sha256 === undefined ? {} : { sha256 };
  if (url) return { url, ...hash };
  const { S3Bucket: bucket, S3Key: key, S3ObjectVersion: version } = object ?? {};
  if (!bucket || !key) return undefined;
  return { s3: { bucket, key, ...(version !== undefined && { version }) }, ...hash };
}
