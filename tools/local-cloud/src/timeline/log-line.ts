// Makes a log line of a function or task readable.
import { parseEndLine } from '@immortal/shared';

/** The members of a structured line that are shown; `--json` keeps all of them. */
interface StructuredLine {
  readonly level?: unknown;
  readonly message?: unknown;
  readonly reason?: unknown;
  readonly error?: { readonly message?: unknown };
  /** Embedded metrics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
  readonly _aws?: unknown;
}

/** @returns undefined for a line of metrics, which is meant for CloudWatch only */
export function readableLine(line: string): string | undefined {
  const structured = parse(line);
  if (structured === undefined) return line;
  if (structured._aws !== undefined) return undefined;
  const { level, message, reason, error } = structured;
  if (typeof level !== 'string' || typeof message !== 'string') return line;
  const { durationMs, peakMemoryMb } = parseEndLine(line) ?? {};
  const details = [
    reason,
    error?.message,
    durationMs === undefined ? undefined : `after ${(durationMs / 1000).toFixed(1)} s`,
    peakMemoryMb === undefined ? undefined : `with ${peakMemoryMb} MB at most`,
  ].filter((detail) => detail !== undefined);
  return `${level} ${message}${details.length === 0 ? '' : ` (${details.map(String).join(', ')})`}`;
}

function parse(line: string): StructuredLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as StructuredLine;
  } catch {
    return undefined; // text that starts like JSON
  }
}
