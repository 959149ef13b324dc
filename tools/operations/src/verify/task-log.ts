// The log of one task, as CloudWatch Logs has it after the task stopped.
import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { parseEndLine } from '@immortal/shared';
import { logStreamOf, taskIdIn } from '../stack';

export interface LoggedLine {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly ingestedAt: number;
}

/** The newest lines of a task's log, the oldest first; none if it has no log. */
export async function lastLinesOf(
  logGroupName: string,
  taskArn: string,
  logs: CloudWatchLogsClient,
): Promise<LoggedLine[]> {
  const logStreamName = logStreamOf(taskIdIn(taskArn));
  const command = new GetLogEventsCommand({ logGroupName, logStreamName, limit: 20 });
  const { events = [] } = await logs.send(command);
  return events.map(({ message: text = '', ingestionTime: ingestedAt = 0 }) => ({
    text,
    ingestedAt,
  }));
}

/** The runner's end line, if it is the last line. */
export function endLineIn(lines: readonly LoggedLine[]): LoggedLine | undefined {
  const last = lines.at(-1);
  return last !== undefined && parseEndLine(last.text) !== undefined ? last : undefined;
}

/** A member of the smoke function's result, which the end line has as JSON. */
export function resultIn(endLine: LoggedLine): Readonly<Record<string, unknown>> {
  const { result } = JSON.parse(endLine.text) as { readonly result?: unknown };
  return typeof result === 'object' && result !== null ? (result as Record<string, unknown>) : {};
}
