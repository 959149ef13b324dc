// AWS's JSON protocol, version 1.1, which ECS and CloudWatch Logs speak: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors';
import { checkShape, type Shape } from './input-shape';
import { header, type WireRequest, type WireResponse } from '../../services/storage';
import { isObject } from '../template/values';

/**
 * @param target the service's name in the header x-amz-target
 * @returns undefined for a request that is for another service
 */
export function jsonOperationOf(request: WireRequest, target: string): string | undefined {
  const [service, operation] = (header(request, 'x-amz-target') ?? '').split('.');
  return service === target ? operation : undefined;
}

/**
 * Answers one request.
 *
 * @param act gets the input; an ApiError that it throws is an answer too
 * @param shape of the input, as far as its members have to be of a type
 */
export function answerJson(
  { body }: WireRequest,
  shape: Shape,
  act: (input: object) => object,
): WireResponse {
  try {
    const input = inputOf(body);
    checkShape(input, shape);
    return respond(200, act(input));
  } catch (error) {
    if (error instanceof ApiError) return jsonRefusal(error);
    throw error;
  }
}

/** An error as a client of this protocol understands it. */
export function jsonRefusal({ code, message, status, members }: ApiError): WireResponse {
  return respond(status, { __type: code, message, ...members });
}

/** A member that is null is one that is not set. */
function inputOf(body: Buffer): object {
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
