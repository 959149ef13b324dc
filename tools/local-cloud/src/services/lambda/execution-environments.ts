// The execution environments of all functions: started cold, reused warm, never more than a cap at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@immortal/runtime-api';
import { StoppedError } from '../../kernel/errors';
import { Semaphore } from '../../kernel/semaphore';
import { Environment, type EnvironmentOptions, type Kill, type Run } from './environment';
import { failedMount } from './file-systems';

/** How long an answer is held back until the environment can be used again, which takes a moment. */
const REUSE_PATIENCE_MS = 1000;

export interface EnvironmentsOptions extends EnvironmentOptions {
  /** How many environments may exist at once; further invocations wait. */
  readonly cap: number;
}

export class ExecutionEnvironments {
  private readonly permits: Semaphore;
  private readonly all = new Set<Environment>();
  private readonly idle: Environment[] = [];
  private readonly runs = new Set<Promise<unknown>>();
  /** Environments that exist or are being started. */
  private places = 0;
  private stopped = false;

  constructor(private readonly options: EnvironmentsOptions) {
    this.permits = new Semaphore(options.cap);
  }

  /**
   * Waits for its turn, then runs the function once. That no process can be started for it is an
   * outcome as well.
   *
   * @throws {StoppedError}
   */
  run(run: Run, onStarted: () => void): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const work = this.permits
        .run(() => this.runNow(run, onStarted, resolve))
        .catch(reject)
        .finally(() => this.runs.delete(work));
      this.runs.add(work);
    });
  }

  /** Resolves when no function runs. */
  async quiet(): Promise<void> {
    await Promise.allSettled(this.runs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.all].map((environment) => this.end(environment)));
    await Promise.allSettled(this.runs);
  }

  /** An environment is busy until its runtime asks for another event, as on Lambda; the answer may come before that. */
  private async runNow(
    run: Run,
    onStarted: () => void,
    onOutcome: (outcome: Outcome) => void,
  ): Promise<void> {
    this.assertNotStopped();
    const environment = this.takeIdle(run) ?? (await this.start(run));
    onStarted();
    if (!(environment instanceof Environment)) {
      onOutcome(environment);
      return;
    }
    const outcome = await environment.invoke(run);
    if (!environment.usable) await this.end(environment);
    const idle = environment.untilIdle();
    // So that the caller's next event finds it idle, and needs no environment of its own.
    await Promise.race([idle, sleep(REUSE_PATIENCE_MS, undefined, { ref: false })]);
    onOutcome(outcome);
    await idle;
    if (environment.usable) this.idle.push(environment);
    else await this.end(environment);
  }

  private takeIdle(run: Run): Environment | undefined {
    const index = this.idle.findIndex((one) => one.fn === run.function);
    return index < 0 ? undefined : this.idle.splice(index, 1)[0];
  }

  private async start(run: Run): Promise<Environment | Outcome> {
    const notMounted = failedMount(run.function);
    if (notMounted) return run.kill ? killedBefore(run.kill) : notMounted;
    this.places += 1;
    // A permit without a place means that an environment of another function idles: it makes room.
    const unused = this.places > this.options.cap ? this.idle.shift() : undefined;
    if (unused) await this.end(unused);
    try {
      const environment = await Environment.start(run, this.options, (exited) => {
        this.forget(exited);
      });
      this.all.add(environment);
      if (this.stopped) await this.end(environment);
      this.assertNotStopped();
      return environment;
    } catch (error) {
      this.places -= 1;
      if (error instanceof StoppedError) throw error;
      return failedStart(run, error);
    }
  }

  /** One that has ended while it was idle; others are seen by who uses them. */
  private forget(environment: Environment): void {
    if (this.idle.includes(environment)) void this.end(environment);
  }

  private async end(environment: Environment): Promise<void> {
    const index = this.idle.indexOf(environment);
    if (index >= 0) this.idle.splice(index, 1);
    await environment.end();
    if (this.all.delete(environment)) this.places -= 1;
  }

  private assertNotStopped(): void {
    if (this.stopped) throw new StoppedError('the local cloud is being stopped');
  }
}

/** A fault takes the place of what would happen here, for a function that can't begin. */
function killedBefore({ as, onKill }: Kill): Outcome {
  onKill();
  return as === 'timeout'
    ? { kind: 'timeout', timeoutMs: 0 }
    : { kind: 'exit', code: null, signal: 'SIGKILL' };
}

/** In Lambda's words for a runtime that can't be started. */
function failedStart({ requestId }: Run, error: unknown): Outcome {
  const errorType = 'Runtime.InvalidEntrypoint';
  const why = error instanceof Error ? error.message : String(error);
  const errorMessage = `RequestId: ${requestId} Error: ${why}`;
  const payload = Buffer.from(JSON.stringify({ errorType, errorMessage }));
  return { kind: 'init-error', errorType, payload };
}
