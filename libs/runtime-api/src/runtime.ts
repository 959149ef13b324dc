// A runtime as a supervised child process, served by the Lambda Runtime API one invocation after the other.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { RuntimeStartError } from './errors';
import { forEachLine } from './lines';
import { type Metadata } from './metadata';
import type { Invocation, Outcome } from './outcome';
import { peakMemoryOf, signalGroup } from './process-group';
import { RuntimeApiServer } from './runtime-api-server';

export interface RuntimeOptions {
  /** The bootstrap: an executable file. */
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  /** The child's whole environment; what leads to the Runtime API and the metadata is added. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its output goes: to this process's own, or line by line to a function. */
  readonly output: 'inherit' | OutputListener;
  /** What the function is told of the machine. */
  readonly metadata?: Metadata;
  /**
   * Milliseconds that the runtime may take until it asks for the first invocation; after them the
   * invocation's own timeout runs, as on Lambda.
   *
   * @default no limit
   */
  readonly initTimeoutMs?: number;
}

type OutputListener = (line: string, stream: 'stdout' | 'stderr') => void;

export interface RuntimeEnd {
  /** The largest resident set of the runtime's main process, where the system tells (Linux). */
  readonly peakMemoryBytes?: number;
}

type Exit = Extract<Outcome, { kind: 'exit' }>;

const DEFAULT_GRACE_MS = 2000;
/** A process that left the group may keep a connection or a pipe open; nobody waits for it longer than this. */
const DRAIN_MS = 1000;

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

  private constructor(
    private readonly api: RuntimeApiServer,
    private readonly child: ChildProcess,
    private readonly outputEnd: Promise<unknown>,
    private readonly initTimeoutMs: number | undefined,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve({ kind: 'exit', code, signal });
      });
    });
  }

  /** @throws {RuntimeStartError} if the command cannot be executed */
  static async start(options: RuntimeOptions): Promise<Runtime> {
    const api = await RuntimeApiServer.listen(options.metadata);
    const child = spawn(options.command, options.args ?? [], {
      cwd: options.cwd,
      env: { ...options.env, ...api.variables },
      stdio: ['ignore', ...outputs(options)],
      detached: true,
    });
    const outputEnd = forward(child, options);
    try {
      await once(child, 'spawn');
    } catch (cause) {
      await api.close();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RuntimeStartError(`The runtime could not be started: ${why}.`, { cause });
    }
    return new Runtime(api, child, outputEnd, options.initTimeoutMs);
  }

  /** The process group of the runtime. */
  get pid(): number {
    return this.child.pid as number;
  }

  /** Runs one invocation to its end. After `exit` and `timeout` the runtime is of no further use. */
  async invoke(invocation: Invocation): Promise<Outcome> {
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

  /** Sends a signal to the whole process group. */
  signal(signal: NodeJS.Signals): void {
    signalGroup(this.pid, signal);
  }

  /**
   * Ends the runtime: SIGTERM, then SIGKILL after the grace. Resolves when it is gone and all that
   * it wrote has been passed on.
   */
  stop(graceMs = DEFAULT_GRACE_MS): Promise<RuntimeEnd> {
    this.stopping ??= this.end(graceMs);
    return this.stopping;
  }

  private async end(graceMs: number): Promise<RuntimeEnd> {
    const peakMemoryBytes = peakMemoryOf(this.pid);
    this.signal('SIGTERM');
    const killer = setTimeout(() => {
      this.signal('SIGKILL');
    }, graceMs);
    await this.exited;
    clearTimeout(killer);
    this.signal('SIGKILL');
    await atMost(DRAIN_MS, this.outputEnd);
    await this.api.close();
    return peakMemoryBytes === undefined ? {} : { peakMemoryBytes };
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

function outputs({ output }: RuntimeOptions): ['inherit' | 'pipe', 'inherit' | 'pipe'] {
  return output === 'inherit' ? ['inherit', 'inherit'] : ['pipe', 'pipe'];
}

/** Resolves when both outputs have ended and every line has been passed on. */
function forward(child: ChildProcess, { output }: RuntimeOptions): Promise<unknown> {
  if (output === 'inherit') return Promise.resolve();
  return Promise.all(
    (['stdout', 'stderr'] as const).map(async (name) => {
      const stream = child[name];
      if (stream)
        await forEachLine(stream, (line) => {
          output(line, name);
        });
    }),
  );
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
