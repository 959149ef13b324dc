// Reads the event that ECS sends when a task has stopped: which rescue it was, and how it ended.
import {
  ContractError,
  decodeContract,
  fromEnvironment,
  type RescueContract,
  TASK_VARIABLES,
} from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { UnreadableMessageError } from './errors';
import { type FailedInvocation } from './failed-invocation';

/** A task as ECS describes it, in its events and in DescribeTasks alike; the parts that matter here. */
export interface TaskDetail {
  readonly taskArn: string;
  readonly lastStatus?: string;
  readonly startedBy?: string;
  /** The name of the function: see run-task-input.ts. */
  readonly group?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly stoppedAt?: string;
  readonly containers?: readonly { readonly exitCode?: number; readonly reason?: string }[];
  readonly overrides?: {
    readonly containerOverrides?: readonly {
      readonly environment?: readonly { readonly name?: string; readonly value?: string }[];
    }[];
  };
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

/** As run-task-input.ts writes it. */
const STARTED_BY = /^(?<requestId>[\w-]{1,100})\/(?<attempt>\d{1,6})$/;

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
  const { requestId, attempt } = STARTED_BY.exec(detail.startedBy ?? '')?.groups ?? {};
  if (requestId === undefined || detail.group === undefined) return undefined;
  return { detail, functionName: detail.group, requestId, attempt: Number(attempt), region };
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
 * The invocation that the task was to run, by the variables that it was started with.
 *
 * AWS's sample of the event does not show the values of variables, though real events have them; so there may be none.
 *
 * @returns undefined if the variables are not those of a rescue
 */
export function invocationOf(task: StoppedTask, detail: TaskDetail): FailedInvocation | undefined {
  const variables = variablesOf(detail);
  const contract = contractOf(variables, task.region);
  if (contract?.context.awsRequestId !== task.requestId) return undefined;
  const { functionName, invokedFunctionArn, functionVersion } = contract.context;
  if (functionName !== task.functionName || invokedFunctionArn === undefined) return undefined;
  return {
    functionName,
    functionArn: invokedFunctionArn,
    ...(functionVersion !== undefined && { functionVersion }),
    event: contract.event,
    requestId: task.requestId,
    attempt: task.attempt,
    firstAttempt: Number(variables[TASK_VARIABLES.firstAttempt] ?? 1),
    isFresh: false,
  };
}

function variablesOf({ overrides }: TaskDetail): Record<string, string> {
  const environment = overrides?.containerOverrides?.[0]?.environment ?? [];
  return Object.fromEntries(environment.map(({ name = '', value = '' }) => [name, value]));
}

function contractOf(variables: Record<string, string>, region: string): RescueContract | undefined {
  try {
    return decodeContract(fromEnvironment({ ...variables, AWS_REGION: region }));
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}
