// `npm run rescues`: what is being rescued and what was, from ECS and from the runner's log.
import { type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type ECSClient } from '@aws-sdk/client-ecs';
import { explain } from '../aws-failure';
import { printable } from '@immortal/shared';
import { rescuesOfLogs } from './end-lines';
import { consoleLink, tailCommand } from './log-link';
import { rescueLines, type Row } from './print-rescue';
import { type Rescue, select, type State, together } from './rescue';
import { rescuesOfTasks } from './tasks';

export interface RescuesOptions {
  /** Service and stage: `immortal-dev`. */
  readonly stack: string;
  readonly sinceMs: number;
  readonly functionName?: string;
  readonly state?: State;
  /** How many at most. */
  readonly limit: number;
  readonly json: boolean;
}

export interface RescuesDeps {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  /** Whether ECS was called at AWS, which alone has a console; asked after the first call. */
  readonly isAws: () => boolean;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Writes a line of the result. */
  readonly write: (line: string) => void;
  /** Tells the operator something that is no result. */
  readonly note: (text: string) => void;
  /** Characters of a line. */
  readonly width: number;
}

/**
 * @returns the exit code
 * @throws {RefusalError} if there is no such cluster
 * @throws whatever the SDK throws for ECS
 */
export async function listRescues(options: RescuesOptions, deps: RescuesDeps): Promise<number> {
  const { stack, sinceMs, limit, json } = options;
  const now = deps.now();
  const since = new Date(now.getTime() - sinceMs);
  const ofTasks = await rescuesOfTasks(stack, deps.ecs, now, deps.signal);
  const ofLogs = await rescuesOfLogsIfPossible(logGroupOf(stack), since, deps);
  const found = select(together(ofTasks, ofLogs), { ...options, since });
  const region = await deps.ecs.config.region();
  const rows = withLogs(found.slice(0, limit), stack, region, deps.isAws());
  const lines = json ? rows.map(jsonLine) : rescueLines(rows, deps.width);
  lines.forEach(deps.write);
  deps.note(summaryOf(found.length, limit));
  return 0;
}

/** tools/serverless-plugin/resources/runner.yml */
function logGroupOf(stack: string): string {
  return `/aws/ecs/${stack}-runner`;
}

async function rescuesOfLogsIfPossible(
  group: string,
  since: Date,
  { logs, signal, note }: RescuesDeps,
): Promise<Rescue[]> {
  try {
    return await rescuesOfLogs(group, since, logs, signal);
  } catch (error) {
    const why = explain(error);
    if (why === undefined) throw error;
    note(
      `The log ${group} can't be read (logs:FilterLogEvents). ${why} ` +
        'So this is only what ECS knows: what has not ended, or ended within about an hour.',
    );
    return [];
  }
}

function withLogs(
  rescues: readonly Rescue[],
  stack: string,
  region: string,
  isAws: boolean,
): Row[] {
  const group = logGroupOf(stack);
  return rescues.map((rescue) => ({
    rescue,
    log: isAws ? consoleLink(region, group, rescue.taskId) : tailCommand(group, rescue.taskId),
  }));
}

function jsonLine({ rescue, log }: Row): string {
  return printable(JSON.stringify({ ...rescue, log }));
}

function summaryOf(found: number, limit: number): string {
  const count = `${found} rescue${found === 1 ? '' : 's'}`;
  return found > limit
    ? `${count}, of which the newest ${limit} are shown (--limit).`
    : `${count}.`;
}
