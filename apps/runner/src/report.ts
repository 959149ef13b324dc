// The one structured line that every end of the runner writes.
import { type Ending } from './ending';

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

/** Bytes of a result or error that are logged: what CloudWatch Logs takes in one event. */
const MAX_LOGGED_BYTES = 262_144;
const MB = 1_000_000;

/** One line of JSON, without the line's end. */
export function endLine(ending: Ending, facts: Facts, timestamp: Date): string {
  const { peakMemoryBytes, durationMs } = facts;
  return JSON.stringify({
    level: ending.exitCode === 0 ? 'INFO' : 'ERROR',
    message: ending.message,
    service: 'runner',
    timestamp: timestamp.toISOString(),
    requestId: facts.requestId,
    functionName: facts.functionName,
    functionVersion: facts.functionVersion,
    outcome: ending.outcome,
    exitCode: ending.exitCode,
    durationMs: durationMs === undefined ? undefined : Math.round(durationMs),
    peakMemoryMb: peakMemoryBytes === undefined ? undefined : Math.ceil(peakMemoryBytes / MB),
    startupMs: rounded(facts.startup),
    ...logged('result', ending.result),
    ...logged('error', ending.functionError),
    stack: ending.stack,
  });
}

/** Members by which filters of the log find a line. */
export type Marks = Readonly<Record<string, true>>;

/** A warning that ends nothing. */
export function warningLine(
  message: string,
  facts: Facts,
  timestamp: Date,
  marks: Marks = {},
): string {
  return JSON.stringify({
    level: 'WARN',
    message,
    service: 'runner',
    timestamp: timestamp.toISOString(),
    requestId: facts.requestId,
    functionName: facts.functionName,
    ...marks,
  });
}

/** JSON as what it says, anything else and what had to be cut as text. */
function logged(name: 'result' | 'error', payload: Buffer | undefined): Record<string, unknown> {
  if (payload === undefined) return {};
  if (payload.length > MAX_LOGGED_BYTES) {
    return { [name]: cut(payload), [`${name}Truncated`]: true };
  }
  const text = payload.toString();
  try {
    return { [name]: JSON.parse(text) as unknown };
  } catch {
    return { [name]: text };
  }
}

/** The first bytes as text, without a character that the cut has broken. */
function cut(payload: Buffer): string {
  return new TextDecoder().decode(payload.subarray(0, MAX_LOGGED_BYTES), { stream: true });
}

function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, ms]) => [name, Math.round(ms)]));
}
