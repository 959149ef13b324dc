// What Invoke is given, checked as Lambda checks it: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import { isUtf8 } from 'node:buffer';
import { MAX_ASYNC_EVENT_BYTES, MAX_SYNC_EVENT_BYTES } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { WireRequest } from '../../kernel/wire';

const TYPES = ['RequestResponse', 'Event', 'DryRun'] as const;

export interface InvokeInput {
  readonly type: (typeof TYPES)[number];
  readonly event: Buffer;
  /** JSON text; only a synchronous invocation has one. */
  readonly clientContext?: string;
  /** Whether the answer is to bring the end of the log along; only that of a synchronous invocation does. */
  readonly wantsLog: boolean;
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
  const wantsLog = type === 'RequestResponse' && wantsTail(headers['x-amz-log-type'] ?? 'None');
  const context = headers['x-amz-client-context'];
  if (typeof context !== 'string' || type === 'Event') return { type, event, wantsLog };
  return { type, event, wantsLog, clientContext: readClientContext(context) };
}

/** @throws {ApiError} InvalidParameterValueException */
function wantsTail(given: string | string[]): boolean {
  if (given === 'Tail' || given === 'None') return given === 'Tail';
  const message = `X-Amz-Log-Type is ${String(given)}: use None or Tail`;
  throw new ApiError('InvalidParameterValueException', message);
}

/** @throws {ApiError} InvalidRequestContentException */
function readClientContext(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString();
  if (isJson(text)) return text;
  throw new ApiError(
    'InvalidRequestContentException',
    'Client context must be a valid Base64-encoded JSON object.',
  );
}

function assertEvent(event: Buffer, maximum: number): void {
  if (event.length > maximum) {
    throw new ApiError(
      'RequestTooLargeException',
      `Request must be smaller than ${maximum} bytes for the InvokeFunction operation (it has ${event.length})`,
      413,
    );
  }
  if (isUtf8(event) && isJson(event.toString())) return;
  const why = isUtf8(event) ? '' : ': Invalid UTF-8';
  throw new ApiError(
    'InvalidRequestContentException',
    `Could not parse request body into json${why}`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
