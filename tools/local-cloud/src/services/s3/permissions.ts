// What S3's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import { readS3Request, type WireRequest } from '../storage';
import type { Need } from '../../kernel/authorization/decide';

/** Actions by operation, where the names differ. */
const ACTIONS: Readonly<Record<string, string>> = {
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  DeleteObjects: 'DeleteObject',
  HeadBucket: 'ListBucket',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
};

export function s3Needs(operation: string, request: WireRequest): Need[] {
  const { target, bucket, key } = readS3Request(request);
  const action = `s3:${ACTIONS[operation] ?? operation}`;
  if (target === 'service') return [{ action, resource: '*' }];
  // Which objects DeleteObjects is about stands in its body: it needs the right to all that it may name.
  const path = operation === 'DeleteObjects' ? '/*' : key === '' ? '' : `/${key}`;
  const own = { action, resource: `arn:aws:s3:::${bucket}${path}` };
  return operation === 'CopyObject' ? [own, sourceNeed(request)] : [own];
}

function sourceNeed({ headers }: WireRequest): Need {
  const source = decodeURIComponent(String(headers['x-amz-copy-source'])).replace(/^\//, '');
  return { action: 's3:GetObject', resource: `arn:aws:s3:::${source.replace(/\?.*$/, '')}` };
}
