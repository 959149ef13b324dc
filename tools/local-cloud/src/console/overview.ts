// The snapshot that a page starts with, and the details of one rescue.
import type { FaultPoints as FaultPointsView, FunctionInfo, RescueDetail, Snapshot } from './api';
import { MAX_ASYNC_EVENT_BYTES } from '../kernel/aws-limits';
import type { RescueId } from '../timeline';
import type { FaultPoints } from '../kernel/faults/fault-points';
import { AWS_ERROR_MEANING, OPERATION_KINDS } from '../kernel/faults/kinds';
import type { LambdaFunction } from '../services/lambda/functions';
import type { StackRuntime } from '../stack-runtime';
import { MAX_TIME_SCALE } from '../kernel/time-scale';
import { MAX_INVOCATIONS } from './actions';
import type { Health } from './health';
import { type History, MAX_RESCUES } from './history';
import { type Journal, MAX_KEPT_ENTRIES } from './journal';
import { MAX_LOG_LINES } from './kept-rescue';
import { RequestError } from './request-error';

export interface OverviewDeps {
  readonly journal: Journal;
  readonly history: History;
  readonly health: Health;
  readonly runtime: Pick<StackRuntime, 'functions' | 'stack'>;
  readonly points: FaultPoints;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export class Overview {
  constructor(private readonly deps: OverviewDeps) {}

  snapshot(): Snapshot {
    const { journal, history, health, runtime, startedAt } = this.deps;
    const { functions, stack } = runtime;
    return {
      cursor: journal.cursor,
      startedAt,
      now: Date.now() - startedAt,
      region: stack.region,
      stack: stack.name,
      functions: functions.all.map(describeFunction),
      rescues: history.rescues,
      status: health.status,
      samples: health.samples,
      limits: {
        rescues: MAX_RESCUES,
        logLines: MAX_LOG_LINES,
        entries: MAX_KEPT_ENTRIES,
        invocations: MAX_INVOCATIONS,
        eventBytes: MAX_ASYNC_EVENT_BYTES,
        timeScale: MAX_TIME_SCALE,
      },
    };
  }

  /** What can be injected. */
  faultPoints(): FaultPointsView {
    const { operations, moreOperationKinds, points } = this.deps.points;
    return {
      operations,
      operationKinds: OPERATION_KINDS,
      moreOperationKinds,
      awsErrorMeaning: AWS_ERROR_MEANING,
      points,
    };
  }

  /** @throws {RequestError} 404 */
  rescue(id: RescueId): RescueDetail {
    const { journal, history } = this.deps;
    const kept = history.find(id);
    if (!kept?.rescue) throw unknown(id);
    const { rescue, all: entries, isCut } = kept;
    const hasEvent = history.eventOf(id) !== undefined;
    return { cursor: journal.cursor, rescue, entries, isCut, hasEvent };
  }

  /** @throws {RequestError} 404 */
  eventOf(id: RescueId): Buffer {
    const event = this.deps.history.eventOf(id);
    if (event) return event;
    throw unknown(id);
  }

  /**
   * @param functionName null if the request does not name it: then exactly one function may have the request id
   * @throws {RequestError} 404, or 409 with the functions that have the request id
   */
  identify(requestId: string, functionName: string | null): RescueId {
    if (functionName !== null) return { function: functionName, requestId };
    const [only, ...others] = this.deps.history.withRequestId(requestId);
    if (only === undefined) throw unknown({ requestId });
    if (others.length === 0) return only;
    const choices = [only, ...others].map((one) => `function=${encodeURIComponent(one.function)}`);
    throw new RequestError(
      409,
      `Several functions have a rescue with the request id ${requestId}: add ?${choices.join(' or ?')}`,
    );
  }
}

function unknown({ function: name = '', requestId }: Partial<RescueId>): RequestError {
  const whose = name === '' ? '' : ` of ${name}`;
  return new RequestError(404, `There is no rescue of the request ${requestId ?? ''}${whose}.`);
}

function describeFunction(fn: LambdaFunction): FunctionInfo {
  const { name, arn, runtime, handler, timeoutSeconds, memoryMb, deadLetterArn } = fn;
  return {
    name,
    arn,
    runtime,
    handler,
    timeoutSeconds,
    memoryMb,
    maximumAttempts: fn.retryAttempts + 1,
    logGroup: fn.logging.logGroup,
    ...(deadLetterArn !== undefined && { failureQueue: deadLetterArn.replace(/^.*:/, '') }),
  };
}
