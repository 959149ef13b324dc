// A line that a function or a task has written, as people want to read it.

/** Structured lines have more members than anybody wants to see here; `--json` has them all. */
interface StructuredLine {
  readonly level?: unknown;
  readonly message?: unknown;
  readonly reason?: unknown;
  readonly error?: { readonly message?: unknown };
  /** Of the runner's last line. */
  readonly durationMs?: unknown;
  readonly peakMemoryMb?: unknown;
  /** Embedded metrics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
  readonly _aws?: unknown;
}

/** @returns undefined for a line that only CloudWatch is meant to read */
export function readableLine(line: string): string | undefined {
  const structured = parse(line);
  if (structured === undefined) return line;
  if (structured._aws !== undefined) return undefined;
  const { level, message, reason, error, durationMs, peakMemoryMb } = structured;
  if (typeof level !== 'string' || typeof message !== 'string') return line;
  const details = [
    reason,
    error?.message,
    typeof durationMs === 'number' ? `after ${(durationMs / 1000).toFixed(1)} s` : undefined,
    typeof peakMemoryMb === 'number' ? `with ${peakMemoryMb} MB at most` : undefined,
  ].filter((detail) => detail !== undefined);
  return `${level} ${message}${details.length === 0 ? '' : ` (${details.map(String).join(', ')})`}`;
}

function parse(line: string): StructuredLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as StructuredLine;
  } catch {
    return undefined; // text that happens to begin like JSON
  }
}
