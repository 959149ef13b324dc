// AWS's JSON protocol, version 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors';
import { isObject } from '../template/values';
import { header, type WireRequest, type WireResponse } from '../wire';
import { checkShape, type Shape } from './input-shape';
import type { Protocol } from './protocol';

export interface AwsJsonOptions {
  /** The service's name in the header x-amz-target. */
  readonly target: string;
  /** The types of input members that are checked. */
  readonly shape: Shape;
}

export function awsJson<Input extends object>({ target, shape }: AwsJsonOptions): Protocol<Input> {
  const operationOf = (request: WireRequest) => jsonOperationOf(request, target);
  return {
    name: 'awsJson1.1',
    errorDialect: 'json',
    isFor: (request) => operationOf(request) !== undefined,
    operationOf,
    read: ({ body }) => {
      const input = readJsonInput(body);
      checkShape(input, shape);
      return input as Input;
    },
    write: (result) => respond(200, result as object),
    writeError: ({ code, message, status, members }) =>
      respond(status, { __type: code, message, ...members }),
    unsupported: (service, operation = 'a request without x-amz-target') =>
      new ApiError(
        'UnknownOperationException',
        `The local cloud does not support ${operation} of ${service}.`,
      ),
  };
}

/**
 * @param target the service's name in the header x-amz-target
 * @returns undefined for a request of another service
 */
export function jsonOperationOf(request: WireRequest, target: string): string | undefined {
  const [service, operation] = (header(request, 'x-amz-target') ?? '').split('.');
  return service === target ? operation : undefined;
}

/**
 * A member that is null counts as not set.
 *
 * @throws {ApiError} SerializationException
 */
function readJsonInput(body: Buffer): object {
  const input = parse(body);
  if (isObject(input)) return input;
  throw new ApiError('SerializationException', 'The body is not a JSON object.');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString(), (_, value: unknown) => value ?? undefined);
  } catch {
    throw new ApiError('SerializationException', 'The body is not JSON.');
  }
}

function respond(status: number, body: object): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(body)),
  };
}
