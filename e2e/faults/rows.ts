// The rows of the fault matrix: each fault, and the event that it runs with by itself.
import { type TestEvent } from '../testbed/testbed';

export interface Row {
  readonly point: string;
  readonly kind: string;
  readonly count?: number;
  /** `fails` for a fault of parking, which a successful event never needs. */
  readonly event?: keyof typeof EVENTS;
  /** Represents others of its kind in the pairs. */
  readonly inPairs?: true;
}

/** On a second delivery, the secondary first looks for the task. */
const FIRST_SHORTAGE: Row = { point: 'ecs.RunTask', kind: 'failures' };

/** Long enough for a second fault to fire while the function runs, on most machines: no pair depends on it. */
const MILLISECONDS = 300;

/** Faults that strike a container while its function runs. */
export const STRIKES = new Set(['spot', 'termination', 'host', 'runtime-killed', 'oom', 'user']);

export const EVENTS = {
  /** Goes through S3. */
  large: { milliseconds: MILLISECONDS, filling: 'x'.repeat(9000) },
  small: { milliseconds: MILLISECONDS },
  fails: { fails: true },
  largeFails: { filling: 'x'.repeat(9000), fails: true },
} as const satisfies Record<string, TestEvent>;

export const ROWS: readonly Row[] = [
  { point: 'ecs.RunTask', kind: 'ThrottlingException', count: 5, inPairs: true },
  { point: 'ecs.RunTask', kind: 'ServerException', count: 5 },
  { point: 'ecs.RunTask', kind: 'AccessDeniedException' },
  { point: 'ecs.RunTask', kind: 'failures', count: 2, inPairs: true },
  { point: 'ecs.RunTask', kind: 'refused', count: 5 },
  { point: 'ecs.RunTask', kind: 'unanswered', count: 3 },
  { point: 'ecs.RunTask', kind: 'crash-before' },
  { point: 'ecs.RunTask', kind: 'crash-after', inPairs: true },
  { point: 's3.PutObject', kind: 'SlowDown', count: 5, inPairs: true },
  { point: 's3.PutObject', kind: 'crash-before' },
  { point: 's3.PutObject', kind: 'crash-after' },
  { point: 's3.GetObject', kind: 'SlowDown', count: 2 },
  { point: 's3.GetObject', kind: 'crash-before' },
  { point: 's3.DeleteObject', kind: 'InternalError', count: 5 },
  { point: 's3.DeleteObject', kind: 'crash-after' },
  { point: 'sqs.SendMessage', kind: 'InternalError', count: 5, event: 'fails' },
  { point: 'sqs.SendMessage', kind: 'unanswered', event: 'fails' },
  { point: 'sqs.SendMessage', kind: 'crash-before', event: 'fails' },
  { point: 'lambda.GetFunction', kind: 'TooManyRequestsException', count: 2 },
  { point: 'lambda.GetFunction', kind: 'ServiceException', count: 2 },
  { point: 'lambda.GetFunction', kind: 'AccessDeniedException' },
  { point: 'lambda.GetFunction', kind: 'crash-before' },
  { point: 'sqs.deliver', kind: 'duplicate' },
  { point: 'sqs.deliver', kind: 'twice-at-once', inPairs: true },
  { point: 'sqs.deliver', kind: 'late' },
  { point: 'events.deliver', kind: 'duplicate', inPairs: true },
  { point: 'events.deliver', kind: 'reorder' },
  { point: 'events.deliver', kind: 'bare', event: 'fails' },
  { point: 'function', kind: 'crash', inPairs: true },
  { point: 'task', kind: 'pull', inPairs: true },
  { point: 'task', kind: 'eni' },
  { point: 'task', kind: 'spot', inPairs: true },
  { point: 'task', kind: 'spot', count: 3 },
  { point: 'task', kind: 'termination' },
  { point: 'task', kind: 'host' },
  { point: 'task', kind: 'runtime-killed' },
  { point: 'task', kind: 'oom', inPairs: true },
  { point: 'task', kind: 'user' },
  { point: 'code', kind: 'truncated', count: 1, inPairs: true },
  { point: 'code', kind: 'corrupt' },
  { point: 'code', kind: 'expired' },
  { point: 'code', kind: 'missing' },
  { point: 'metadata', kind: 'unavailable' },
];

/**
 * Kills the secondary at every point between receiving a message and responding, before and after each of its calls.
 * The first fault leads it to that call.
 */
export const CRASHES: readonly (readonly Row[])[] = ['crash-before', 'crash-after'].flatMap(
  (kind): Row[][] => [
    [{ point: 's3.PutObject', kind }],
    [{ point: 'ecs.RunTask', kind }],
    [FIRST_SHORTAGE, { point: 'sqs.ChangeMessageVisibility', kind }],
    [FIRST_SHORTAGE, { point: 'ecs.ListTasks', kind }],
    [
      { point: 'events.deliver', kind: 'bare', event: 'fails' },
      { point: 'ecs.DescribeTasks', kind },
    ],
    [{ point: 'sqs.SendMessage', kind, event: 'largeFails' }],
    [
      { point: 'task', kind: 'spot' },
      { point: 'sqs.SendMessage', kind },
    ],
    [{ point: 's3.DeleteObject', kind }],
  ],
);

export function nameOf({ point, kind, count = 1 }: Row): string {
  return `${point}=${kind}:${count}`;
}
