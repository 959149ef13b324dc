// Which names a bucket may have; fauxqs takes any.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
import { ApiError } from '../../kernel/errors';

const NAME = /^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/;
const ADDRESS = /^\d+(\.\d+){3}$/;

/** @throws ApiError InvalidBucketName */
export function checkBucketName(name: string): void {
  if (NAME.test(name) && !ADDRESS.test(name)) return;
  throw new ApiError('InvalidBucketName', `The specified bucket is not valid: ${name}`);
}
