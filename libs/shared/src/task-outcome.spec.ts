import { type ReadEndLine } from './end-line';
import {
  endLineOutcome,
  formatTaskExit,
  readTaskExit,
  type TaskExit,
  taskOutcome,
} from './task-outcome';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
const STOP_CODES = [
  'TaskFailedToStart',
  'EssentialContainerExited',
  'UserInitiated',
  'ServiceSchedulerInitiated',
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
] as const;

/** After the exit code, the outcome with each of the stop codes above; `i` means interrupted. */
const TABLE: readonly (readonly [exitCode: number | undefined, ...outcomes: string[]])[] = [
  [undefined, 'failed-to-start', 'no-result', 'stopped', 'no-result', 'i', 'i', 'i'],
  [0, ...Array<string>(7).fill('succeeded')],
  [1, 'failed', 'failed', 'failed', 'failed', 'i', 'i', 'i'],
  [2, 'refused', 'refused', 'refused', 'refused', 'i', 'i', 'i'],
  [3, 'killed', 'killed', 'stopped', 'killed', 'i', 'i', 'i'],
  [76, 'retried-error', 'retried-error', 'stopped', 'retried-error', 'i', 'i', 'i'],
  [75, 'temporary-failure', 'temporary-failure', 'stopped', 'temporary-failure', 'i', 'i', 'i'],
  [130, 'failed-to-start', 'no-result', 'stopped', 'no-result', 'i', 'i', 'i'],
  [137, 'failed-to-start', 'container-killed', 'stopped', 'no-result', 'i', 'i', 'i'],
  [139, 'failed-to-start', 'no-result', 'stopped', 'no-result', 'i', 'i', 'i'],
  [143, 'failed-to-start', 'no-result', 'stopped', 'no-result', 'i', 'i', 'i'],
  [255, 'failed-to-start', 'no-result', 'stopped', 'no-result', 'i', 'i', 'i'],
];
const CASES = TABLE.flatMap(([exitCode, ...outcomes]) =>
  STOP_CODES.map((stopCode, index) => {
    const outcome = outcomes[index] === 'i' ? 'interrupted' : outcomes[index];
    return { exitCode, stopCode, outcome };
  }),
);

const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';
const RETIRED = 'ECS is performing maintenance on the underlying infrastructure hosting the task.';

const endLine = (outcome: string, exitCode: number): ReadEndLine => ({
  message: 'The end.',
  outcome,
  exitCode,
});

describe('taskOutcome', () => {
  it.each(CASES)('calls exit code $exitCode with $stopCode $outcome', ({ outcome, ...exit }) => {
    expect(taskOutcome(exit)).toBe(outcome);
  });

  it.each(STOP_CODES)('believes ECS that the container ran out of memory, with %s', (stopCode) => {
    const exit = { stopCode, exitCode: 137, containerReason: OUT_OF_MEMORY };
    expect(taskOutcome(exit)).toBe('out-of-memory');
    expect(taskOutcome({ ...exit, exitCode: 1 })).toBe('out-of-memory');
    expect(taskOutcome({ ...exit, exitCode: 0 })).toBe('succeeded');
  });

  it.each(STOP_CODES)('believes ECS that it retired the task, with %s', (stopCode) => {
    const outcomes = [0, 1, 2, 3, 75, 137, 143, undefined].map((exitCode) =>
      taskOutcome({ stopCode, exitCode, stoppedReason: RETIRED }),
    );
    expect(outcomes).toEqual(['succeeded', ...Array<string>(7).fill('interrupted')]);
  });

  it.each([
    [1, 'timed-out', 'timed-out'],
    [1, 'died', 'died'],
    [1, 'failed', 'failed'],
    [2, 'init-failed', 'init-failed'],
    [2, 'crashed', 'crashed'],
    [137, 'out-of-memory', 'out-of-memory'],
    [1, 'succeeded', 'failed'],
    [1, 'temporary-failure', 'failed'],
    [2, 'a word of tomorrow', 'refused'],
    [75, 'failed', 'temporary-failure'],
    [143, 'stopped', 'no-result'],
  ])('calls exit code %i with the end line "%s" %s', (exitCode, claimed, outcome) => {
    const exit = { exitCode, stopCode: 'EssentialContainerExited' };
    expect(taskOutcome(exit, endLine(claimed, exitCode))).toBe(outcome);
  });

  it('calls an interrupted task interrupted, whatever its end line says', () => {
    const exit = { exitCode: 137, stopCode: 'SpotInterruption' };
    expect(taskOutcome(exit, endLine('out-of-memory', 137))).toBe('interrupted');
  });
});

describe('endLineOutcome', () => {
  it.each([
    ['succeeded', 0, 'succeeded'],
    ['failed', 1, 'failed'],
    ['timed-out', 1, 'timed-out'],
    ['refused', 2, 'refused'],
    ['killed', 3, 'killed'],
    ['temporary-failure', 75, 'temporary-failure'],
    ['out-of-memory', 137, 'out-of-memory'],
    ['stopped', 143, 'no-result'],
    ['succeeded', 1, 'failed'],
  ])('calls "%s" with exit code %i %s', (claimed, exitCode, outcome) => {
    expect(endLineOutcome(endLine(claimed, exitCode))).toBe(outcome);
  });
});

describe('readTaskExit', () => {
  it('reads the container runner, and not one that AWS added', () => {
    const containers = [
      { name: 'aws-guardduty-agent-Xa1', exitCode: 0 },
      { name: 'runner', exitCode: 1, reason: OUT_OF_MEMORY },
    ];
    expect(readTaskExit({ stopCode: 'UserInitiated', stoppedReason: 'why', containers })).toEqual({
      exitCode: 1,
      stopCode: 'UserInitiated',
      stoppedReason: 'why',
      containerReason: OUT_OF_MEMORY,
    } satisfies TaskExit);
  });

  it.each([
    ['without containers', {}],
    ['with only a container that AWS added', { containers: [{ name: 'agent', exitCode: 0 }] }],
    ['with null for everything', { containers: null, stopCode: null, stoppedReason: null }],
    ['with null for the exit code', { containers: [{ name: 'runner', exitCode: null }] }],
  ])('reads no exit code from a task %s', (_, task) => {
    const exit = readTaskExit(task as never);
    expect(exit).toEqual({});
    expect(taskOutcome(exit)).toBe('no-result');
  });
});

describe('formatTaskExit', () => {
  it.each([
    [{}, ''],
    [{ stopCode: 'TaskFailedToStart', stoppedReason: '' }, 'TaskFailedToStart'],
    [
      {
        exitCode: 137,
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containerReason: OUT_OF_MEMORY,
      },
      `EssentialContainerExited, exit code 137, Essential container in task exited, ${OUT_OF_MEMORY}`,
    ],
  ])('formats %j as "%s"', (exit, text) => {
    expect(formatTaskExit(exit)).toBe(text);
  });
});
