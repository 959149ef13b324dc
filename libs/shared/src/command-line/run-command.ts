// The shell of every command: errors in one line, the exit code, and a clean end on Ctrl-C or a closed pipe.
import { printable } from '../terminal-text';
import { ExpectedError } from './errors';

/** Exit code of a process that Ctrl-C ended. */
const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

export interface CommandOptions {
  /**
   * Describes in one line an expected error that is not an {@link ExpectedError}, such as one of an SDK.
   *
   * @returns undefined for a bug, whose stack is printed
   */
  readonly explain?: (error: unknown) => string | undefined;
}

export interface InterruptibleOptions extends CommandOptions {
  /** Ignores a second signal instead of exiting at once: exiting without cleanup would leave processes behind. */
  readonly mustCleanUp?: boolean;
}

export interface Interruption {
  /** Aborted by SIGINT, SIGTERM, SIGHUP, and when the reader of the output is gone. */
  readonly signal: AbortSignal;
  /** Does what SIGINT does, for a command that reads Ctrl-C from the terminal itself. */
  readonly interrupt: () => void;
}

/**
 * Runs a command that has nothing to clean up, and sets the exit code of the process.
 *
 * @param name with which error messages begin
 * @param main returns the exit code
 */
export function runCommand(
  name: string,
  main: () => number | Promise<number>,
  options: CommandOptions = {},
): void {
  onClosedOutput(() => process.exit(INTERRUPTED));
  void report(name, main, options, () => false);
}

/**
 * Runs a command that cleans up when it is interrupted, and sets the exit code of the process.
 *
 * @param name with which error messages begin
 * @param main returns the exit code; when the signal is aborted, it cleans up and rejects with the signal's reason
 */
export function runInterruptibleCommand(
  name: string,
  main: (interruption: Interruption) => Promise<number>,
  options: InterruptibleOptions = {},
): void {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => {
    controller.abort(new InterruptedError());
  };
  const interrupt = () => {
    if (signal.aborted && options.mustCleanUp !== true) process.exit(INTERRUPTED);
    abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  onClosedOutput(abort);
  void report(
    name,
    () => main({ signal, interrupt }),
    options,
    () => signal.aborted,
  );
}

async function report(
  name: string,
  main: () => number | Promise<number>,
  { explain }: CommandOptions,
  isInterrupted: () => boolean,
): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = isInterrupted() ? INTERRUPTED : 1;
    if (isInterruption(error)) return;
    const message = error instanceof ExpectedError ? error.message : explain?.(error);
    process.stderr.write(`${name}: ${printable(message ?? describeBug(error))}\n`);
  }
}

/** The signal's reason, or what Node.js and the SDK turn it into. */
function isInterruption(error: unknown): boolean {
  return (
    error instanceof InterruptedError || (error instanceof Error && error.name === 'AbortError')
  );
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The reader of the output is gone, as in `| head`: the rest of it is of no use. */
function onClosedOutput(end: () => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    end();
  });
}
