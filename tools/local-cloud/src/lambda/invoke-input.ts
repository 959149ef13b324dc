// What Invoke is given, checked as Lambda checks it: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import { MAX_ASYNC_EVENT_BYTES, MAX_SYNC_EVENT_BYTES } from '../aws-limits';
import { ApiError } from '../errors';
import type { WireRequest } from '../storage';

const TYPES = ['RequestResponse', 'Event', 'DryRun'] as const;

export interface InvokeInput {
  readonly type: (typeof TYPES)[number];
  readonly event: Buffer;
  /** JSON text; only a synchronous invocation has one. */
  readonly clientContext?: string;
}

/** @throws {ApiError} InvalidParameterValueException, RequestTooLargeException, InvalidRequestContentException */
export function readInvokeInput({ headers, body }: WireRequest): InvokeInput {
  const given = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const type = TYPES.find((one) => one === given);
  if (type === undefined) {
    const message = `X-Amz-Invocation-Type is ${String(given)}: use one of ${TYPES.join(', ')}`;
    throw new ApiError('InvalidParameterValueException', message);
  }
  const event = body.length > 0 ? body : Buffer.from('{}');
  assertEvent(event, type === 'Event' ? MAX_ASYNC_EVENT_BYTES : MAX_SYNC_EVENT_BYTES);
  const context = headers['x-amz-client-context'];
  if (typeof context !== 'string' || type === 'Event') return { type, event };
  return { type, event, clientContext: Buffer.from(context, 'base64').toString() };
}

function assertEvent(event: Buffer, maximum: number): void {
  if (event.length > maximum) {
    throw new ApiError(
      'RequestTooLargeException',
      `Request must be smaller than ${maximum} bytes for the InvokeFunction operation (it has ${event.length})`,
      413,
    );
  }
  try {
    JSON.parse(event.toString());
  } catch {
    throw new ApiError('InvalidRequestContentException', 'Could not parse request body into json');
  }
}
