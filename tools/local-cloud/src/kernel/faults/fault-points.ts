// Where a fault can strike and what can happen there: the whole list, which people see by `--fault list`.
import { UsageError } from '../errors';
import { OPERATIONS } from './operations';

/** What can happen at a point, with a sentence on each. */
type Kinds = Readonly<Record<string, string>>;

/** Of every operation that the local cloud plays, as `<service>.<Operation>`. */
export const OPERATION_KINDS: Kinds = {
  refused: 'The connection is closed before the operation takes effect.',
  unanswered: 'The operation takes effect, but the connection is closed before the answer.',
  'crash-before': 'The calling process is killed before the operation takes effect.',
  'crash-after': 'The operation takes effect, and the calling process is killed before the answer.',
};

/** Any error of AWS is one more kind of every operation: its name begins with a capital letter. */
export const AWS_ERROR = /^[A-Z][A-Za-z.]*$/;
export const AWS_ERROR_MEANING = 'The answer is this error, such as ThrottlingException.';

/** What single operations have beside that. */
export const MORE_OPERATION_KINDS: Readonly<Record<string, Kinds>> = {
  'ecs.RunTask': { failures: 'The answer has the status 200 and failures[] instead of tasks.' },
};

export const POINTS: Readonly<Record<string, Kinds>> = {
  'sqs.deliver': {
    duplicate: 'A message that a function has handled is delivered to it once more.',
    'twice-at-once': 'A message is delivered twice at the same time.',
    late: 'A message is delivered after later ones.',
  },
  'events.deliver': {
    duplicate: 'EventBridge delivers an event twice.',
    reorder: 'EventBridge delivers an event after the next one, or a second late.',
    bare: 'An event of a task lacks the variables of its overrides, as in AWS’s sample of it.',
  },
  attempt: {
    timeout:
      'The next attempt of an asynchronous invocation is ended as if by its timeout, once the function has begun.',
  },
  function: {
    crash:
      'A function that reads a queue is killed in the middle: it has begun, and never answers.',
  },
  task: {
    pull: 'The next task fails to start: its image can’t be pulled.',
    eni: 'The next task fails to start: it gets no network interface.',
    spot: 'The next task is interrupted as Fargate Spot does it, once its function has begun.',
    termination: 'The next task is retired by AWS, once its function has begun.',
    host: 'The host of the next task is lost, once its function has begun.',
    oom: 'The kernel kills the next task for its memory, once its function has begun.',
    'runtime-killed': 'The runtime in the next task is killed, once its function has begun.',
    user: 'Somebody stops the next task, once its function has begun.',
  },
  code: {
    truncated: 'The download of a function’s code breaks off half-way.',
    corrupt: 'The downloaded code differs in one byte.',
    expired: 'The address of the code has expired (403).',
    missing: 'There is nothing at the address of the code (404).',
  },
  metadata: { unavailable: 'The metadata endpoint of a task answers 500.' },
};

/** @throws {UsageError} that names what would be right */
export function checkFault(point: string, kind: string, count: number): void {
  const kinds = kindsOf(point);
  const fault = `the fault ${point}=${kind}`;
  if (!Object.hasOwn(kinds, kind) && !(isOperation(point) && AWS_ERROR.test(kind))) {
    const error = isOperation(point) ? ' or an error of AWS such as ThrottlingException' : '';
    throw new UsageError(
      `${fault} has an unknown kind: use ${Object.keys(kinds).join(', ')}${error}`,
    );
  }
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new UsageError(`${fault} has the count ${count}: pass a whole number from 1 on`);
  }
}

function kindsOf(point: string): Kinds {
  if (isOperation(point)) return { ...OPERATION_KINDS, ...MORE_OPERATION_KINDS[point] };
  if (Object.hasOwn(POINTS, point)) return POINTS[point] ?? {};
  const [service = ''] = point.split('.');
  const operations = Object.entries(OPERATIONS).find(([name]) => name === service)?.[1];
  const use = operations
    ? [...operations, ...others(service)].join(', ')
    : `<service>.<Operation> (${Object.keys(OPERATIONS).join(', ')}), ${Object.keys(POINTS).join(', ')}`;
  throw new UsageError(`the fault point ${JSON.stringify(point)} does not exist: use ${use}`);
}

function others(service: string): string[] {
  return Object.keys(POINTS)
    .filter((point) => point.startsWith(`${service}.`))
    .map((point) => point.slice(service.length + 1));
}

function isOperation(point: string): boolean {
  const [service = '', operation = ''] = point.split('.');
  return Object.entries(OPERATIONS).some(
    ([name, operations]) => name === service && operations.includes(operation),
  );
}
