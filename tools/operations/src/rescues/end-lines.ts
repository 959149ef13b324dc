// The rescues that the runner reports in its log: the ones that have ended, as long as the log is kept.
import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseEndLine, RUNNER_SERVICE } from '@immortal/shared';
import { logStreamOf, taskIdIn } from '../stack';
import { UNKNOWN, type Rescue } from './rescue';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const PATTERN = `{ $.service = "${RUNNER_SERVICE}" }`;

/** As ECS names the log stream of a task. A line in any other stream is forged. */
const TASK_STREAM = new RegExp(`^${logStreamOf('[\\w-]+')}$`);

/** @throws the errors of the SDK */
export async function rescuesOfLogs(
  logGroupName: string,
  since: Date,
  logs: CloudWatchLogsClient,
  abortSignal: AbortSignal,
): Promise<Rescue[]> {
  const input = { logGroupName, startTime: since.getTime(), filterPattern: PATTERN };
  // Only the last end line of each task's stream counts: one that a function forged comes before it. See findEndLine.
  const lastOfStream = new Map<string, FilteredLogEvent>();
  for await (const page of paginateFilterLogEvents({ client: logs }, input, { abortSignal })) {
    for (const event of page.events ?? []) {
      const { logStreamName = '', message = '', timestamp = 0 } = event;
      const { timestamp: latest = 0 } = lastOfStream.get(logStreamName) ?? {};
      const isOfTask = TASK_STREAM.test(logStreamName);
      if (isOfTask && timestamp >= latest && parseEndLine(message))
        lastOfStream.set(logStreamName, event);
    }
  }
  return [...lastOfStream.values()].flatMap((event) => rescueOfEvent(event) ?? []);
}

/** @returns undefined for a line that is not an end line */
export function rescueOfEvent(event: FilteredLogEvent): Rescue | undefined {
  const { logStreamName = '', timestamp = 0 } = event;
  const line = parseEndLine(event.message ?? '');
  if (line === undefined) return undefined;
  const { requestId, functionName, outcome, exitCode, durationMs, message } = line;
  return {
    taskId: taskIdIn(logStreamName),
    functionName: functionName ?? UNKNOWN,
    requestId: requestId ?? UNKNOWN,
    state: exitCode === 0 ? 'succeeded' : 'failed',
    startedAt: new Date(timestamp - (durationMs ?? 0)),
    ...(durationMs !== undefined && { durationMs }),
    exitCode,
    ...(exitCode !== 0 && { end: `${outcome}: ${message}` }),
  };
}
