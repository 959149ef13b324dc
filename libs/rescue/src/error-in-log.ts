// Why a function failed in its container, in its own words: ECS only knows how the container ended.
import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type Logger } from '@aws-lambda-powertools/logger';
import { findEndLine, type ReadEndLine, readTaskExit, RUNNER_CONTAINER } from '@immortal/shared';
import { type Environment } from './environment';
import { type StoppedTask } from './stopped-task';

export interface LogDeps {
  readonly logs: CloudWatchLogsClient;
  readonly environment: Pick<Environment, 'runnerLogs'>;
}

/** Of the end of a log: the end line is the runner's last one. One line may have 250 KB, one answer has 1 MB. */
const LAST_LINES = 4;
/** Characters, so that the rest of the reason fits beside it. */
const MAX_LENGTH = 1_000;
/** tools/serverless-plugin/resources/runner.yml */
const STREAM_PREFIX = 'rescue';

/**
 * What the runner's end line says of a task that has failed.
 *
 * The line is believed only as far as it agrees with what ECS says of the task. A log that can't be read keeps nothing
 * from being parked: what is known then is what ECS says.
 *
 * @returns such as `TypeError: x is not a function`; undefined if nothing says it
 */
export async function errorInLog(
  { detail, requestId, functionName }: StoppedTask,
  { logs, environment: { runnerLogs } }: LogDeps,
  log: Logger,
): Promise<string | undefined> {
  const { exitCode } = readTaskExit(detail);
  if (runnerLogs === undefined || exitCode === undefined) return undefined;
  try {
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: runnerLogs,
        logStreamName: `${STREAM_PREFIX}/${RUNNER_CONTAINER}/${detail.taskArn.replace(/^.*\//, '')}`,
        limit: LAST_LINES,
      }),
    );
    const lines = events.map(({ message = '' }) => message);
    const end = findEndLine(lines, { exitCode, functionName, requestId });
    return end && wordsOf(end).slice(0, MAX_LENGTH);
  } catch (error) {
    log.warn('the log of the task could not be read', { error });
    return undefined;
  }
}

function wordsOf({ message, errorType, errorMessage }: ReadEndLine): string {
  const own = [errorType, errorMessage].filter((part) => part !== undefined && part !== '');
  // Before ECS's words, which follow in brackets.
  return (own.length === 0 ? message : own.join(': ')).replace(/\.$/, '');
}
