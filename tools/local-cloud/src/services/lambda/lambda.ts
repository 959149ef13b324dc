// Lambda's two ways to invoke: waiting for the result, or leaving it to retries and the dead-letter queue.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RETRY_WAITS_SECONDS } from '../../kernel/aws-limits';
import type { Faults } from '../../kernel/faults/faults';
import type { TimeScale } from '../../kernel/time-scale';
import type { RescueId, Timeline } from '../../timeline';
import type { Run } from './environment';
import type { ExecutionEnvironments } from './execution-environments';
import type { FailureDestinations } from './failure-destinations';
import type { LambdaFunction } from './functions';
import { type Result, resultOf } from './result';
import { traceHeaderOf } from './trace-header';

export interface LambdaDeps {
  readonly environments: ExecutionEnvironments;
  readonly destinations: FailureDestinations;
  readonly timeline: Timeline;
  readonly scale: TimeScale;
  readonly faults: Faults;
  /** Hears of every event before anything happens to it. */
  readonly onAccepted: (id: RescueId, event: Buffer) => void;
}

/** How an attempt ended, and how long it would have taken on AWS. */
interface Attempt {
  readonly result: Result;
  readonly awsSeconds: number;
}

export class Lambda {
  private readonly stopping = new AbortController();
  private readonly accepted = new Set<Promise<void>>();

  constructor(private readonly deps: LambdaDeps) {}

  /**
   * Runs the function once, and returns its result.
   *
   * @throws {StoppedError}
   */
  async invoke(run: Run): Promise<Result> {
    const outcome = await this.deps.environments.run(run, () => undefined);
    return resultOf(outcome, run.function, run.requestId);
  }

  /**
   * Accepts an event and returns at once: it is tried, tried again, and given up into the function's
   * failure destination.
   *
   * @param calledWith the tracing header of the call
   * @returns the request id, the same for all attempts
   */
  accept(fn: LambdaFunction, event: Buffer, calledWith?: unknown): string {
    const requestId = randomUUID();
    const serves: RescueId = { function: fn.name, requestId };
    this.deps.onAccepted(serves, event);
    this.deps.timeline.add({ type: 'invocation', ...serves, bytes: event.length });
    const traceHeader = traceHeaderOf(fn.arn, calledWith);
    const run = { function: fn, event, requestId, serves, traceHeader };
    const work = this.untilDone(run)
      .catch((error: unknown) => {
        if (this.stopping.signal.aborted) return;
        const message = `the event of request ${requestId} is lost by a defect: ${String(error)}`;
        this.deps.timeline.add({ type: 'cloud', ...serves, message });
      })
      .finally(() => this.accepted.delete(work));
    this.accepted.add(work);
    return requestId;
  }

  /** Stops when all that was accepted or invoked has come to its end. */
  async retire(): Promise<void> {
    await Promise.all(this.accepted);
    await this.deps.environments.quiet();
    await this.stop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.deps.environments.stop();
    await Promise.all(this.accepted);
  }

  private async untilDone(run: Run): Promise<void> {
    const { retryAttempts, maxEventAgeSeconds } = run.function;
    let age = 0;
    for (let attempt = 1; ; attempt += 1) {
      const { result, awsSeconds } = await this.attempt(run, attempt);
      if (result.kind === 'success') return;
      age += awsSeconds;
      const wait = RETRY_WAITS_SECONDS[attempt - 1] ?? 0;
      const retriesLeft = attempt <= retryAttempts;
      if (!retriesLeft || age + wait > maxEventAgeSeconds) {
        const condition = retriesLeft ? 'EventAgeExceeded' : 'RetriesExhausted';
        await this.deps.destinations.giveUp(run, result, attempt, condition);
        return;
      }
      age += wait;
      await this.waitForRetry(run, wait);
    }
  }

  private async attempt(run: Run, attempt: number): Promise<Attempt> {
    const { timeline, scale, environments } = this.deps;
    const { function: fn, requestId } = run;
    const about = { requestId, function: fn.name, attempt };
    let began = 0;
    const outcome = await environments.run({ ...run, ...this.kill(run) }, () => {
      began = Date.now();
      timeline.add({
        type: 'attempt',
        ...about,
        maximumAttempts: fn.retryAttempts + 1,
        timeoutSeconds: scale.timeoutMs(fn) / 1000,
        awsTimeoutSeconds: fn.timeoutSeconds,
      });
    });
    this.stopping.signal.throwIfAborted();
    const seconds = (Date.now() - began) / 1000;
    const result = resultOf(outcome, fn, requestId);
    timeline.add({
      type: 'attempt-ended',
      ...about,
      outcome: result.kind,
      seconds,
      ...(result.kind !== 'success' && { errorMessage: result.message }),
    });
    return { result, awsSeconds: result.kind === 'timeout' ? fn.timeoutSeconds : seconds };
  }

  private kill({ function: fn, requestId }: Run): Pick<Run, 'kill'> {
    const { faults } = this.deps;
    const fault = faults.take('attempt');
    if (!fault) return {};
    const onKill = () => {
      faults.tell(fault, { requestId, function: fn.name, struck: `the function ${fn.name}` });
    };
    return { kill: { as: 'timeout', onKill } };
  }

  private async waitForRetry({ function: fn, requestId }: Run, awsSeconds: number): Promise<void> {
    const ms = this.deps.scale.waitMs(awsSeconds);
    this.deps.timeline.add({
      type: 'retry',
      requestId,
      function: fn.name,
      waitSeconds: ms / 1000,
      awsWaitSeconds: awsSeconds,
    });
    await sleep(ms, undefined, { signal: this.stopping.signal });
  }
}
