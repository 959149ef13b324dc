// Reads the runner's end line of a task, which says why its function failed: ECS only knows how the container ended.
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  findEndLine,
  type ReadEndLine,
  type RescueIdentity,
  RUNNER_CONTAINER,
} from '@immortal/shared';
import { type Deps } from '../deps';
import { type StoppedTask } from '../read/stopped-task';

/** The end line is the runner's last one. A line can have 250 KB, a response 1 MB. */
const LAST_LINES = 4;
/** tools/serverless-plugin/resources/runner.yml */
const STREAM_PREFIX = 'rescue';

/**
 * The end line of a task that failed.
 *
 * It is believed only where it agrees with what ECS says of the task. A log that can't be read does not keep the event
 * from being parked: its reason then says what ECS says.
 *
 * @param identity with the whole request id, of which `startedBy` may have only a hash
 * @returns null if there is none
 */
export async function endLineOf(
  { taskArn, exit: { exitCode } }: StoppedTask,
  { functionName, requestId }: Pick<RescueIdentity, 'functionName' | 'requestId'>,
  { logs, environment: { runnerLogs }, logger }: Deps,
): Promise<ReadEndLine | null> {
  if (runnerLogs === undefined || exitCode === undefined) return null;
  try {
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: runnerLogs,
        logStreamName: `${STREAM_PREFIX}/${RUNNER_CONTAINER}/${taskArn.replace(/^.*\//, '')}`,
        limit: LAST_LINES,
      }),
    );
    const lines = events.map(({ message = '' }) => message);
    return findEndLine(lines, { exitCode, functionName, requestId }) ?? null;
  } catch (error) {
    logger.warn('the log of the task could not be read', { error });
    return null;
  }
}
