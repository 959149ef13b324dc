// The end lines of the runner in the log of the containers, as long as the log is kept.
import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseEndLine, RUNNER_SERVICE } from '@immortal/shared';
import { logStreamOf, taskIdIn } from '../stack';
import { type LoggedEnd } from './rescue';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const PATTERN = `{ $.service = "${RUNNER_SERVICE}" }`;

/** As ECS names the log stream of a task. A line in any other stream is forged. */
const TASK_STREAM = new RegExp(`^${logStreamOf('[\\w-]+')}$`);

/**
 * The last end line of each task, by task id: one that a function forged comes before it. See findEndLine.
 *
 * @throws the errors of the SDK
 */
export async function endLinesOf(
  logGroupName: string,
  since: Date,
  logs: CloudWatchLogsClient,
  abortSignal: AbortSignal,
): Promise<Map<string, LoggedEnd>> {
  const input = { logGroupName, startTime: since.getTime(), filterPattern: PATTERN };
  const ends = new Map<string, LoggedEnd>();
  for await (const page of paginateFilterLogEvents({ client: logs }, input, { abortSignal })) {
    for (const { logStreamName = '', message: line = '', timestamp = 0 } of page.events ?? []) {
      if (!TASK_STREAM.test(logStreamName) || parseEndLine(line) === undefined) continue;
      const taskId = taskIdIn(logStreamName);
      if (timestamp >= (ends.get(taskId)?.timestamp ?? 0)) ends.set(taskId, { line, timestamp });
    }
  }
  return ends;
}
