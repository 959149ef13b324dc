// The actions on a running local cloud. A bad request is refused with the reason.
import type { Invoked } from './api';
import type { Ecs } from '../services/ecs/ecs';
import { ApiError, UsageError } from '../kernel/errors';
import type { Faults } from '../kernel/faults/faults';
import { findFunction } from '../services/lambda/find-function';
import { readInvokeInput } from '../services/lambda/invoke-input';
import type { StackRuntime } from '../stack-runtime';
import { MAX_TIME_SCALE, type TimeScale } from '../kernel/time-scale';
import type { Timeline } from '../timeline';
import { RequestError } from './request-error';

export interface ActionsDeps {
  readonly runtime: Pick<StackRuntime, 'functions' | 'lambda'>;
  readonly ecs: Pick<Ecs, 'byId' | 'stopTask'>;
  readonly faults: Faults;
  readonly scale: TimeScale;
  readonly timeline: Pick<Timeline, 'add'>;
}

type Members = Readonly<Record<string, unknown>>;

/** Per request. */
export const MAX_INVOCATIONS = 10_000;

export class Actions {
  constructor(private readonly deps: ActionsDeps) {}

  /**
   * Invokes a function asynchronously, one or more times.
   *
   * @throws {RequestError} with Lambda's status and message, or 400 for a bad number
   */
  invoke(name: string, body: Buffer, times: string): Invoked {
    const count = wholeNumber('times', Number(times), MAX_INVOCATIONS);
    return withRequestErrors(() => {
      const { functions, lambda } = this.deps.runtime;
      const fn = findFunction(functions, name);
      const headers = { 'x-amz-invocation-type': 'Event' };
      const { event } = readInvokeInput({ method: 'POST', url: '', headers, body });
      const requestIds = Array.from({ length: count }, () => lambda.accept(fn, event));
      return { requestIds };
    });
  }

  /** @throws {RequestError} 404 */
  stopTask(id: string): void {
    const task = this.deps.ecs.byId(id);
    if (!task) throw new RequestError(404, `There is no task ${id}.`);
    this.deps.ecs.stopTask(task.arn, task.clusterArn, 'Task stopped by user');
  }

  /** @throws {RequestError} 400, with the valid values */
  arm({ point, kind, count = 1 }: Members): void {
    withRequestErrors(() => {
      this.deps.faults.arm({ point: String(point), kind: String(kind), count: Number(count) });
    });
  }

  disarm({ point, kind }: Members): void {
    this.deps.faults.disarm(String(point), String(kind));
  }

  /** @throws {RequestError} 400 */
  setTimeScale({ timeScale }: Members): void {
    const { scale, timeline } = this.deps;
    scale.factor = wholeNumber('timeScale', Number(timeScale), MAX_TIME_SCALE);
    timeline.add({ type: 'time-scale', timeScale: scale.factor });
  }
}

function wholeNumber(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new RequestError(400, `${name} must be a whole number from 1 to ${max}.`);
}

/** @throws {RequestError} in place of the services' own errors */
function withRequestErrors<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof ApiError) throw new RequestError(cause.status, cause.message, { cause });
    if (cause instanceof UsageError) throw new RequestError(400, cause.message, { cause });
    throw cause;
  }
}
