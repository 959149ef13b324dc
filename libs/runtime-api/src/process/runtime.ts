// A runtime as a supervised child process, which the Lambda Runtime API serves one invocation at a time.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { RuntimeStartError } from '../errors';
import { isAsleep } from './activity';
import { Freezer } from './freezer';
import { InvocationTimer } from './invocation-timer';
import { type Metadata } from '../server/metadata';
import { type Invocation, type Outcome } from '../invocation';
import { Output, type OutputListener, type OutputSink } from '../output/output';
import { closeWriteEnds, openOutputPipes, type OutputPipes } from '../output/output-pipes';
import { peakMemoryOf, signalGroup } from './process-group';
import { RuntimeApiServer } from '../server/runtime-api-server';

export interface RuntimeOptions {
  /** The bootstrap: an executable file. */
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  /** The child's environment, to which the variables for the Runtime API and the metadata are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Receives the runtime's output. */
  readonly output: OutputListener | OutputSink;
  /** The pipes for the output, if they were opened in advance to save time. */
  readonly pipes?: Promise<OutputPipes | undefined>;
  /** The response of the metadata endpoint. */
  readonly metadata?: Metadata;
  /**
   * Whether to freeze the process group while it waits for an invocation, as Lambda does.
   *
   * @default false
   */
  readonly freezes?: boolean;
  /**
   * Milliseconds that the runtime may take to request the first invocation. After that, the invocation's own timeout
   * starts, as on Lambda.
   *
   * @default no limit
   */
  readonly initTimeoutMs?: number;
}

/** What is known after {@link Runtime.stop}. */
export interface StopReport {
  /** The peak resident set size of the runtime's main process; on Linux only. */
  readonly peakMemoryBytes?: number;
  /** Whether some of the output was discarded. */
  readonly isOutputCut: boolean;
}

type Exit = Extract<Outcome, { kind: 'exit' }>;

const DEFAULT_GRACE_MS = 2000;
/** Limits the wait for a process that has left the group and keeps a connection open. */
const DRAIN_MS = 1000;
/** The same for a pipe: this long after the group's processes have ended, all of their output is in the pipe. */
const LAST_WRITES_MS = 250;
/** Limits the wait for the next request of a runtime that has answered: not every runtime makes one. */
const NEXT_REQUEST_MS = 1000;
const POLL_MS = 3;
/**
 * The number of polls for which a runtime that is busy but writes nothing may still write: about a second. It is not
 * measured in time, because on a busy machine the runtime may not run for that long.
 */
const WORKING_POLLS = 300;
/** The same on a system that does not report whether a process is busy. */
const UNKNOWN_POLLS = 30;
/** Work that a function does after its response delays the freeze for so many milliseconds at most. */
const FREEZE_DELAY_MS = 2000;

/**
 * Lives from {@link Runtime.start} to {@link Runtime.stop}. The child process leads its own process group, so that every
 * process that it starts ends with it.
 */
export class Runtime {
  /** Resolves when the process has exited, for whatever reason. */
  readonly exited: Promise<Exit>;
  private stopping: Promise<StopReport> | undefined;
  private drainedExit: Promise<Exit> | undefined;
  private ready = false;
  /** The number of invocations so far. */
  private invocations = 0;
  private hasBecomeIdle: () => void = () => undefined;

