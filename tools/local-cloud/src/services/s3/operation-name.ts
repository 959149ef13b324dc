// Which operation of S3 a request is: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
import { ApiError } from '../../kernel/errors';
import { readS3Request, type S3Request } from './request';
import { header, type WireRequest } from '../../kernel/wire';

type Name = (request: S3Request) => string;

const NAMES: Readonly<Record<string, Name>> = {
  'GET service': () => 'ListBuckets',
  'HEAD bucket': () => 'HeadBucket',
  'PUT bucket': () => 'CreateBucket',
  'DELETE bucket': () => 'DeleteBucket',
  'GET bucket': ({ query }) => (query.has('list-type') ? 'ListObjectsV2' : 'ListObjects'),
  'POST bucket': () => 'DeleteObjects',
  'GET object': () => 'GetObject',
  'HEAD object': () => 'HeadObject',
  'PUT object': ({ query, wire }) => {
    if (query.has('uploadId')) return 'UploadPart';
    return header(wire, 'x-amz-copy-source') === undefined ? 'PutObject' : 'CopyObject';
  },
  'POST object': ({ query }) =>
    query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload',
  'DELETE object': ({ query }) => (query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject'),
};

/** @returns undefined for an operation that S3 does not have, and for a request that is not for S3 */
export function s3OperationOf(wire: WireRequest): string | undefined {
  try {
    const request = readS3Request(wire);
    return NAMES[`${request.method} ${request.target}`]?.(request);
  } catch (error) {
    // Not a valid address; S3 refuses it when it is asked.
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
