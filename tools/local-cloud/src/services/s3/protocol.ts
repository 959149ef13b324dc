// S3's protocol, REST with XML: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAPI.html
import { randomUUID } from 'node:crypto';
import type { ApiError } from '../../kernel/errors';
import type { Protocol } from '../../kernel/protocols/protocol';
import { escapeXml } from '../../kernel/protocols/xml';
import { header, type WireRequest, type WireResponse } from '../../kernel/wire';
import { notImplemented } from './not-implemented';
import { s3OperationOf } from './operation-name';
import { readS3Request, type S3Request } from './request';

export const s3Protocol: Protocol<S3Request> = {
  name: 'restXml',
  errorDialect: 's3',
  // Any path can be an object's.
  isFor: (request) => header(request, 'x-amz-target') === undefined,
  operationOf: s3OperationOf,
  read: readS3Request,
  write: (result) => result as WireResponse,
  writeError,
  unsupported: (_service, _operation, request) => {
    const { method, url } = readS3Request(request);
    return notImplemented(`${method} of ${url}`);
  },
};

/** An error in S3's format: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function writeError({ code, message, status }: ApiError, { method }: WireRequest): WireResponse {
  const id = randomUUID();
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>${id}</RequestId></Error>`;
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': id },
    body: Buffer.from(method === 'HEAD' ? '' : xml),
  };
}
