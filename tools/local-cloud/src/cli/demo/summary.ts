// How the demo ends: in figures for programs, in words for people.
import { duration } from '../../timeline';
import colors from 'picocolors';
import type { Fate } from './rescue-watch';
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
  /** null for other events than the sample's. */
  readonly resultCorrect: boolean | null;
  readonly totalSeconds: number;
}

export interface Run {
  readonly function: string;
  readonly requestId: string;
  readonly fate: Fate;
  readonly result: CheckedResult | undefined;
  /** Names of the queues that still hold messages. */
  readonly nonEmptyQueues: readonly string[];
  readonly totalSeconds: number;
}

export function summarize({ fate, result, nonEmptyQueues, ...run }: Run): Summary {
  return {
    type: 'summary',
    rescued: fate.kind === 'rescued',
    function: run.function,
    requestId: run.requestId,
    attempts: fate.attempts,
    tasks: fate.tasks,
    taskExitCode: fate.taskExitCode ?? null,
    taskSeconds: fate.taskSeconds ?? null,
    queuesEmpty: nonEmptyQueues.length === 0,
    resultCorrect: result ? result.wrong === undefined : null,
    totalSeconds: run.totalSeconds,
  };
}

/** The event was handled, its result is right, and nothing is left in a queue. */
export function isGood({ fate, result, nonEmptyQueues }: Run): boolean {
  return fate.kind !== 'lost' && result?.wrong === undefined && nonEmptyQueues.length === 0;
}

export function describeRun(run: Run): string {
  const lines = [headline(run), `  total time        ${duration(run.totalSeconds)}`];
  const { fate, result, nonEmptyQueues } = run;
  if (result) lines.push(`  result            ${result.address} ${verdict(result)}`);
  if (fate.tasks > 0) {
    const took = fate.taskSeconds === undefined ? '' : ` after ${duration(fate.taskSeconds)}`;
    lines.push(`  ${containers(fate)}exit code ${fate.taskExitCode ?? '-'}${took}`);
  }
  lines.push(`  attempts          ${fate.attempts} in Lambda`);
  lines.push(
    `  queues            ${nonEmptyQueues.length === 0 ? 'empty' : colors.red(`not empty: ${nonEmptyQueues.join(', ')}`)}`,
  );
  return lines.join('\n');
}

function containers({ tasks }: Fate): string {
  return tasks === 1 ? 'container         ' : `containers        ${tasks}, the last: `;
}

function verdict({ wrong }: CheckedResult): string {
  return wrong === undefined
    ? colors.green('✓ correct (100 of its rows computed anew)')
    : colors.red(`✗ ${wrong}`);
}

function headline(run: Run): string {
  const { kind, reason } = run.fate;
  if (kind === 'lost') return colors.red(`✗ Not rescued: ${reason ?? ''}`);
  if (!isGood(run)) return colors.red('✗ The event was handled, but not all is well:');
  return kind === 'rescued'
    ? colors.green(
        `✓ Rescued: ${run.function} was given up by Lambda and has run to its end in a container.`,
      )
    : colors.green(`✓ Done: ${run.function} has succeeded in Lambda, so no container was needed.`);
}
