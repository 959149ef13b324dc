// The summary of the demo: JSON for programs, text for people.
import { duration } from '../../timeline';
import colors from 'picocolors';
import type { EventOutcome } from './rescue-watch';
import type { CheckedResult } from './sample';

/** The last line of `--json`. */
export interface Summary {
  readonly type: 'summary';
  readonly rescued: boolean;
  readonly function: string;
  readonly requestId: string;
  readonly attempts: number;
  /** Containers that were started. */
  readonly tasks: number;
  /** null when no container was needed or could be started. */
  readonly taskExitCode: number | null;
  readonly taskSeconds: number | null;
  readonly queuesEmpty: boolean;
  /** null unless the event is the sample's. */
  readonly resultCorrect: boolean | null;
  readonly totalSeconds: number;
}

export interface Run {
  readonly function: string;
  readonly requestId: string;
  readonly outcome: EventOutcome;
  readonly result: CheckedResult | undefined;
  /** Names of the queues that still hold messages. */
  readonly nonEmptyQueues: readonly string[];
  readonly totalSeconds: number;
}

export function summarize({ outcome, result, nonEmptyQueues, ...run }: Run): Summary {
  return {
    type: 'summary',
    rescued: outcome.kind === 'rescued',
    function: run.function,
    requestId: run.requestId,
    attempts: outcome.attempts,
    tasks: outcome.tasks,
    taskExitCode: outcome.taskExitCode ?? null,
    taskSeconds: outcome.taskSeconds ?? null,
    queuesEmpty: nonEmptyQueues.length === 0,
    resultCorrect: result ? result.wrong === undefined : null,
    totalSeconds: run.totalSeconds,
  };
}

/** Whether the event was handled, its result is correct, and all queues are empty. */
export function isGood({ outcome, result, nonEmptyQueues }: Run): boolean {
  return outcome.kind !== 'lost' && result?.wrong === undefined && nonEmptyQueues.length === 0;
}

export function describeRun(run: Run): string {
  const lines = [headline(run), `  total time        ${duration(run.totalSeconds)}`];
  const { outcome, result, nonEmptyQueues } = run;
  if (result) lines.push(`  result            ${result.address} ${correctness(result)}`);
  if (outcome.tasks > 0) {
    const took = outcome.taskSeconds === undefined ? '' : ` after ${duration(outcome.taskSeconds)}`;
    lines.push(`  ${containers(outcome)}exit code ${outcome.taskExitCode ?? '-'}${took}`);
  }
  lines.push(`  attempts          ${outcome.attempts} in Lambda`);
  lines.push(
    `  queues            ${nonEmptyQueues.length === 0 ? 'empty' : colors.red(`not empty: ${nonEmptyQueues.join(', ')}`)}`,
  );
  return lines.join('\n');
}

function containers({ tasks }: EventOutcome): string {
  return tasks === 1 ? 'container         ' : `containers        ${tasks}, the last: `;
}

function correctness({ wrong }: CheckedResult): string {
  return wrong === undefined
    ? colors.green('✓ correct (100 rows recomputed)')
    : colors.red(`✗ ${wrong}`);
}

function headline(run: Run): string {
  const { kind, reason } = run.outcome;
  if (kind === 'lost') return colors.red(`✗ Not rescued: ${reason ?? ''}`);
  if (!isGood(run)) return colors.red('✗ The event was handled, but not everything is right:');
  return kind === 'rescued'
    ? colors.green(
        `✓ Rescued: ${run.function} failed in Lambda and ran to completion in a container.`,
      )
    : colors.green(`✓ Done: ${run.function} succeeded in Lambda, so no container was needed.`);
}
