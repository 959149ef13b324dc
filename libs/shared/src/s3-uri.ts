// Addresses of S3 objects as the AWS CLI writes them: s3://bucket/key.
import { ContractError } from './errors';
import { quote } from './quote';

export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const S3_URI = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/s;

const RELATIVE_PART = /(^|\/)\.\.?(\/|$)/;

export function formatS3Uri({ bucket, key }: S3Location): string {
  return `s3://${bucket}/${key}`;
}

/**
 * @param label what messages call the value
 * @throws {ContractError} if the text is not the address of an object
 */
export function parseS3Uri(text: string, label: string): S3Location {
  const [, bucket, key] = S3_URI.exec(text) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new ContractError(
      `${label} is not an S3 address: ${quote(text)}. Pass s3://bucket/key with a valid bucket name.`,
    );
  }
  if (RELATIVE_PART.test(key)) {
    throw new ContractError(
      `${label} has the part "." or ".." in its key: ${quote(text)}. HTTP clients shorten such a path to that of another object. Pass the key without it.`,
    );
  }
  return { bucket, key };
}
