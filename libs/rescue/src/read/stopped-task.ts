// Reads the event that ECS sends when a task stops: which rescue it was, how it ended, and what it was to run.
import { type Container, type TaskOverride } from '@aws-sdk/client-ecs';
import {
  isFamilyOf,
  isTaskOf,
  readTaskExit,
  readTaskIdentity,
  type RescueIdentity,
  TASK_VARIABLES,
  type TaskExit,
  type TaskNames,
  type TaskOrigin,
} from '@immortal/shared';
import { UnreadableMessageError } from '../errors';
import { type Envelope } from './envelope';
import { type FailedInvocation } from './failed-invocation';
import { contractOfTask, variablesOfTask } from './task-contract';

/** The task of a rescue that has stopped. */
export interface StoppedTask extends RescueIdentity {
  readonly taskArn: string;
  readonly names: TaskNames & TaskOrigin;
  readonly exit: TaskExit;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly stoppedAt?: string;
  /** What it was to run; undefined if its event does not say so. */
  readonly invocation?: FailedInvocation;
}

/** The parts of the event that matter here. */
export interface TaskDetail {
  readonly taskArn: string;
  readonly taskDefinitionArn?: string;
  readonly clusterArn?: string;
  readonly startedBy?: string;
  /** The name of the function: see run-task-input.ts. */
  readonly group?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly createdAt?: string;
  readonly stoppedAt?: string;
  readonly containers?: readonly Pick<Container, 'name' | 'exitCode' | 'reason'>[];
  readonly overrides?: TaskOverride;
}

interface EventBridgeEvent {
  readonly 'detail-type'?: unknown;
  readonly detail?: TaskDetail | null;
}

/**
 * A task with `startedBy` of a rescue but the task definition of something else is no rescue either: the secondary starts
 * a function only from the function's own. Its event is ignored, like that of a task that a person started.
 *
 * @returns undefined for a task that is no rescue, such as one that a person started in the same cluster
 * @throws {UnreadableMessageError} if the message is not an event of a task
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function readStoppedTask({ messageId, body }: Envelope): StoppedTask | undefined {
  const { 'detail-type': type, detail } = (body.value ?? {}) as EventBridgeEvent;
  if (type !== 'ECS Task State Change' || !detail?.taskArn) {
    throw new UnreadableMessageError(
      `Message ${messageId} is not an "ECS Task State Change" of EventBridge. The queue of stopped tasks takes nothing else.`,
    );
  }
  const names = namesOf(detail);
  const identity = readTaskIdentity(names);
  if (identity === undefined || !isFamilyOf(names, identity.functionName)) return undefined;
  const { taskArn, createdAt, stoppedAt, overrides } = detail;
  const invocation = invocationOf({ ...identity, names }, overrides);
  return {
    ...identity,
    taskArn,
    names,
    exit: readTaskExit(detail),
    ...(createdAt !== undefined && { createdAt }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(invocation && { invocation }),
  };
}

/** JSON may have null where the types have nothing. */
function namesOf(detail: TaskDetail): StoppedTask['names'] {
  return {
    startedBy: detail.startedBy ?? undefined,
    group: detail.group ?? undefined,
    taskDefinitionArn: detail.taskDefinitionArn ?? undefined,
    clusterArn: detail.clusterArn ?? undefined,
  };
}

/**
 * The invocation that a task was to run, by the variables that it was started with.
 *
 * @param overrides as the event or DescribeTasks has them
 * @returns undefined if the variables are not those of this rescue
 */
export function invocationOf(
  { functionName, attempt, names }: Pick<StoppedTask, 'functionName' | 'attempt' | 'names'>,
  overrides: TaskOverride | undefined,
): FailedInvocation | undefined {
  const { context, event } = contractOfTask(overrides) ?? {};
  const {
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    functionVersion,
    xRayTraceId: traceHeader,
  } = context ?? {};
  const variables = variablesOfTask(overrides);
  const firstAttempt = Number(variables[TASK_VARIABLES.firstAttempt] ?? 1);
  const uncountedAttempts = Number(variables[TASK_VARIABLES.uncountedAttempts] ?? 0);
  if (!event || requestId === undefined || functionArn === undefined) return undefined;
  if (context?.functionName !== functionName) return undefined;
  if (Number.isNaN(firstAttempt) || Number.isNaN(uncountedAttempts)) return undefined;
  if (!isTaskOf(names, { functionName, requestId, attempt })) return undefined;
  return {
    functionName,
    functionArn,
    ...(functionVersion !== undefined && { functionVersion }),
    ...(traceHeader !== undefined && { traceHeader }),
    event,
    requestId,
    attempt,
    firstAttempt,
    uncountedAttempts,
    isFresh: false,
  };
}
