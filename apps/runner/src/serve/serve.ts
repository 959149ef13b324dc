// Starts the runtime, runs the function once, and stops the runtime.
import { Runtime, type Outcome } from '@immortal/runtime-api';
import { type RunnerDeps } from '../deps';
import { type StopSignal } from '../errors';
import { type Prepared } from '../prepare';
import { explainExit, type MemoryFacts } from '../report/exit-reason';
import { type Facts } from '../report/log-lines';
import { resultOfFunction, resultOfStop, type RunResult } from '../report/run-result';
import { releaseMemory } from './release-memory';
import { graceSeconds, secondsToKill } from './stop-signals';
import { startWatchdog } from './watchdog';

/** Milliseconds that the runtime, and what the function left running, get to end after the response. */
const SHUTDOWN_MS = 500;

/**
 * Runs the function to its end. A stop signal is passed on to the function, which may still respond; then its response
 * is the result.
 *
 * @throws {RuntimeStartError} if the bootstrap can't be executed
 */
export async function serve(
  prepared: Prepared,
  deps: RunnerDeps,
  facts: Facts,
): Promise<RunResult> {
  const memoryFacts = watchMemory(prepared, deps);
  const kill = deps.stopSignal
    .then(() => deps.sleep(secondsToKill(prepared.stopTimeoutSeconds) * 1000))
    .then(() => undefined);
  const runtime = await Runtime.start(prepared.runtime);
  let running = true;
  deps.atExit(() => {
    if (running) runtime.signal('SIGKILL');
  });
  deps.step('runtime');
  const started = deps.now();
  const response = runtime.invoke(prepared.invocation);
  const stopWatchdog = startWatchdog(prepared.warnAfterSeconds, deps);
  // While the runtime starts, nothing waits for this.
  releaseMemory();
  const first = await Promise.race([response, deps.stopSignal]);
  const result =
    typeof first === 'string'
      ? await stop(first, response, runtime, prepared, deps)
      : resultOf(first, memoryFacts, prepared);
  stopWatchdog();
  facts.durationMs = deps.now() - started;
  const limit = outputLimit(prepared.outputSeconds, kill, deps);
  if (result.outcome !== 'stopped') await runtime.settled(limit);
  const shutdownMs = result.outcome === 'stopped' ? 0 : SHUTDOWN_MS;
  const { peakMemoryBytes, isOutputCut } = await runtime.stop(shutdownMs, limit);
  running = false;
  if (isOutputCut) warnOfCutOutput(prepared, deps);
  if (peakMemoryBytes !== undefined) facts.peakMemoryBytes = peakMemoryBytes;
  return result;
}

/** Aborts when the time for the function's output is over, or ECS is about to kill the runner. */
function outputLimit(
  outputSeconds: number,
  kill: Promise<void>,
  { sleep }: Pick<RunnerDeps, 'sleep'>,
): AbortSignal {
  const limit = new AbortController();
  const time = sleep(outputSeconds * 1000);
  void Promise.race([time, kill]).then(() => {
    limit.abort();
  });
  return limit.signal;
}

function warnOfCutOutput({ outputSeconds }: Prepared, { warn }: Pick<RunnerDeps, 'warn'>): void {
  warn(
    `The log did not accept all of the function's output within ${outputSeconds} seconds (RUNNER_OUTPUT_SECONDS) after the function ended: the function's last lines are missing.`,
    { outputCut: true },
  );
}

/** @returns a function that reports what the kernel has killed since this call */
function watchMemory(
  { taskMemoryMb }: Prepared,
  { oomKills }: Pick<RunnerDeps, 'oomKills'>,
): () => MemoryFacts {
  const before = oomKills();
  return () => ({ oomKilled: oomKills() > before, taskMemoryMb });
}

function resultOf(
  outcome: Outcome,
  memoryFacts: () => MemoryFacts,
  { retryErrors }: Prepared,
): RunResult {
  return outcome.kind === 'exit'
    ? explainExit(outcome, memoryFacts())
    : resultOfFunction(outcome, retryErrors);
}

async function stop(
  signal: StopSignal,
  response: Promise<Outcome>,
  runtime: Runtime,
  { stopTimeoutSeconds, retryErrors }: Prepared,
  { sleep }: Pick<RunnerDeps, 'sleep'>,
): Promise<RunResult> {
  const grace = graceSeconds(stopTimeoutSeconds);
  runtime.signal(signal);
  const late = await Promise.race([response, sleep(grace * 1000).then(() => undefined)]);
  if (late === undefined) return resultOfStop(signal, `did not end within ${grace} seconds`);
  if (late.kind === 'exit') return resultOfStop(signal, 'ended without a response');
  return resultOfFunction(late, retryErrors);
}
