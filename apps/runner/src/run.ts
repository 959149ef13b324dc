// One rescue, from the command line to the end line.
import { EXIT_CODES } from '@immortal/shared';
import { parseArguments, type GivenArguments } from './arguments/command-line';
import { type Host, type RunnerDeps } from './deps';
import { StopSignalError } from './errors';
import { prepare } from './prepare';
import { endLine, warningLine, type Facts } from './report/log-lines';
import { resultOfError, type RunResult } from './report/run-result';
import { serve } from './serve/serve';

/** Milliseconds that the log may take to accept the last line. */
const LAST_LINE_MS = 5_000;

/** @returns the exit code. Never rejects, and writes the end line unless `--help` or `--version` was asked for. */
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
  const result = await rescue(deps, facts).catch(resultOfError);
  if (typeof result === 'string') {
    await host.log.lastLine(result);
    return EXIT_CODES.succeeded;
  }
  const written = host.log.lastLine(endLine(result, facts, host.date()));
  // The exit code says how the run ended, even if nothing reads the log.
  await Promise.race([written, host.sleep(LAST_LINE_MS)]);
  return result.exitCode;
}

async function rescue(deps: RunnerDeps, facts: Facts): Promise<RunResult | string> {
  const given = await parseArguments(deps.argv);
  if ('print' in given) return given.print;
  return Promise.race([prepareAndServe(given, deps, facts), deps.crash]);
}

async function prepareAndServe(
  given: GivenArguments,
  deps: RunnerDeps,
  facts: Facts,
): Promise<RunResult> {
  const stopped = deps.stopSignal.then((signal) => {
    throw new StopSignalError(signal);
  });
  const prepared = await Promise.race([prepare(given, deps, facts), stopped]);
  return serve(prepared, deps, facts);
}
