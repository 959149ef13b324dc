// The rescues that the runner tells of in its log: those that have ended, for as long as the log is kept.
import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseEndLine, RUNNER_SERVICE } from '@immortal/shared';
import { logStreamOf } from './log-link';
import { UNKNOWN, type Rescue } from './rescue';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const PATTERN = `{ $.service = "${RUNNER_SERVICE}" }`;

/** As ECS names them: the prefix and the container of the task definition, and the task's id. Any other is forged. */
const TASK_STREAM = new RegExp(`^${logStreamOf('[\\w-]+')}$`);

/** @throws whatever the SDK throws */
export async function rescuesOfLogs(
  logGroupName: string,
  since: Date,
  logs: CloudWatchLogsClient,
  abortSignal: AbortSignal,
): Promise<Rescue[]> {
  const input = { logGroupName, startTime: since.getTime(), filterPattern: PATTERN };
  // Of each task's stream the last end line alone: one that a function has forged comes before it. See findEndLine.
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

/** @returns undefined for a line that is no end line */
export function rescueOfEvent(event: FilteredLogEvent): Rescue | undefined {
  const { logStreamName = '', timestamp = 0 } = event;
  const line = parseEndLine(event.message ?? '');
  if (line === undefined) return undefined;
  const { requestId, functionName, outcome, exitCode, durationMs, message } = line;
  return {
    taskId: logStreamName.replace(/^.*\//, ''),
    functionName: functionName ?? UNKNOWN,
    requestId: requestId ?? UNKNOWN,
    state: exitCode === 0 ? 'succeeded' : 'failed',
    startedAt: new Date(timestamp - (durationMs ?? 0)),
    ...(durationMs !== undefined && { durationMs }),
    exitCode,
    ...(exitCode !== 0 && { end: `${outcome}: ${message}` }),
  };
}
