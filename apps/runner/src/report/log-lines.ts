// What the runner says in the log: the facts of a rescue as the one line that ends it, and warnings on the way.
import { formatEndLine, formatRunnerLine } from '@immortal/shared';
import { type Ending } from './run-result';

/** What is known about a rescue when it ends; it fills up on the way. */
export interface Facts {
  requestId?: string;
  functionName?: string;
  functionVersion?: string;
  /** Milliseconds that the function took. */
  durationMs?: number;
  /** Of the runtime and of its children. */
  peakMemoryBytes?: number;
  /** Milliseconds since the process started, by the step that was done then. */
  readonly startup: Record<string, number>;
}

const MB = 1_000_000;

/** One line of JSON, without the line's end. */
export function endLine(ending: Ending, facts: Facts, timestamp: Date): string {
  const { requestId, functionName, functionVersion, durationMs, peakMemoryBytes } = facts;
  const { message, outcome, exitCode, stack, result, functionError } = ending;
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

/** Members by which filters of the log find a line. */
export type Marks = Readonly<Record<string, true>>;

/** A warning that ends nothing. */
export function warningLine(message: string, facts: Facts, timestamp: Date, marks?: Marks): string {
  const { requestId, functionName } = facts;
  return formatRunnerLine({ level: 'WARN', message, timestamp, requestId, functionName }, marks);
}

function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, ms]) => [name, Math.round(ms)]));
}
