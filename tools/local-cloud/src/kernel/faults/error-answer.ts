// An error of AWS as an answer, in the form of the service that is asked.
import { jsonRefusal } from '../protocols/aws-json';
import { queryRefusal } from '../protocols/aws-query';
import { ApiError } from '../errors';
import { lambdaRefusal } from '../../services/lambda/lambda-api';
import {
  s3Refusal,
  sqsRefusal,
  StorageError,
  type WireRequest,
  type WireResponse,
} from '../../services/storage';
import type { Operation, ServiceName } from './operations';

/**
 * Well-known errors whose HTTP status is not 400.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ...{ InvalidAccessKeyId: 403, SignatureDoesNotMatch: 403, RequestTimeTooSkewed: 403 },
  ...{ InvalidClientTokenId: 403, MissingAuthenticationToken: 403 },
  ...{ NoSuchBucket: 404, NoSuchKey: 404, NoSuchUpload: 404 },
  ...{ BucketAlreadyExists: 409, OperationAborted: 409, PreconditionFailed: 412 },
  TooManyRequestsException: 429,
  ...{ InternalError: 500, InternalFailure: 500, InternalServerError: 500 },
  ...{ InternalServerException: 500, ServerException: 500, ServiceException: 500 },
  NotImplemented: 501,
  ...{ ServiceUnavailable: 503, ServiceUnavailableException: 503, SlowDown: 503 },
};

/** Lambda is REST and tells more by the status: https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
const STATUSES_OF_LAMBDA: Readonly<Record<string, number>> = {
  ...{ AccessDeniedException: 403, ResourceNotFoundException: 404, ResourceConflictException: 409 },
  ...{ UnrecognizedClientException: 403, InvalidSignatureException: 403 },
  MissingAuthenticationTokenException: 403,
  ...{ ResourceNotReadyException: 502, EC2ThrottledException: 502 },
};

/** What services say, where it is known. */
const MESSAGES: Readonly<Record<string, string>> = {
  AccessDenied: 'Access Denied',
  SlowDown: 'Please reduce your request rate.',
  ThrottlingException: 'Rate exceeded',
};

/** @param message what services say, or that the error was asked for, if it is not given */
export function errorAnswer(
  { service, name }: Operation,
  code: string,
  request: WireRequest,
  message = MESSAGES[code] ?? `${name} was told to fail with ${code}.`,
): WireResponse {
  const status = statusOf(service, code);
  switch (service) {
    case 'ecs':
    case 'ecr':
    case 'logs':
      return jsonRefusal(new ApiError(code, message, status));
    case 'lambda':
      return lambdaRefusal(new ApiError(code, message, status));
    case 'sqs':
      return sqsRefusal(new StorageError(code, message, status));
    case 'cloudformation':
    case 'sts':
      return queryRefusal(new ApiError(code, message, status));
    case 's3':
      return s3Refusal(new StorageError(code, message, status), request);
  }
}

function statusOf(service: ServiceName, code: string): number {
  const own = service === 'lambda' ? STATUSES_OF_LAMBDA[code] : undefined;
  return own ?? STATUSES[code] ?? 400;
}
