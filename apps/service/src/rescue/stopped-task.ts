// Reads the event that ECS sends when a task has stopped: which rescue it was, and how it ended.
import { type Container, type TaskOverride } from '@aws-sdk/client-ecs';
import {
  ContractError,
  decodeContract,
  fromEnvironment,
  type RescueContract,
  RUNNER_CONTAINER,
  TASK_VARIABLES,
} from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { UnreadableMessageError } from './errors';
import { type FailedInvocation } from './failed-invocation';

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
export interface StoppedTask {
  readonly detail: TaskDetail;
  readonly functionName: string;
  readonly requestId: string;
  readonly attempt: number;
  readonly region: string;
}

interface EventBridgeEvent {
  readonly 'detail-type'?: unknown;
  readonly region?: unknown;
  readonly detail?: TaskDetail | null;
}

/** As run-task-input.ts writes them. A task that was started by hand belongs to the group `family:…`. */
const STARTED_BY = /^(?<requestId>[\w-]{1,100})\/(?<attempt>\d{1,6})$/;
const GROUP = /^[\w-]+$/;

/**
 * @returns undefined for a task that is no rescue: somebody has started one by hand in the same cluster
 * @throws {UnreadableMessageError} if the message is no event of a task
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function readStoppedTask({ messageId, body }: SQSRecord): StoppedTask | undefined {
  const { 'detail-type': type, region, detail } = parse(body) ?? {};
  if (type !== 'ECS Task State Change' || typeof region !== 'string' || !detail?.taskArn) {
    throw new UnreadableMessageError(
      `Message ${messageId} is no "ECS Task State Change" of EventBridge. The queue of stopped tasks takes nothing else.`,
    );
  }
  const functionName = detail.group ?? '';
  const { requestId, attempt } = STARTED_BY.exec(detail.startedBy ?? '')?.groups ?? {};
  if (requestId === undefined || !GROUP.test(functionName)) return undefined;
  return { detail, functionName, requestId, attempt: Number(attempt), region };
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
 * AWS's sample of the event does not show the values of variables, though real events have them; so there may be none.
 *
 * @param overrides as the event or DescribeTasks has them
 * @returns undefined if the variables are not those of this rescue
 */
export function invocationOf(
  { functionName, requestId, attempt, region }: StoppedTask,
  overrides: TaskOverride | undefined,
): FailedInvocation | undefined {
  const variables = variablesOf(overrides);
  const { context, event } = contractOf(variables, region) ?? {};
  if (context?.awsRequestId !== requestId || context.functionName !== functionName)
    return undefined;
  const { invokedFunctionArn: functionArn, functionVersion } = context;
  const firstAttempt = Number(variables[TASK_VARIABLES.firstAttempt] ?? 1);
  if (!event || functionArn === undefined || Number.isNaN(firstAttempt)) return undefined;
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

function variablesOf(overrides: TaskOverride | undefined): Record<string, string> {
  const runner = overrides?.containerOverrides?.find(({ name }) => name === RUNNER_CONTAINER);
  const variables = runner?.environment ?? [];
  return Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value]));
}

function contractOf(variables: Record<string, string>, region: string): RescueContract | undefined {
  try {
    return decodeContract(fromEnvironment({ ...variables, AWS_REGION: region }));
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}
