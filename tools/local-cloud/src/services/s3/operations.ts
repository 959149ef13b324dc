// S3's operations: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
import type { Operation } from '../../kernel/aws-service';
import type { Storage } from '../storage';
import type { BucketRuntime } from './bucket-lifecycle';
import { s3Permissions } from './permissions';
import type { S3Request } from './request';

export interface S3Runtime extends BucketRuntime {
  readonly storage: BucketRuntime['storage'] & Pick<Storage, 'handleS3'>;
}

/** Those that fauxqs has. */
const NAMES = [
  'ListBuckets',
  'HeadBucket',
  'CreateBucket',
  'DeleteBucket',
  'ListObjectsV2',
  'ListObjects',
  'DeleteObjects',
  'GetObject',
  'HeadObject',
  'PutObject',
  'CopyObject',
  'DeleteObject',
  'CreateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
];

export const OPERATIONS: Readonly<Record<string, Operation<S3Runtime, S3Request>>> =
  Object.fromEntries(NAMES.map((name) => [name, operation(name)]));

function operation(name: string): Operation<S3Runtime, S3Request> {
  return {
    permissions: ({ input }) => s3Permissions(name, input),
    handle: ({ input }, { storage }) => storage.handleS3(input),
  };
}
