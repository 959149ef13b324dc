// Reads the record that Lambda sends to an OnFailure destination: the event within a description of its failure.
import { memberText } from '@immortal/shared';
import { UnreadableMessageError } from '../errors';
import { type Body } from './envelope';

export interface DestinationRecord {
  /** The event's JSON text, byte for byte as in the record. */
  readonly event: string;
  readonly requestId: string;
  /** Only a published version; `$LATEST` runs anyway. */
  readonly functionVersion?: string;
  readonly errorCode?: string;
  /** Such as `java.lang.OutOfMemoryError`. */
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations */
interface RecordJson {
  readonly version?: unknown;
  readonly requestContext?: { readonly requestId?: unknown; readonly functionArn?: unknown };
  readonly requestPayload?: unknown;
  readonly responseContext?: { readonly statusCode?: unknown; readonly executedVersion?: unknown };
  readonly responsePayload?: {
    readonly errorType?: unknown;
    readonly errorMessage?: unknown;
  } | null;
}

const PUBLISHED = /^\d+$/;

/**
 * @param functionName of the queue that the record came from
 * @returns undefined if the body is no such record
 * @throws {UnreadableMessageError} if it is the record of another function
 */
export function readDestinationRecord(
  body: Body,
  functionName: string,
): DestinationRecord | undefined {
  const record = isObject(body.value) ? body.value : undefined;
  const { requestId, functionArn } = record?.requestContext ?? {};
  if (!record || typeof requestId !== 'string' || typeof functionArn !== 'string') return undefined;
  const event = memberText(body.text, 'requestPayload');
  if (event === undefined) return undefined;
  const [, , , , , , failed] = functionArn.split(':');
  if (failed !== functionName) {
    throw new UnreadableMessageError(
      `The record of request ${requestId} is about ${functionArn}, but it is in the failure queue of ${functionName}. Each function has its own failure queue.`,
    );
  }
  const { statusCode, executedVersion } = record.responseContext ?? {};
  const { errorType, errorMessage } = record.responsePayload ?? {};
  return {
    event,
    requestId,
    ...(PUBLISHED.test(String(executedVersion)) && { functionVersion: String(executedVersion) }),
    ...(typeof statusCode === 'number' && { errorCode: String(statusCode) }),
    ...(typeof errorType === 'string' && { errorType }),
    ...(typeof errorMessage === 'string' && { errorMessage }),
  };
}

function isObject(value: unknown): value is RecordJson {
  return typeof value === 'object' && value !== null;
}
