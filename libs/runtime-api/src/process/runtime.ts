// A runtime as a supervised child process, served by the Lambda Runtime API one invocation after the other.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { RuntimeStartError } from '../errors';
import { isAsleep } from './activity';
import { Freezer } from './freezer';
import { type Metadata } from '../server/metadata';
import type { Invocation, Outcome } from '../invocation';
import { Output, type OutputListener, type OutputSink } from '../output/output';
import { closeWriteEnds, openOutputPipes, type OutputPipes } from '../output/output-pipes';
import { peakMemoryOf, signalGroup } from './process-group';
import { RuntimeApiServer } from '../server/runtime-api-server';

export interface RuntimeOptions {
  /** The bootstrap: an executable file. */
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  /** The child's whole environment; what leads to the Runtime API and the metadata is added. */
  readonly env: Readonly<Record<string, string>>;
  /** Who takes what it writes. */
  readonly output: OutputListener | OutputSink;
  /** Where it writes to, if that was opened before: it takes a moment, in which other things can be done. */
  readonly pipes?: Promise<OutputPipes | undefined>;
  /** What the function is told of the machine. */
  readonly metadata?: Metadata;
  /**
   * Freezes the process group while it waits for an invocation, as Lambda does.
   *
   * @default false
   */
  readonly freezes?: boolean;
  /**
   * Milliseconds that the runtime may take until it asks for the first invocation; after them the
   * invocation's own timeout runs, as on Lambda.
   *
   * @default no limit
   */
  readonly initTimeoutMs?: number;
}

export interface RuntimeEnd {
  /** The largest resident set of the runtime's main process, where the system tells (Linux). */
  readonly peakMemoryBytes?: number;
  /** Whether some of what it wrote was given up. */
  readonly isOutputCut: boolean;
}

type Exit = Extract<Outcome, { kind: 'exit' }>;

const DEFAULT_GRACE_MS = 2000;
/** A process that left the group may keep a connection open; this ends the wait for it. */
const DRAIN_MS = 1000;
/** The same for a pipe: what the group has written is in there when its processes are gone, this long after their end. */
const LAST_WRITES_MS = 250;
/** For the next request of a runtime that has answered; not every runtime makes one. */
const NEXT_REQUEST_MS = 1000;
const POLL_MS = 3;
/**
 * How often a runtime that works on without writing is taken for one that may write yet, for a second. Not by the
 * clock: on a busy machine it may not run for that long.
 */
const WORKING_POLLS = 300;
/** The same where the system does not tell whether it works. */
const UNKNOWN_POLLS = 30;
/** What a function does behind its answer puts off the freezing for so long at most. */
const FREEZE_PATIENCE_MS = 2000;

/**
 * Lives from {@link Runtime.start} to {@link Runtime.stop}. The child leads a process group of its
 * own, so that what it starts ends with it.
 */
export class Runtime {
  /** Resolves when the process has ended, however that came. */
  readonly exited: Promise<Exit>;
  private stopping: Promise<RuntimeEnd> | undefined;
  private lastWords: Promise<Exit> | undefined;
  private ready = false;
  /** Invocations so far. */
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

  /** The process group of the runtime. */
  get pid(): number {
    return this.child.pid as number;
  }

  /** Runs one invocation to its end. After `exit` and `timeout` the runtime is of no further use. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    this.invocations += 1;
    this.freezer?.thaw();
    const clock = new Clock(invocation.timeoutMs);
    if (this.ready) clock.start();
    else clock.startAfter(this.initTimeoutMs);
    const answered = this.api.invoke(invocation, () => {
      this.ready = true;
      clock.start();
    });
    const outcome = await Promise.race([answered, this.exitAfterLastWords(), clock.over]);
    clock.stop();
    if (outcome.kind === 'timeout') this.signal('SIGKILL');
    return outcome;
  }

  /**
   * Resolves with true when the runtime waits for another invocation, frozen if it is to be, and with false when it has
   * ended.
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
   * Resolves when the runtime has written what it had to write for the invocation that it has answered. Node.js keeps
   * in its memory what does not fit into a pipe and loses it when the process ends: nodejs/node#19218. So the runtime
   * may come back for the next invocation, and write, until the pipes are empty and it only waits.
   *
   * What the function goes on doing behind its answer is not waited for, as long as the system tells that apart.
   *
   * @param abort ends the wait at any time
   */
  async settled(abort: AbortSignal): Promise<void> {
    await atMost(NEXT_REQUEST_MS, this.untilIdle());
    await this.untilSilent(abort);
  }

  /**
   * Ends the runtime: SIGTERM, then SIGKILL after the grace, at once if that is 0. Resolves when it is gone and all that
   * it wrote has been passed on.
   *
   * @param abort gives up what is not passed on by then
   */
  stop(graceMs = DEFAULT_GRACE_MS, abort?: AbortSignal): Promise<RuntimeEnd> {
    this.stopping ??= this.end(graceMs, abort);
    return this.stopping;
  }

  /** A frozen runtime can't write: what it has to write comes first, so that it belongs to the invocation it is of. */
  private async becomeIdle(): Promise<void> {
    const { freezer, invocations } = this;
    if (freezer !== undefined) {
      await this.untilSilent(AbortSignal.timeout(FREEZE_PATIENCE_MS));
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

  private async end(graceMs: number, abort: AbortSignal | undefined): Promise<RuntimeEnd> {
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

  /** What the runtime posted just before it ended counts more than that it ended. */
  private exitAfterLastWords(): Promise<Exit> {
    // Once for all invocations: each of them waits for the same end.
    this.lastWords ??= this.hearLastWords();
    return this.lastWords;
  }

  private async hearLastWords(): Promise<Exit> {
    const exit = await this.exited;
    this.signal('SIGKILL');
    await atMost(DRAIN_MS, this.api.drained());
    return exit;
  }
}

/** The time limit of one invocation: starts once, and stops. */
class Clock {
  readonly over: Promise<Extract<Outcome, { kind: 'timeout' }>>;
  private expire: () => void = () => undefined;
  private timers: NodeJS.Timeout[] = [];
  private started = false;

  constructor(private readonly timeoutMs: number | undefined) {
    this.over = new Promise((resolve) => {
      this.expire = () => {
        resolve({ kind: 'timeout', timeoutMs: timeoutMs ?? 0 });
      };
    });
  }

  start(): void {
    if (this.started || this.timeoutMs === undefined) return;
    this.started = true;
    this.timers.push(setTimeout(this.expire, this.timeoutMs));
  }

  startAfter(ms: number | undefined): void {
    if (ms !== undefined) this.timers.push(setTimeout(this.start.bind(this), ms));
  }

  stop(): void {
    this.started = true;
    this.timers.forEach(clearTimeout);
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
