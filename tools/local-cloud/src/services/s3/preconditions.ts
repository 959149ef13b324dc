// Conditional writes: If-Match and If-None-Match, which fauxqs overlooks on everything but reads.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
import { notImplemented } from './not-implemented';
import { ApiError } from '../../kernel/errors';
import { type S3Request } from './request';
import { header } from '../../kernel/wire';

const FAILED = 'At least one of the pre-conditions you specified did not hold';

/** Whether a request stores or deletes an object, so that what it replaces may matter. */
export const isObjectWrite = ({ method, target, query }: S3Request): boolean =>
  target === 'object' &&
  ['PUT', 'POST', 'DELETE'].includes(method) &&
  !query.has('uploads') &&
  !query.has('partNumber');

/**
 * Checks the conditions of a write against the object that is there now.
 *
 * @param currentEtag with its quotes; undefined when there is no such object
 * @throws ApiError PreconditionFailed (412), or NoSuchKey (404) for If-Match of a missing object
 */
export function checkPreconditions(request: S3Request, currentEtag: string | undefined): void {
  const ifNoneMatch = header(request.wire, 'if-none-match');
  const ifMatch = header(request.wire, 'if-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw notImplemented('If-None-Match of a write with anything but * (nor does AWS)');
  if (ifNoneMatch !== undefined && currentEtag !== undefined)
    throw new ApiError('PreconditionFailed', FAILED, 412);
  if (ifMatch === undefined || ifMatch === '*') return;
  if (currentEtag === undefined)
    throw new ApiError('NoSuchKey', 'The specified key does not exist.', 404);
  if (unquoted(ifMatch) !== unquoted(currentEtag))
    throw new ApiError('PreconditionFailed', FAILED, 412);
}

/** Whether a write has conditions at all. */
export const hasPreconditions = (request: S3Request): boolean =>
  header(request.wire, 'if-match') !== undefined ||
  header(request.wire, 'if-none-match') !== undefined;

const unquoted = (etag: string): string => etag.replace(/^"|"$/g, '');
