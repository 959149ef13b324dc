// The execution environments of all functions: started cold, reused warm, never more than a cap at once.
import path from 'node:path';
import { Runtime, type Outcome } from '@immortal/runtime-api';
import { INIT_TIMEOUT_SECONDS } from '../aws-limits';
import { Semaphore } from '../semaphore';
import type { TimeScale } from '../time-scale';
import type { Timeline } from '../timeline';
import type { CodeStore } from './code-store';
import { functionEnvironment } from './function-environment';
import type { LambdaFunction } from './functions';
import type { Endpoint } from '../child-environment';

export interface EnvironmentOptions {
  readonly code: CodeStore;
  readonly timeline: Timeline;
  readonly scale: TimeScale;
  readonly endpoint: Endpoint;
  /** The folder with the `bootstrap` that stands in for AWS's runtime. */
  readonly runtimeDir: string;
  /** How many environments may exist at once; further invocations wait. */
  readonly cap: number;
}

/** One event for one run of a function. */
export interface Run {
  readonly function: LambdaFunction;
  readonly event: Buffer;
  readonly requestId: string;
  /** The original invocation that this run serves, as the timeline groups by it. */
  readonly timelineId?: string;
  readonly clientContext?: string;
}

interface Environment {
  readonly function: LambdaFunction;
  readonly runtime: Runtime;
  /** Whose output it is at the moment. */
  timelineId: string | undefined;
  ended: boolean;
}

export class ExecutionEnvironments {
  private readonly permits: Semaphore;
  private readonly all = new Set<Environment>();
  private readonly idle: Environment[] = [];

  constructor(private readonly options: EnvironmentOptions) {
    this.permits = new Semaphore(options.cap);
  }

  /** Waits for a place, then runs the function once. */
  run(run: Run, onStarted: () => void): Promise<Outcome> {
    return this.permits.run(async () => {
      const environment = await this.take(run);
      onStarted();
      const outcome = await environment.runtime.invoke({
        event: run.event,
        requestId: run.requestId,
        invokedFunctionArn: run.function.arn,
        timeoutMs: this.options.scale.timeoutMs(run.function.timeoutSeconds),
        ...(run.clientContext !== undefined && { clientContext: run.clientContext }),
      });
      await this.giveBack(environment, outcome);
      return outcome;
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all].map((environment) => this.end(environment)));
  }

  private async take(run: Run): Promise<Environment> {
    const warm = this.idle.findIndex((one) => one.function === run.function && !one.ended);
    const reused = warm >= 0 ? this.idle.splice(warm, 1)[0] : undefined;
    if (reused) {
      reused.timelineId = run.timelineId;
      return reused;
    }
    // A permit without a place means that somebody else's environment idles: it makes room.
    while (this.all.size >= this.options.cap) {
      const unused = this.idle.shift();
      if (!unused) break;
      await this.end(unused);
    }
    return this.start(run);
  }

  private async start({ function: fn, timelineId }: Run): Promise<Environment> {
    const { code, timeline, runtimeDir } = this.options;
    const folders = await code.unpacked(fn);
    const runtime = await Runtime.start({
      command: path.join(runtimeDir, 'bootstrap'),
      cwd: folders.taskRoot,
      env: functionEnvironment(fn, { ...folders, runtimeDir }, this.options.endpoint),
      initTimeoutMs: INIT_TIMEOUT_SECONDS * 1000,
      output: (line) => {
        const requestId = environment.timelineId;
        timeline.add({
          type: 'log',
          ...(requestId !== undefined && { requestId }),
          source: 'function',
          name: fn.name,
          line,
        });
      },
    });
    const environment: Environment = { function: fn, runtime, timelineId, ended: false };
    this.all.add(environment);
    void runtime.exited.then(() => {
      environment.ended = true;
    });
    return environment;
  }

  /** After a timeout, a crash or a failed start the environment is of no further use. */
  private async giveBack(environment: Environment, { kind }: Outcome): Promise<void> {
    if (kind === 'response' || kind === 'error') {
      environment.timelineId = undefined;
      this.idle.push(environment);
    } else {
      await this.end(environment);
    }
  }

  private async end(environment: Environment): Promise<void> {
    await environment.runtime.stop(0);
    this.all.delete(environment);
    const index = this.idle.indexOf(environment);
    if (index >= 0) this.idle.splice(index, 1);
  }
}
