// Starts the runtime, has it run the function once, and stops it.
import { Runtime, type Outcome } from '@immortal/runtime-api';
import { endOfDeath, type MemoryFacts } from '../report/exit-reason';
import { endOfFunction, endOfStopped, type Ending } from '../report/run-result';
import { type StopSignal } from '../errors';
import { warnOfLongRun } from './watchdog';
import { type Prepared } from '../prepare';
import { releaseMemory } from './release-memory';
import { type Facts } from '../report/log-lines';
import { type RunnerDeps } from '../run';
import { type RetryDeps } from '../aws/retry';
import { graceSeconds, secondsToKill } from './stop-signals';

/** Milliseconds that the runtime and what the function left running have to end after the answer. */
const FAREWELL_MS = 500;

/**
 * How the function ended. A stop signal reaches the function first; if it still answers, that is how it ended.
 *
 * @throws {RuntimeStartError} if the bootstrap cannot be executed
 */
export async function serve(prepared: Prepared, deps: RunnerDeps, facts: Facts): Promise<Ending> {
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
  const begun = deps.now();
  const answer = runtime.invoke(prepared.invocation);
  const endWarnings = warnOfLongRun(prepared.warnAfterSeconds, deps);
  // Now, while the runtime starts, nobody waits for it.
  releaseMemory();
  const first = await Promise.race([answer, deps.stopSignal]);
  const ending =
    typeof first === 'string'
      ? await stopped(first, answer, runtime, graceSeconds(prepared.stopTimeoutSeconds), deps)
      : endOf(first, memoryFacts);
  endWarnings();
  facts.durationMs = deps.now() - begun;
  const limit = outputLimit(prepared.outputSeconds, kill, deps);
  if (ending.outcome !== 'stopped') await runtime.settled(limit);
  const farewell = ending.outcome === 'stopped' ? 0 : FAREWELL_MS;
  const { peakMemoryBytes, isOutputCut } = await runtime.stop(farewell, limit);
  running = false;
  if (isOutputCut) warnOfCutOutput(prepared, deps);
  if (peakMemoryBytes !== undefined) facts.peakMemoryBytes = peakMemoryBytes;
  return ending;
}

/** Aborts when the log has had its time for the output of the function, or when ECS is about to kill the runner. */
function outputLimit(
  outputSeconds: number,
  kill: Promise<void>,
  { sleep }: RetryDeps,
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
    `The log did not take all that the function wrote, not even within the ${outputSeconds} seconds of RUNNER_OUTPUT_SECONDS after its end: the last lines of the function are missing.`,
    { outputCut: true },
  );
}

/** What the kernel has done from now on. */
function watchMemory(
  { taskMemoryMb }: Prepared,
  { oomKills }: Pick<RunnerDeps, 'oomKills'>,
): () => MemoryFacts {
  const before = oomKills();
  return () => ({ oomKilled: oomKills() > before, taskMemoryMb });
}

function endOf(outcome: Outcome, memoryFacts: () => MemoryFacts): Ending {
  return outcome.kind === 'exit' ? endOfDeath(outcome, memoryFacts()) : endOfFunction(outcome);
}

async function stopped(
  signal: StopSignal,
  answer: Promise<Outcome>,
  runtime: Runtime,
  grace: number,
  { sleep }: Pick<RunnerDeps, 'sleep'>,
): Promise<Ending> {
  runtime.signal(signal);
  const late = await Promise.race([answer, sleep(grace * 1000).then(() => undefined)]);
  if (late === undefined) return endOfStopped(signal, `did not end within ${grace} seconds`);
  if (late.kind === 'exit') return endOfStopped(signal, 'ended without an answer');
  return endOfFunction(late);
}
