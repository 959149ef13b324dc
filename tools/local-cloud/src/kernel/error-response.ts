// An error that any service can respond with, in the protocol of the service that is called.
import { ApiError } from './errors';
import type { RecognizedCall } from './recognition';
import type { WireResponse } from './wire';

/**
 * Well-known errors whose HTTP status is not 400.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  RequestTimeTooSkewed: 403,
  InvalidClientTokenId: 403,
  MissingAuthenticationToken: 403,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  BucketAlreadyExists: 409,
  OperationAborted: 409,
  PreconditionFailed: 412,
  TooManyRequestsException: 429,
  InternalError: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  InternalServerException: 500,
  ServerException: 500,
  ServiceException: 500,
  NotImplemented: 501,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
  SlowDown: 503,
};

export function errorResponse<Runtime>(
  { service, request }: RecognizedCall<Runtime>,
  code: string,
  message: string,
): WireResponse {
  const { protocol } = service.api;
  const status = protocol.statuses?.[code] ?? STATUSES[code] ?? 400;
  return protocol.writeError(new ApiError(code, message, status), request);
}
