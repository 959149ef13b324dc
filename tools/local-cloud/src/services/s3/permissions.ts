// The permissions of S3: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import type { RequiredPermission } from '../../kernel/authorization/decide';
import type { WireRequest } from '../../kernel/wire';
import type { S3Request } from './request';

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

export function s3Permissions(operation: string, request: S3Request): RequiredPermission[] {
  const { target, bucket, key, wire } = request;
  const action = `s3:${ACTIONS[operation] ?? operation}`;
  if (target === 'service') return [{ action, resource: '*' }];
  // DeleteObjects names its objects in the body: it needs the permission for all that it may name.
  const path = operation === 'DeleteObjects' ? '/*' : key === '' ? '' : `/${key}`;
  const own = { action, resource: `arn:aws:s3:::${bucket}${path}` };
  return operation === 'CopyObject' ? [own, sourcePermission(wire)] : [own];
}

function sourcePermission({ headers }: WireRequest): RequiredPermission {
  const source = decodeURIComponent(String(headers['x-amz-copy-source'])).replace(/^\//, '');
  return { action: 's3:GetObject', resource: `arn:aws:s3:::${source.replace(/\?.*$/, '')}` };
}
