// What S3 calls are refused because fauxqs 1.9.2 would answer them wrongly without a word.
import { checkBucketName } from './bucket-name';
import { notImplemented } from './not-implemented';
import { ApiError } from '../../kernel/errors';
import { S3_MAX_KEY_BYTES } from '../../kernel/aws-limits';
import { type S3Request } from './request';
import { header } from '../../kernel/wire';

// The query parameters that fauxqs understands, by what the request is for. Any other one names a
// subresource that it takes for the object or bucket itself: PutObjectTagging (?tagging) would
// overwrite the object's body, DeleteBucketLifecycle (?lifecycle) would delete the bucket, and
// GetBucketVersioning would list the objects.
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  'GET service': [],
  'HEAD bucket': [],
  'PUT bucket': [],
  'DELETE bucket': [],
  'GET bucket': [
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'start-after',
    'continuation-token',
    'marker',
    'encoding-type',
  ],
  'POST bucket': ['delete'],
  'GET object': [],
  'HEAD object': [],
  'PUT object': ['uploadId', 'partNumber'],
  'POST object': ['uploads', 'uploadId'],
  'DELETE object': ['uploadId'],
};

// Part of any request: the SDK's name of the call, and the signature of a presigned URL, whose end
// is not watched.
const HARMLESS =
  /^(x-id|X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256))$/i;

/** Headers that change what is stored or read, and that fauxqs overlooks. */
const HEADERS: Readonly<Record<string, string>> = {
  'x-amz-tagging': 'objects have no tags',
  'x-amz-tagging-directive': 'objects have no tags',
  'x-amz-object-lock-mode': 'objects are never locked',
  'x-amz-object-lock-legal-hold': 'objects are never locked',
  'x-amz-write-offset-bytes': 'the object would be replaced instead of continued',
  'x-amz-server-side-encryption-customer-algorithm': 'the key would not be asked for on reading',
  'x-amz-website-redirect-location': 'buckets are no web sites',
  'x-amz-copy-source-if-match': 'the source’s state would not be looked at',
  'x-amz-copy-source-if-none-match': 'the source’s state would not be looked at',
  'x-amz-copy-source-if-modified-since': 'the source’s state would not be looked at',
  'x-amz-copy-source-if-unmodified-since': 'the source’s state would not be looked at',
  'x-amz-copy-source-range': 'the part would be empty',
};

/** @throws ApiError NotImplemented for a call that would go wrong silently, or one S3 refuses */
export function refuseWhatGoesWrong(request: S3Request): void {
  const allowed = PARAMETERS[`${request.method} ${request.target}`];
  if (!allowed) throw notImplemented(`${request.method} of ${request.url}`);
  for (const parameter of request.query.keys())
    if (!allowed.includes(parameter) && !HARMLESS.test(parameter))
      throw notImplemented(`${request.method} with the parameter ${parameter}`);
  for (const [name, reason] of Object.entries(HEADERS))
    if (header(request.wire, name) !== undefined)
      throw notImplemented(`The header ${name} (${reason})`);
  if (request.method === 'PUT' && request.target === 'bucket') checkBucketName(request.bucket);
  refuseCopies(request);
  refuseKeys(request);
}

function refuseCopies(request: S3Request): void {
  const source = header(request.wire, 'x-amz-copy-source');
  if (source === undefined) return;
  if (request.query.has('uploadId'))
    throw notImplemented('UploadPartCopy (the part would be empty)');
  if (source.includes('?versionId=')) throw notImplemented('Copying a version (there are none)');
  if (header(request.wire, 'x-amz-metadata-directive') === 'REPLACE')
    throw notImplemented('Replacing metadata while copying (the old content type would stay)');
}

function refuseKeys({ key }: S3Request): void {
  if (Buffer.byteLength(key) > S3_MAX_KEY_BYTES)
    throw new ApiError('KeyTooLongError', 'Your key is too long');
  // On the way to fauxqs the path would be shortened, and another key be meant.
  if (key.split('/').some((part) => part === '.' || part === '..'))
    throw notImplemented('A key with the part . or ..');
}
