// The location of an archive (a function's code or a layer), from Lambda's response.
import { type ResolvedS3Object } from '@aws-sdk/client-lambda';
import { type S3ObjectVersion } from '../aws/s3-object';

/** In Lambda's own storage or, with `S3ObjectStorageMode: REFERENCE`, in the owner's bucket. */
export type ArchiveLocation = {
  /** SHA-256 of the archive in base64, like Lambda's CodeSha256. */
  readonly sha256?: string;
} & (
  | {
      /** Presigned. Lambda's URLs expire after ten minutes; the retries take less than three. */
      readonly url: string;
    }
  | { readonly s3: S3ObjectVersion }
);

interface LocationMembers {
  readonly Location?: string | undefined;
  readonly ResolvedS3Object?: ResolvedS3Object | undefined;
}

/**
 * @returns undefined if the response has no location
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-self-managed-storage.html
 */
export function archiveLocation(
  { Location: url, ResolvedS3Object: object }: LocationMembers,
  sha256: string | undefined,
): ArchiveLocation | undefined {
  const hash = sha256 === undefined ? {} : { sha256 };
  if (url) return { url, ...hash };
  const { S3Bucket: bucket, S3Key: key, S3ObjectVersion: version } = object ?? {};
  if (!bucket || !key) return undefined;
  return { s3: { bucket, key, ...(version !== undefined && { version }) }, ...hash };
}
