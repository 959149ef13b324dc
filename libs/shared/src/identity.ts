// Which rescue something belongs to, and how that is written where AWS has room for a name: in `startedBy` of a task, in
// a client token, in the key of an object. Written and read here only.
import { createHash } from 'node:crypto';

/**
 * A request id alone names no rescue: who may write into the failure queue of one function can put any request id there,
 * that of another function's event too.
 */
export interface RescueIdentity {
  readonly functionName: string;
  /** Of the original invocation. */
  readonly requestId: string;
  /** The how-manieth container for this event, counted from 1. */
  readonly attempt: number;
}

/** What a task says of itself. */
export interface TaskNames {
  readonly startedBy?: string | undefined;
  readonly group?: string | undefined;
}

/** Characters that ECS takes: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
const MAX_STARTED_BY_LENGTH = 128;
/** Stands before the hash of a request id that is too long for `startedBy`; no request id has this sign. */
const HASHED = 'sha256:';

const NAME = '[\\w-]{1,100}';
const STARTED_BY = new RegExp(
  `^(?<functionName>${NAME})/(?:(?<requestId>${NAME})|/(?<hash>[\\w-]{43}))/(?<attempt>\\d{1,6})$`,
);
/** As it was written before it named the function, which then only the group did. */
const EARLIER_STARTED_BY = new RegExp(`^(?<requestId>${NAME})/(?<attempt>\\d{1,6})$`);
const FUNCTION_NAME = /^[\w-]+$/;
/** Lambda's are UUIDs. */
const REQUEST_ID = new RegExp(`^${NAME}$`);

/** Whether a text can be a request id: in names nothing else may stand for one. */
export function isRequestId(text: string): boolean {
  return REQUEST_ID.test(text);
}

/**
 * `startedBy` of a task.
 *
 * @example
 * formatStartedBy({ functionName: 'orders', requestId: 'e9a2b0a4-…', attempt: 2 }) // 'orders/e9a2b0a4-…/2'
 */
export function formatStartedBy({ functionName, requestId, attempt }: RescueIdentity): string {
  const plain = `${functionName}/${requestId}/${attempt}`;
  if (plain.length <= MAX_STARTED_BY_LENGTH) return plain;
  return `${functionName}//${sha256(requestId).toString('base64url')}/${attempt}`;
}

/** As {@link formatStartedBy} wrote it when it did not name the function. */
export function formatEarlierStartedBy({ requestId, attempt }: RescueIdentity): string {
  return `${requestId}/${attempt}`;
}

/**
 * Which rescue a task is, by its own words.
 *
 * @returns undefined for a task that is no rescue; for a request id that did not fit, what stands for it: `sha256:…`
 */
export function readTaskIdentity({
  startedBy = '',
  group = '',
}: TaskNames): RescueIdentity | undefined {
  const found = STARTED_BY.exec(startedBy)?.groups;
  if (found !== undefined) {
    const { functionName = '', requestId = `${HASHED}${found['hash'] ?? ''}`, attempt } = found;
    return { functionName, requestId, attempt: Number(attempt) };
  }
  const { requestId, attempt } = EARLIER_STARTED_BY.exec(startedBy)?.groups ?? {};
  if (requestId === undefined || !FUNCTION_NAME.test(group)) return undefined;
  return { functionName: group, requestId, attempt: Number(attempt) };
}

/** Whether a task is the one of a rescue. */
export function isTaskOf({ startedBy, group }: TaskNames, identity: RescueIdentity): boolean {
  if (startedBy === formatStartedBy(identity)) return true;
  return startedBy === formatEarlierStartedBy(identity) && group === identity.functionName;
}

/**
 * The token by which ECS recognises a repeated RunTask. A further generation is a further try to start the container of
 * the same attempt: it differs from the ones before only by its token.
 *
 * @param event its text, if the request of RunTask has only its address: what is stored there may be another event, when
 *   the first one has been rescued and deleted, and ECS must not take that for the same request
 * @returns 64 hexadecimal characters, which is all that ECS takes
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 */
export function clientToken(identity: RescueIdentity, generation: number, event?: string): string {
  const { functionName, requestId, attempt } = identity;
  const facts = [functionName, requestId, attempt, generation];
  return sha256(JSON.stringify(event === undefined ? facts : [...facts, event])).toString('hex');
}

type Event = Pick<RescueIdentity, 'functionName' | 'requestId'>;

/** The key of an event in the hand-over bucket: the same for every attempt. */
export function eventKey({ functionName, requestId }: Event): string {
  return `${functionName}/${requestId}.json`;
}

/** The key of a further event with the same function and request id. */
export function furtherEventKey({ functionName, requestId }: Event, text: string): string {
  return `${functionName}/${requestId}/${sha256(text).toString('hex')}.json`;
}

/** Whether a key of the hand-over bucket is one of those that an event of this function and request id has. */
export function isEventKey(key: string, event: Event): boolean {
  if (key === eventKey(event)) return true;
  const folder = `${event.functionName}/${event.requestId}/`;
  return key.startsWith(folder) && /^[\da-f]{64}\.json$/.test(key.slice(folder.length));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
