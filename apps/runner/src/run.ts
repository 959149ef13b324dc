// One rescue from the command line to the end line; every effect on the process comes in from outside.
import { EXIT_CODES } from '@immortal/shared';
import { parseArguments, type GivenArguments } from './arguments/command-line';
import { endOfError, type Ending } from './report/run-result';
import { StoppedError, type StopSignal } from './errors';
import { type Log } from './report/log';
import { prepare } from './prepare';
import { endLine, warningLine, type Facts, type Marks } from './report/log-lines';
import { type RetryDeps } from './aws/retry';
import { serve } from './serve/serve';

/** Milliseconds that the log may take for the last line. */
const LAST_LINE_MS = 5_000;

/** What the process gives. */
export interface Host extends RetryDeps {
  /** Without node and the script. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Node's name of the processor. */
  readonly arch: string;
  /** Resolves with the first signal that asks the runner to stop. */
  readonly stopSignal: Promise<StopSignal>;
  /** Rejects when something went wrong that nobody waits for. */
  readonly crash: Promise<never>;
  /** Milliseconds since the process started. */
  readonly now: () => number;
  readonly date: () => Date;
  readonly log: Pick<Log, 'take' | 'line' | 'lastLine'>;
  /** How many processes of the container the kernel has killed so far for want of memory. */
  readonly oomKills: () => number;
  /** Registers what is done last, synchronously, when the process exits in whatever way. */
  readonly atExit: (farewell: () => void) => void;
}

export interface RunnerDeps extends Host {
  /** Notes when a step of the start was done. */
  readonly step: (name: string) => void;
  /** Logs what is worth knowing and ends nothing. */
  readonly warn: (message: string, marks?: Marks) => void;
}

/** The exit code. Never rejects; every end but that of `--help` and `--version` has written its line. */
export async function run(host: Host): Promise<number> {
  const facts: Facts = { startup: {} };
  const deps: RunnerDeps = {
    ...host,
    step: (name) => {
      facts.startup[name] = host.now();
    },
    warn: (message, marks) => void host.log.line(warningLine(message, facts, host.date(), marks)),
  };
  deps.step('process');
  const ending = await rescue(deps, facts).catch(endOfError);
  if (typeof ending === 'string') {
    await host.log.lastLine(ending);
    return EXIT_CODES.succeeded;
  }
  const written = host.log.lastLine(endLine(ending, facts, host.date()));
  // The exit code tells the end even if nobody reads the log.
  await Promise.race([written, host.sleep(LAST_LINE_MS)]);
  return ending.exitCode;
}

async function rescue(deps: RunnerDeps, facts: Facts): Promise<Ending | string> {
  const given = await parseArguments(deps.argv);
  if ('print' in given) return given.print;
  return Promise.race([attempt(given, deps, facts), deps.crash]);
}

async function attempt(given: GivenArguments, deps: RunnerDeps, facts: Facts): Promise<Ending> {
  const stopped = deps.stopSignal.then((signal) => {
    throw new StoppedError(signal);
  });
  const prepared = await Promise.race([prepare(given, deps, facts), stopped]);
  return serve(prepared, deps, facts);
}
