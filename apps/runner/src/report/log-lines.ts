// The runner's lines in the log: the end line with the facts of the run, and warnings.
import { formatEndLine, formatRunnerLine } from '@immortal/shared';
import { type RunResult } from './run-result';

/** The facts about a run, collected while it runs. */
export interface Facts {
  requestId?: string;
  functionName?: string;
  functionVersion?: string;
  /** The function's duration in milliseconds. */
  durationMs?: number;
  /** Of the runtime and its child processes. */
  peakMemoryBytes?: number;
  /** Milliseconds from the start of the process to the completion of each step, by the step's name. */
  readonly startup: Record<string, number>;
}

const MB = 1_000_000;

/** One line of JSON, without a line break. */
export function endLine(runResult: RunResult, facts: Facts, timestamp: Date): string {
  const { requestId, functionName, functionVersion, durationMs, peakMemoryBytes } = facts;
  const { message, outcome, exitCode, stack, result, functionError } = runResult;
  return formatEndLine({
    message,
    timestamp,
    requestId,
    functionName,
    functionVersion,
    outcome,
    exitCode,
    durationMs: durationMs === undefined ? undefined : Math.round(durationMs),
    peakMemoryMb: peakMemoryBytes === undefined ? undefined : Math.ceil(peakMemoryBytes / MB),
    startupMs: rounded(facts.startup),
    stack,
    result,
    error: functionError,
  });
}

/** Members by which log filters find a line. */
export type Marks = Readonly<Record<string, true>>;

/** A warning, as one line of JSON. */
export function warningLine(message: string, facts: Facts, timestamp: Date, marks?: Marks): string {
  const { requestId, functionName } = facts;
  return formatRunnerLine({ level: 'WARN', message, timestamp, requestId, functionName }, marks);
}

function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, ms]) => [name, Math.round(ms)]));
}
