// The identity of a rescue, and the names that it gives to a task (`startedBy`), a client token, and a stored event.
// Written and read only here.
import { createHash } from 'node:crypto';
import { MAX_STARTED_BY_LENGTH } from './aws-limits';

/**
 * A request id alone does not identify a rescue: everyone who may send to the failure queue of one function can use any
 * request id, including that of another function's event.
 */
export interface RescueIdentity {
  readonly functionName: string;
  /** Of the original invocation. */
  readonly requestId: string;
  /** Attempt number of the container for this event, starting at 1. */
  readonly attempt: number;
}

/** The names of a task. Whoever may start tasks chooses them. */
export interface TaskNames {
  readonly startedBy?: string | undefined;
  readonly group?: string | undefined;
}

/** What a task was started from, and where, as its event and DescribeTasks have it. */
export interface TaskOrigin {
  readonly taskDefinitionArn?: string | undefined;
  readonly clusterArn?: string | undefined;
}

/** Prefix of the hash of a request id that is too long for `startedBy`; no request id has a colon. */
const HASHED = 'sha256:';

const NAME = '[\\w-]{1,100}';
const STARTED_BY = new RegExp(
  `^(?<functionName>${NAME})/(?:(?<requestId>${NAME})|/(?<hash>[\\w-]{43}))/(?<attempt>\\d{1,6})$`,
);
/** As an earlier version of the kit wrote it, when only the group named the function. */
const EARLIER_STARTED_BY = new RegExp(`^(?<requestId>${NAME})/(?<attempt>\\d{1,6})$`);
const FUNCTION_NAME = /^[\w-]+$/;
const TASK_DEFINITION = /:task-definition\/(?<family>[\w-]+):\d+$/;
/** An earlier version of the kit had one task definition for all functions, `<service>-<stage>-runner`. */
const EARLIER_FAMILY = /^(?<stack>[\w-]+)-runner$/;
/** Lambda's are UUIDs. */
const REQUEST_ID = new RegExp(`^${NAME}$`);

/** Whether a text can be a request id. Names are made of nothing else. */
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

/** As an earlier version of {@link formatStartedBy} wrote it, without the function. */
export function formatEarlierStartedBy({ requestId, attempt }: RescueIdentity): string {
  return `${requestId}/${attempt}`;
}

/**
 * Which rescue a task is, according to its names.
 *
 * @returns undefined for a task that is not a rescue; the request id is `sha256:…` if it did not fit
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

/** Whether a task belongs to this attempt of a rescue. */
export function isTaskOf(task: TaskNames & TaskOrigin, identity: RescueIdentity): boolean {
  if (!isFamilyOf(task, identity.functionName)) return false;
  const { startedBy, group } = task;
  if (startedBy === formatStartedBy(identity)) return true;
  return startedBy === formatEarlierStartedBy(identity) && group === identity.functionName;
}

/**
 * Whether a task runs this function: the family of its task definition is the function's name. Tasks that an earlier
 * version of the kit started still run during an update. Their family begins with the name of the stack, with which the
 * names of its functions begin, too, unless they have a `name:` of their own; the cluster has it in any case.
 */
export function isFamilyOf(
  { taskDefinitionArn = '', clusterArn = '' }: TaskOrigin,
  functionName: string,
): boolean {
  const family = TASK_DEFINITION.exec(taskDefinitionArn)?.groups?.['family'] ?? '';
  if (family === functionName) return true;
  const stack = EARLIER_FAMILY.exec(family)?.groups?.['stack'];
  if (stack === undefined) return false;
  return functionName.startsWith(`${stack}-`) || clusterArn.endsWith(`:cluster/${stack}`);
}

/**
 * The token by which ECS recognizes a repeated RunTask. Each generation is another try to start the container of the
 * same attempt, and differs from the others only by its token.
 *
 * @param event its text, if the RunTask request has only its address: once the first event is rescued and deleted,
 *   another one can be stored there, and ECS must not take that for the same request
 * @returns 64 hexadecimal characters, the longest token that ECS accepts
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

/** Whether a key of the hand-over bucket belongs to an event of this function and request id. */
export function isEventKey(key: string, event: Event): boolean {
  if (key === eventKey(event)) return true;
  const folder = `${event.functionName}/${event.requestId}/`;
  return key.startsWith(folder) && /^[\da-f]{64}\.json$/.test(key.slice(folder.length));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
