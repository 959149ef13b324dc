// What the commands have in common: an end by Ctrl-C that cleans up, and errors in one line.
import { printable } from '@immortal/shared';
import { explain } from './aws-failure';
import { RefusalError, UsageError } from './errors';

/** Exit code of a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

class Interrupted extends Error {}

/**
 * Runs a command to its end and sets the exit code of the process.
 *
 * @param name with which messages begin
 * @param main resolves with the exit code. When the signal comes it cleans up and rejects; it can also bring it about
 */
export function runCommand(
  name: string,
  main: (signal: AbortSignal, interrupt: () => void) => Promise<number>,
): void {
  const interruption = new AbortController();
  const interrupt = () => {
    // The second time nobody wants to wait for the cleaning up.
    if (interruption.signal.aborted) process.exit(INTERRUPTED);
    interruption.abort(new Interrupted());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  // Whoever reads the output has gone (`| head`): nobody waits for the rest of it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    interruption.abort(new Interrupted());
  });
  main(interruption.signal, interrupt).then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
      if (!isInterruption(error)) process.stderr.write(`${name}: ${printable(describe(error))}\n`);
    },
  );
}

/** Ours, or what the SDK makes of it. */
function isInterruption(error: unknown): boolean {
  return error instanceof Interrupted || (error instanceof Error && error.name === 'AbortError');
}

function describe(error: unknown): string {
  if (error instanceof UsageError || error instanceof RefusalError) return error.message;
  const explanation = explain(error);
  if (explanation !== undefined) return explanation;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
