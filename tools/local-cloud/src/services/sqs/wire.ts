// SQS over HTTP: AWS's JSON protocol around SqsService.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
import { randomUUID } from 'node:crypto';
import { StorageError } from '../storage/errors';
import { type Call, type SqsService } from './sqs-service';
import { header, type WireRequest, type WireResponse } from '../../kernel/wire';

// The codes that the older query protocol spells differently; SDK clients show them as `Code`.
// From the traits of @aws-sdk/client-sqs; those that are not here are spelt alike.
const QUERY_CODES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['BatchEntryIdsNotDistinct', 'BatchRequestTooLong', 'EmptyBatchRequest'],
      ...['InvalidBatchEntryId', 'MessageNotInflight', 'PurgeQueueInProgress'],
      ...['QueueDeletedRecently', 'TooManyEntriesInBatchRequest', 'UnsupportedOperation'],
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

const TARGET = /^AmazonSQS\.(\w+)$/;

/** @returns undefined for a request that is not of SQS's JSON protocol */
export function sqsOperationOf(request: WireRequest): string | undefined {
  return TARGET.exec(header(request, 'x-amz-target') ?? '')?.[1];
}

/** Answers one call of the JSON protocol. */
export async function handleSqs(
  service: SqsService,
  action: string,
  request: WireRequest,
): Promise<WireResponse> {
  try {
    return respond(200, await service.call(action, readBody(request.body)));
  } catch (error) {
    if (error instanceof StorageError) return sqsRefusal(error);
    throw error;
  }
}

/** Refuses the query protocol, which SDKs and CLIs left in November 2023. */
export function refuseQueryProtocol(): WireResponse {
  const message =
    'The local cloud speaks the JSON protocol of SQS alone: use an SDK or a CLI from 2024 or later.';
  return {
    status: 400,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(
      `<?xml version="1.0"?><ErrorResponse><Error><Type>Sender</Type><Code>UnsupportedOperation</Code><Message>${message}</Message></Error></ErrorResponse>`,
    ),
  };
}

function readBody(body: Buffer): Call {
  let input: unknown;
  try {
    input = JSON.parse(body.toString() || '{}');
  } catch (cause) {
    throw new StorageError('SerializationException', 'The body is not JSON.', 400, { cause });
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Call;
  throw new StorageError('SerializationException', 'The body is not a JSON object.');
}

/** An error as SQS answers it. */
export function sqsRefusal({ code, message, status }: StorageError): WireResponse {
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
  output: Call,
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
