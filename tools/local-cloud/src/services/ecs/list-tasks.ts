// ListTasks: filters and pages. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
import { MAX_LISTED_TASKS } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { Task } from './task';

export interface ListTasksInput {
  readonly cluster?: string;
  readonly startedBy?: string;
  readonly family?: string;
  readonly launchType?: string;
  readonly desiredStatus?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export interface TaskPage {
  readonly taskArns: readonly string[];
  readonly nextToken?: string;
}

const KNOWN = [
  'cluster',
  'startedBy',
  'family',
  'launchType',
  'desiredStatus',
  'maxResults',
  'nextToken',
];
/** No task is ever wanted to be PENDING, so that lists none. */
const STATUSES = ['RUNNING', 'PENDING', 'STOPPED'];

/**
 * @param tasks of the cluster, the oldest first
 * @param startedByAlone whether desiredStatus is refused together with startedBy
 * @throws {ApiError} InvalidParameterException
 */
export function listTasks(
  tasks: readonly Task[],
  input: ListTasksInput,
  startedByAlone: boolean,
): TaskPage {
  check(input, startedByAlone);
  const { startedBy, family, launchType, desiredStatus = 'RUNNING' } = input;
  const { maxResults = MAX_LISTED_TASKS, nextToken } = input;
  const found = tasks
    .slice(startOf(tasks, nextToken))
    .filter((task) => task.desiredStatus === desiredStatus)
    .filter((task) => startedBy === undefined || task.input.startedBy === startedBy)
    .filter((task) => family === undefined || task.definition.family === family)
    .filter(() => launchType === undefined || launchType === 'FARGATE');
  const page = found.slice(0, maxResults).map(({ arn }) => arn);
  const last = found.length > page.length ? page.at(-1) : undefined;
  return {
    taskArns: page,
    ...(last !== undefined && { nextToken: Buffer.from(last).toString('base64') }),
  };
}

/** A token names the last task of the previous page, which may have changed its state since. */
function startOf(tasks: readonly Task[], nextToken: string | undefined): number {
  if (!nextToken) return 0;
  const last = Buffer.from(nextToken, 'base64').toString();
  const start = tasks.findIndex(({ arn }) => arn === last) + 1;
  refuseIf(start === 0, 'Invalid token.');
  return start;
}

function check(input: ListTasksInput, startedByAlone: boolean): void {
  const { startedBy, family, launchType, desiredStatus, maxResults = MAX_LISTED_TASKS } = input;
  const unknown = Object.keys(input).find((name) => !KNOWN.includes(name));
  refuseIf(
    unknown !== undefined,
    `The local cloud does not support ${String(unknown)} of ListTasks.`,
  );
  refuseIf(
    desiredStatus !== undefined && !STATUSES.includes(desiredStatus),
    `desiredStatus must be one of ${STATUSES.join(', ')}.`,
  );
  refuseIf(
    !Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_LISTED_TASKS,
    `maxResults must be between 1 and ${MAX_LISTED_TASKS}.`,
  );
  const others = [family, launchType, ...(startedByAlone ? [desiredStatus] : [])];
  refuseIf(
    startedBy !== undefined && others.some((one) => one !== undefined),
    'When you specify startedBy as the filter, it must be the only filter that you use.',
  );
}

function refuseIf(wrong: boolean, message: string): void {
  if (wrong) throw new ApiError('InvalidParameterException', message);
}
