// One execution environment: the process of one function, which serves one event after the other.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCustomRuntime, type Outcome, Runtime } from '@immortal/runtime-api';
import { INIT_TIMEOUT_SECONDS } from '../../kernel/aws-limits';
import type { Callers } from '../../kernel/authentication/callers';
import type { Endpoint } from '../../kernel/child-environment';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { RescueId, Timeline } from '../../timeline';
import type { Logs } from '../logs/logs';
import type { TimeScale } from '../../kernel/time-scale';
import type { CodeStore } from './code-store';
import { functionEnvironment, newLogStreamName } from './function-environment';
import type { LambdaFunction } from './functions';
import { zoneIdOf } from './zone-id';

export interface EnvironmentOptions {
  readonly code: CodeStore;
  readonly timeline: Timeline;
  readonly scale: TimeScale;
  readonly endpoint: Endpoint;
  readonly callers: Callers;
  readonly logs: Pick<Logs, 'write'>;
  readonly permissions: Pick<Permissions, 'mayLog'>;
  /** The folder with the `bootstrap` of AWS's runtime clients. */
  readonly runtimeDir: string;
}

/** One event for one run of a function. */
export interface Run {
  readonly function: LambdaFunction;
  readonly event: Buffer;
  readonly requestId: string;
  /** The original invocation that this run serves: on the timeline, what is written belongs to it. */
  readonly serves?: RescueId;
  readonly clientContext?: string;
  readonly traceHeader?: string;
  /** Has the process killed in the middle of the run. */
  readonly kill?: Kill;
}

export interface Kill {
  /** What it looks like: an end of its own, or one by the timeout. */
  readonly as: 'crash' | 'timeout';
  /** Called when it happens. */
  readonly onKill: () => void;
}

/** Whose output it is at the moment: lines may come late, so it stays so until the next event. */
interface Speaker {
  serves: RescueId | undefined;
  /** Called when a line was written. */
  onLine?: () => void;
}

export class Environment {
  /** Whether another event can be given to it. */
  usable = true;

  private constructor(
    readonly fn: LambdaFunction,
    private readonly runtime: Runtime,
    private readonly speaker: Speaker,
    private readonly scale: TimeScale,
  ) {}

  /**
   * @param onExit called when the process has ended, however that came
   * @throws if the code can't be unpacked or the process can't be started
   */
  static async start(
    { function: fn, serves }: Run,
    options: EnvironmentOptions,
    onExit: (environment: Environment) => void,
  ): Promise<Environment> {
    const speaker: Speaker = { serves };
    const runtime = await startRuntime(fn, options, speaker);
    const environment = new Environment(fn, runtime, speaker, options.scale);
    void runtime.exited.then(() => {
      environment.usable = false;
      onExit(environment);
    });
    return environment;
  }

  async invoke(run: Run): Promise<Outcome> {
    const { event, requestId, serves, clientContext, traceHeader } = run;
    this.speaker.serves = serves;
    const timeoutMs = this.scale.timeoutMs(this.fn);
    const answer = this.runtime.invoke({
      event,
      requestId,
      timeoutMs,
      invokedFunctionArn: this.fn.arn,
      ...(clientContext !== undefined && { clientContext }),
      ...(traceHeader !== undefined && { traceId: traceHeader }),
    });
    const outcome = await (run.kill ? this.killWhenBegun(answer, run.kill, timeoutMs) : answer);
    // After a timeout, a crash or a failed start it is of no further use.
    if (outcome.kind !== 'response' && outcome.kind !== 'error') this.usable = false;
    return outcome;
  }

  /** Resolves when another event can be given to it, or it has turned out that none can. */
  async untilIdle(): Promise<void> {
    const waited = new AbortController();
    const patience = this.scale.timeoutMs(this.fn);
    const late = sleep(patience, false, { signal: waited.signal }).catch(() => false);
    if (!(await Promise.race([this.runtime.untilIdle(), late]))) this.usable = false;
    waited.abort();
  }

  /**
   * Kills the process as soon as it has written a line, which shows that the function has begun, and
   * at the latest when it answers.
   */
  private async killWhenBegun(
    answer: Promise<Outcome>,
    { as, onKill }: Kill,
    timeoutMs: number,
  ): Promise<Outcome> {
    const line = new Promise<undefined>((resolve) => {
      this.speaker.onLine = () => {
        resolve(undefined);
      };
    });
    const early = await Promise.race([line, answer]);
    if (early?.kind === 'timeout' || early?.kind === 'exit') return early;
    onKill();
    await killRuntime(this.runtime);
    return as === 'timeout' ? { kind: 'timeout', timeoutMs } : this.runtime.exited;
  }

  /** Kills the process and everything that it started. Resolves when all its output has been forwarded. */
  async end(): Promise<void> {
    this.usable = false;
    await this.runtime.stop(0);
  }
}

async function startRuntime(
  fn: LambdaFunction,
  options: EnvironmentOptions,
  speaker: Speaker,
): Promise<Runtime> {
  const { code, runtimeDir, endpoint, callers, timeline, logs, permissions } = options;
  const { logGroup } = fn.logging;
  const mayLog = permissions.mayLog(fn.role, logGroup);
  const logStream = newLogStreamName();
  const folders = await code.unpacked(fn);
  const kill = () => starting.then(killRuntime);
  const credentials = callers.add({ kind: 'function', name: fn.name, roleArn: fn.role, kill });
  const starting = Runtime.start({
    command: path.join(isCustomRuntime(fn.runtime) ? folders.taskRoot : runtimeDir, 'bootstrap'),
    cwd: folders.taskRoot,
    env: functionEnvironment(fn, { ...folders, runtimeDir }, endpoint, credentials, logStream),
    initTimeoutMs: INIT_TIMEOUT_SECONDS * 1000,
    freezes: true,
    metadata: { availabilityZoneId: zoneIdOf(endpoint.region) },
    output: (line) => {
      timeline.add({ type: 'log', ...speaker.serves, source: 'function', name: fn.name, line });
      if (mayLog) logs.write(logGroup, logStream, line);
      speaker.onLine?.();
    },
  });
  void starting
    .then(({ exited }) => exited)
    .catch(() => undefined) // reported to the caller, who awaits the start too
    .then(() => {
      callers.remove(credentials);
    });
  return starting;
}

async function killRuntime(runtime: Runtime): Promise<void> {
  runtime.signal('SIGKILL');
  await runtime.exited;
}
