// Reads the event that ECS sends when a task has stopped: which rescue it was, and how it ended.
import { type Container, type TaskOverride } from '@aws-sdk/client-ecs';
import { isTaskOf, readTaskIdentity, type RescueIdentity, TASK_VARIABLES } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { UnreadableMessageError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { contractOfTask, variablesOfTask } from './task-contract';

/** A task as the event tells of it; the parts that matter here. */
export interface TaskDetail {
  readonly taskArn: string;
  readonly startedBy?: string;
  /** The name of the function: see run-task-input.ts. */
  readonly group?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly stoppedAt?: string;
  readonly containers?: readonly Pick<Container, 'name' | 'exitCode' | 'reason'>[];
  readonly overrides?: TaskOverride;
}

/** The task of a rescue that has come to an end. */
export interface StoppedTask extends RescueIdentity {
  readonly detail: TaskDetail;
}

interface EventBridgeEvent {
  readonly 'detail-type'?: unknown;
  readonly detail?: TaskDetail | null;
}

/**
 * @returns undefined for a task that is no rescue: somebody has started one by hand in the same cluster
 * @throws {UnreadableMessageError} if the message is no event of a task
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function readStoppedTask({ messageId, body }: SQSRecord): StoppedTask | undefined {
  const { 'detail-type': type, detail } = parse(body) ?? {};
  if (type !== 'ECS Task State Change' || !detail?.taskArn) {
    throw new UnreadableMessageError(
      `Message ${messageId} is no "ECS Task State Change" of EventBridge. The queue of stopped tasks takes nothing else.`,
    );
  }
  const identity = readTaskIdentity(namesOf(detail));
  return identity && { ...identity, detail };
}

/** JSON may have null where the types have nothing. */
function namesOf({ startedBy, group }: TaskDetail) {
  return { startedBy: startedBy ?? undefined, group: group ?? undefined };
}

function parse(body: string): EventBridgeEvent | undefined {
  try {
    const value = JSON.parse(body) as EventBridgeEvent | null;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // the caller says that it is no event
  }
}

/**
 * The invocation that a task was to run, by the variables that it was started with.
 *
 * @param overrides as the event or DescribeTasks has them
 * @returns undefined if the variables are not those of this rescue
 */
export function invocationOf(
  { functionName, attempt, detail }: StoppedTask,
  overrides: TaskOverride | undefined,
): FailedInvocation | undefined {
  const { context, event } = contractOfTask(overrides) ?? {};
  const {
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    functionVersion,
  } = context ?? {};
  const firstAttempt = Number(variablesOfTask(overrides)[TASK_VARIABLES.firstAttempt] ?? 1);
  if (!event || requestId === undefined || functionArn === undefined) return undefined;
  if (context?.functionName !== functionName || Number.isNaN(firstAttempt)) return undefined;
  if (!isTaskOf(namesOf(detail), { functionName, requestId, attempt })) return undefined;
  return {
    functionName,
    functionArn,
    ...(functionVersion !== undefined && { functionVersion }),
    event,
    requestId,
    attempt,
    firstAttempt,
    isFresh: false,
  };
}
