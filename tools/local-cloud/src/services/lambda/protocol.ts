// Lambda's protocol, REST with JSON: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
import { randomUUID } from 'node:crypto';
import { ApiError } from '../../kernel/errors';
import type { Protocol } from '../../kernel/protocols/protocol';
import type { WireRequest, WireResponse } from '../../kernel/wire';

/** The parts of an address that operations read. */
export interface LambdaInput {
  /** A name or an ARN, decoded; empty where the address names no function. */
  readonly functionName: string;
  readonly query: URLSearchParams;
}

const ANY = /^\/20\d\d-\d\d-\d\d\//;
const FUNCTION = /^\/2015-03-31\/functions\/[^/?]+(\/invocations|\/configuration)?(\?|$)/;
const LIST = /^\/2015-03-31\/(functions|event-source-mappings)\/?(\?|$)/;
const LAYER = /^\/2018-10-31\/layers\?(.*&)?Arn=/;

const OF_FUNCTIONS: Readonly<Record<string, string>> = {
  'POST /invocations': 'Invoke',
  'GET /configuration': 'GetFunctionConfiguration',
  'PUT /configuration': 'UpdateFunctionConfiguration',
  'GET ': 'GetFunction',
};

export const lambdaProtocol: Protocol<LambdaInput> = {
  name: 'restJson1',
  errorDialect: 'json',
  // REST tells more by the status: https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
  statuses: {
    AccessDeniedException: 403,
    ResourceNotFoundException: 404,
    ResourceConflictException: 409,
    UnrecognizedClientException: 403,
    InvalidSignatureException: 403,
    MissingAuthenticationTokenException: 403,
    ResourceNotReadyException: 502,
    EC2ThrottledException: 502,
  },
  isFor: ({ url }) => ANY.test(url),
  operationOf,
  read: ({ url }) => {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    const [, name = ''] = /^\/[^/]+\/functions\/([^/]+)/.exec(pathname) ?? [];
    return { functionName: decodeURIComponent(name), query: searchParams };
  },
  write: (result) =>
    isResponse(result)
      ? result
      : respond(200, { 'content-type': 'application/json' }, JSON.stringify(result)),
  writeError: ({ code, message, status }) =>
    respond(
      status,
      { 'content-type': 'application/json', 'x-amzn-errortype': code },
      JSON.stringify({ Type: 'User', message, Message: message }),
    ),
  unsupported: (service, _operation, { method, url }) => {
    const [path] = url.split('?');
    return new ApiError(
      'UnknownOperationException',
      `The local cloud does not support ${method} ${path} of ${service}.`,
      404,
    );
  },
};

/** A response with headers or a body of its own, as of Invoke. */
export function respond(
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): WireResponse {
  return {
    status,
    headers: { 'x-amzn-requestid': randomUUID(), ...headers },
    body: Buffer.from(body),
  };
}

function isResponse(result: unknown): result is WireResponse {
  return typeof result === 'object' && result !== null && 'body' in result && 'status' in result;
}

function operationOf({ method, url }: WireRequest): string | undefined {
  const ofFunction = FUNCTION.exec(url);
  if (ofFunction) return OF_FUNCTIONS[`${method} ${ofFunction[1] ?? ''}`];
  if (method !== 'GET') return undefined;
  const [, list] = LIST.exec(url) ?? [];
  if (list === 'functions') return 'ListFunctions';
  if (list === 'event-source-mappings') return 'ListEventSourceMappings';
  return LAYER.test(url) ? 'GetLayerVersionByArn' : undefined;
}
