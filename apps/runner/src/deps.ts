// What a run needs from its process. Every effect is passed in, so that it can be observed in tests.
import { type Waiting } from './aws/retry';
import { type StopSignal } from './errors';
import { type Log } from './report/log';
import { type Marks } from './report/log-lines';

/** What the process provides. */
export interface Host extends Waiting {
  /** The command line without node and the script. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The processor's architecture, as Node.js names it. */
  readonly arch: string;
  /** Resolves with the first signal that asks the runner to stop. */
  readonly stopSignal: Promise<StopSignal>;
  /** Rejects when an error occurs that no code waits for. */
  readonly crash: Promise<never>;
  readonly date: () => Date;
  readonly log: Pick<Log, 'take' | 'line' | 'lastLine'>;
  /** The number of processes in this container that the kernel has killed because memory ran out. */
  readonly oomKills: () => number;
  /** Registers a synchronous callback for the exit of the process, however it exits. */
  readonly atExit: (callback: () => void) => void;
}

export interface RunnerDeps extends Host {
  /** Records that a step of the startup is complete. */
  readonly step: (name: string) => void;
  /** Logs a warning; the run continues. */
  readonly warn: (message: string, marks?: Marks) => void;
}