  private constructor(
    private readonly api: RuntimeApiServer,
    private readonly child: ChildProcess,
    private readonly output: Output,
    private readonly initTimeoutMs: number | undefined,
    private readonly freezer: Freezer | undefined,
  ) {
    api.onIdle = () => void this.becomeIdle();
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve({ kind: 'exit', code, signal });
        freezer?.dispose();
      });
    });
  }

  /** @throws {RuntimeStartError} if the command cannot be executed */
  static async start(options: RuntimeOptions): Promise<Runtime> {
    const [api, pipes] = await Promise.all([
      RuntimeApiServer.listen(options.metadata),
      options.pipes ?? openOutputPipes(),
    ]);
    const child = spawn(options.command, options.args ?? [], {
      cwd: options.cwd,
      env: { ...options.env, ...api.variables },
      stdio: ['ignore', pipes?.[0].writeFd ?? 'pipe', pipes?.[1].writeFd ?? 'pipe'],
      detached: true,
    });
    closeWriteEnds(pipes);
    const output = new Output(streamsOf(child, pipes), options.output);
    try {
      await once(child, 'spawn');
    } catch (cause) {
      output.close();
      await api.close();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RuntimeStartError(`The runtime could not be started: ${why}.`, { cause });
    }
    const freezer = options.freezes === true ? new Freezer(child.pid as number) : undefined;
    return new Runtime(api, child, output, options.initTimeoutMs, freezer);
  }

  /** The process id of the runtime, which is also its process group's id. */
  get pid(): number {
    return this.child.pid as number;
  }

  /** Runs one invocation to its end. After `exit` and `timeout`, the runtime can't be used again. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    this.invocations += 1;
    this.freezer?.thaw();
    const timer = new InvocationTimer(invocation.timeoutMs);
    if (this.ready) timer.start();
    else timer.startAfter(this.initTimeoutMs);
    const answered = this.api.invoke(invocation, () => {
      this.ready = true;
      timer.start();
    });
    const outcome = await Promise.race([answered, this.exitAfterDraining(), timer.over]);
    timer.stop();
    if (outcome.kind === 'timeout') this.signal('SIGKILL');
    return outcome;
  }

  /**
   * Resolves with true when the runtime waits for another invocation (and is frozen, if configured), and with false when
   * it has exited.
   */
  async untilIdle(): Promise<boolean> {
    if (this.freezer?.isFrozen ?? this.api.idle) return true;
    const idle = new Promise<boolean>((resolve) => {
      this.hasBecomeIdle = () => {
        resolve(true);
      };
    });
    return Promise.race([idle, this.exited.then(() => false)]);
  }

  /** Sends a signal to the whole process group. */
  signal(signal: NodeJS.Signals): void {
    signalGroup(this.pid, signal);
  }

  /**
   * Resolves when the runtime has written all output of the invocation that it has answered. Node.js buffers what does
   * not fit into a pipe, and loses it when the process exits: nodejs/node#19218. So the runtime may request the next
   * invocation, and write, until the pipes are empty and it only waits.
   *
   * Work that the function continues after its response is not waited for, if the system can tell the difference.
   *
   * @param abort ends the wait at any time
   */
  async settled(abort: AbortSignal): Promise<void> {
    await atMost(NEXT_REQUEST_MS, this.untilIdle());
    await this.untilSilent(abort);
  }

  /**
   * Stops the runtime with SIGTERM, and with SIGKILL after the grace period, or at once if that is 0. Resolves when the
   * runtime has exited and its output is passed on.
   *
   * @param abort discards the output that is not passed on by then
   */
  stop(graceMs = DEFAULT_GRACE_MS, abort?: AbortSignal): Promise<StopReport> {
    this.stopping ??= this.end(graceMs, abort);
    return this.stopping;
  }

  /** A frozen runtime can't write, so it first writes the rest of its output, which belongs to this invocation. */
  private async becomeIdle(): Promise<void> {
    const { freezer, invocations } = this;
    if (freezer !== undefined) {
      await this.untilSilent(AbortSignal.timeout(FREEZE_DELAY_MS));
      if (this.invocations !== invocations || !this.api.idle || this.hasExited()) return;
      freezer.freeze();
    }
    this.hasBecomeIdle();
  }

  private async untilSilent(abort: AbortSignal): Promise<void> {
    let silentPolls = 0;
    while (!this.hasExited() && !abort.aborted) {
      const asleep = isAsleep(this.pid);
      const isQuiet = await this.output.isQuiet();
      silentPolls = isQuiet ? silentPolls + 1 : 0;
      const enough = asleep === undefined ? UNKNOWN_POLLS : WORKING_POLLS;
      if (isQuiet && (asleep === true || silentPolls >= enough)) return;
      await sleep(POLL_MS);
    }
  }

  private async end(graceMs: number, abort: AbortSignal | undefined): Promise<StopReport> {
    const peakMemoryBytes = peakMemoryOf(this.pid);
    if (graceMs > 0) {
      this.signal('SIGTERM');
      this.freezer?.thaw();
    }
    const killer = setTimeout(() => {
      this.signal('SIGKILL');
    }, graceMs);
    await this.exited;
    clearTimeout(killer);
    this.signal('SIGKILL');
    const isWhole = await this.output.exhausted(
      LAST_WRITES_MS,
      abort ?? AbortSignal.timeout(DRAIN_MS),
    );
    this.output.close();
    await this.api.close();
    return { isOutputCut: !isWhole, ...(peakMemoryBytes !== undefined && { peakMemoryBytes }) };
  }

  private hasExited(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** An answer that the runtime posted just before its exit takes precedence over the exit. */
  private exitAfterDraining(): Promise<Exit> {
    // Once for all invocations: each of them waits for the same exit.
    this.drainedExit ??= this.drainAfterExit();
    return this.drainedExit;
  }

  private async drainAfterExit(): Promise<Exit> {
    const exit = await this.exited;
    this.signal('SIGKILL');
    await atMost(DRAIN_MS, this.api.drained());
    return exit;
  }
}

function streamsOf(child: ChildProcess, pipes: OutputPipes | undefined) {
  return {
    stdout: pipes?.[0].readable ?? (child.stdout as Socket),
    stderr: pipes?.[1].readable ?? (child.stderr as Socket),
  };
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
