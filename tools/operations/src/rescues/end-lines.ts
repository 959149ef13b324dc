// The rescues that the runner tells of in its log: those that have ended, for as long as the log is kept.
import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Rescue } from './rescue';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const PATTERN = '{ $.service = "runner" }';

/** What the runner's last line has: apps/runner/src/report.ts. Its warnings have no outcome. */
interface EndLine {
  readonly requestId?: unknown;
  readonly functionName?: unknown;
  readonly outcome?: unknown;
  readonly exitCode?: unknown;
  readonly durationMs?: unknown;
  readonly message?: unknown;
}

/** @throws whatever the SDK throws */
export async function rescuesOfLogs(
  logGroupName: string,
  since: Date,
  logs: CloudWatchLogsClient,
  abortSignal: AbortSignal,
): Promise<Rescue[]> {
  const input = { logGroupName, startTime: since.getTime(), filterPattern: PATTERN };
  const rescues: Rescue[] = [];
  for await (const page of paginateFilterLogEvents({ client: logs }, input, { abortSignal })) {
    rescues.push(...(page.events ?? []).flatMap((event) => rescueOfEvent(event) ?? []));
  }
  return rescues;
}

/** @returns undefined for a line that tells of no rescue's end */
export function rescueOfEvent(event: FilteredLogEvent): Rescue | undefined {
  const { logStreamName = '', timestamp = 0 } = event;
  const line = parse(event.message ?? '');
  const { requestId, functionName, outcome, exitCode, durationMs } = line;
  if (typeof outcome !== 'string' || typeof exitCode !== 'number') return undefined;
  const took = typeof durationMs === 'number' ? durationMs : undefined;
  return {
    taskId: logStreamName.replace(/^.*\//, ''),
    functionName: textOf(functionName),
    requestId: textOf(requestId),
    state: exitCode === 0 ? 'succeeded' : 'failed',
    startedAt: new Date(timestamp - (took ?? 0)),
    ...(took !== undefined && { durationMs: took }),
    exitCode,
    ...(exitCode !== 0 && { end: `${outcome}: ${textOf(line.message)}` }),
  };
}

/** A runner that was started wrongly does not know whom it is for. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '-';
}

function parse(text: string): EndLine {
  try {
    const value = JSON.parse(text) as EndLine | null;
    return value ?? {};
  } catch {
    return {}; // the function's own line, or one that the log has cut
  }
}
