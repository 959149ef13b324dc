// SQS's protocol: JSON, with the error codes of the query protocol in addition to its own.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
import { randomUUID } from 'node:crypto';
import { ApiError } from '../../kernel/errors';
import { jsonOperationOf } from '../../kernel/protocols/aws-json';
import { isForm } from '../../kernel/protocols/aws-query';
import type { Protocol } from '../../kernel/protocols/protocol';
import { isObject } from '../../kernel/template/values';
import type { WireResponse } from '../../kernel/wire';
import type { SqsInput } from './input';

const TARGET = 'AmazonSQS';

// The codes that the older query protocol spells differently; SDK clients show them as `Code`.
// From the traits of @aws-sdk/client-sqs; those that are not here are spelt alike.
const QUERY_CODES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'BatchEntryIdsNotDistinct',
      'BatchRequestTooLong',
      'EmptyBatchRequest',
      'InvalidBatchEntryId',
      'MessageNotInflight',
      'PurgeQueueInProgress',
      'QueueDeletedRecently',
      'TooManyEntriesInBatchRequest',
      'UnsupportedOperation',
    ].map((code) => [code, `AWS.SimpleQueueService.${code}`]),
  ),
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
};

// Errors that are not in the service's model come with this namespace and suffix.
const NOT_IN_MODEL = new Set([
  'InvalidParameterValue',
  'MissingParameter',
  'SerializationException',
]);

export const sqsProtocol: Protocol<SqsInput> = {
  name: 'awsJson1.0',
  // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
  errorDialect: 'query',
  isFor: (request) => jsonOperationOf(request, TARGET) !== undefined || isForm(request),
  operationOf: (request) => jsonOperationOf(request, TARGET),
  read: ({ body }) => readBody(body),
  write: (result) => respond(200, result as SqsInput),
  writeError: (error, request) => (isForm(request) ? writeXml(error) : writeError(error)),
  unsupported: (service, operation, request) =>
    new ApiError(
      'UnsupportedOperation',
      isForm(request)
        ? QUERY_PROTOCOL
        : `The local cloud does not support ${operation ?? 'a request without x-amz-target'} of ${service}.`,
    ),
};

/** SDKs and CLIs left the query protocol in November 2023. */
const QUERY_PROTOCOL =
  'The local cloud supports the JSON protocol of SQS alone: use an SDK or a CLI from 2024 or later.';

function writeXml({ code, message, status }: ApiError): WireResponse {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(`<?xml version="1.0"?><ErrorResponse>${error}</ErrorResponse>`),
  };
}

function readBody(body: Buffer): SqsInput {
  let input: unknown;
  try {
    input = JSON.parse(body.toString() || '{}');
  } catch (cause) {
    throw new ApiError('SerializationException', 'The body is not JSON.', 400, { cause });
  }
  if (isObject(input)) return input;
  throw new ApiError('SerializationException', 'The body is not a JSON object.');
}

function writeError({ code, message, status }: ApiError): WireResponse {
  const inModel = !NOT_IN_MODEL.has(code);
  const type = inModel
    ? `com.amazonaws.sqs#${code}`
    : `com.amazon.coral.service#${code.replace(/(Exception)?$/, 'Exception')}`;
  const fault = status < 500 ? 'Sender' : 'Receiver';
  const queryCode = QUERY_CODES[code] ?? code;
  const headers = { 'x-amzn-query-error': `${queryCode};${fault}` };
  return respond(status, { __type: type, message }, headers);
}

const respond = (
  status: number,
  output: SqsInput,
  headers: Readonly<Record<string, string>> = {},
): WireResponse => ({
  status,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    ...headers,
  },
  body: Buffer.from(JSON.stringify(output)),
});
