// Lists what is being rescued and what was, from ECS and from the runner's log.
import { type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type ECSClient } from '@aws-sdk/client-ecs';
import { explain } from '../aws/aws-failure';
import { jsonLine, type Output } from '../output/output';
import { clusterOf, containerLogGroupOf } from '../stack';
import { endLinesOf } from './end-lines';
import { logLocation } from './log-location';
import { rescueLines } from './print-rescue';
import { allRescues, type LoggedEnd, type State } from './rescue';
import { select } from './select';
import { tasksOf } from './tasks';

export interface RescuesOptions {
  /** Service and stage: `immortal-dev`. */
  readonly stack: string;
  readonly sinceMs: number;
  readonly functionName?: string;
  readonly state?: State;
  /** How many at most. */
  readonly limit: number;
}

export interface RescuesDeps extends Output {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  /** Whether ECS was called at AWS. Asked after the first call. */
  readonly isAws: () => boolean;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/**
 * @returns the exit code
 * @throws {RefusalError} if there is no such cluster
 * @throws the errors of the SDK for ECS
 */
export async function listRescues(options: RescuesOptions, deps: RescuesDeps): Promise<number> {
  const { stack, sinceMs, limit } = options;
  const now = deps.now();
  const since = new Date(now.getTime() - sinceMs);
  const tasks = await tasksOf(clusterOf(stack), deps.ecs, deps.signal);
  const logged = await endLinesIfReadable(containerLogGroupOf(stack), since, deps);
  const found = select(allRescues(tasks, logged, now), { ...options, since });
  const place = { stack, region: await deps.ecs.config.region(), isAws: deps.isAws() };
  const rows = found
    .slice(0, limit)
    .map((rescue) => ({ rescue, log: logLocation(place, rescue.taskId) }));
  const lines = deps.json
    ? rows.map(({ rescue, log }) => jsonLine({ ...rescue, log }))
    : rescueLines(rows, deps.width);
  lines.forEach(deps.write);
  deps.note(summaryOf(found.length, limit));
  return 0;
}

async function endLinesIfReadable(
  group: string,
  since: Date,
  { logs, signal, note }: RescuesDeps,
): Promise<ReadonlyMap<string, LoggedEnd>> {
  try {
    return await endLinesOf(group, since, logs, signal);
  } catch (error) {
    const why = explain(error);
    if (why === undefined) throw error;
    note(
      `The log ${group} can't be read (logs:FilterLogEvents). ${why} ` +
        'So this is only what ECS knows: what has not ended, or ended within about an hour.',
    );
    return new Map();
  }
}

function summaryOf(found: number, limit: number): string {
  const count = `${found} rescue${found === 1 ? '' : 's'}`;
  return found > limit
    ? `${count}, of which the newest ${limit} are shown (--limit).`
    : `${count}.`;
}
