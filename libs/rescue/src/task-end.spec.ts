import { judgeEnd } from './task-end';
import { aTask } from './testing/fixtures';

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

/** S succeeded, A again, F final; in the order of the stop codes above. */
const TABLE: [exitCode: number | undefined, ...verdicts: string[]][] = [
  [undefined, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
  [0, 'S', 'S', 'S', 'S', 'S', 'S', 'S'],
  [1, 'F', 'F', 'F', 'F', 'A', 'A', 'A'],
  [2, 'F', 'F', 'F', 'F', 'A', 'A', 'A'],
  [3, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
  [75, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
  [130, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
  [137, 'A', 'F', 'F', 'A', 'A', 'A', 'A'],
  [139, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
  [143, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
  [255, 'A', 'A', 'F', 'A', 'A', 'A', 'A'],
];
const CASES = TABLE.flatMap(([exitCode, ...verdicts]) =>
  STOP_CODES.map((stopCode, index) => [exitCode, stopCode, verdicts[index]] as const),
);

const containerWith = (exitCode: number | undefined, reason?: string) => ({
  name: 'runner',
  ...(exitCode !== undefined && { exitCode }),
  ...(reason !== undefined && { reason }),
});
const judge = (stopCode: string, ...containers: ReturnType<typeof containerWith>[]) =>
  judgeEnd(aTask({ stopCode, stoppedReason: 'because', containers }));
const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

describe('judgeEnd', () => {
  it.each(CASES)('judges exit code %s with %s as %s', (exitCode, stopCode, verdict) => {
    const { kind } = judge(stopCode, containerWith(exitCode));
    expect(kind.slice(0, 1).toUpperCase()).toBe(verdict);
  });

  it.each(STOP_CODES)('takes the word of ECS for a want of memory, with %s', (stopCode) => {
    expect(judge(stopCode, containerWith(137, OUT_OF_MEMORY))).toEqual({
      kind: 'final',
      reason: `The container ran out of memory (${stopCode}, exit code 137, because, ${OUT_OF_MEMORY}). Give it more by memory in the rescue policy.`,
    });
  });

  it.each([
    [
      'EssentialContainerExited',
      1,
      'The function failed in the container (EssentialContainerExited, exit code 1, because).',
    ],
    [
      'EssentialContainerExited',
      2,
      'The function could not be started in the container (EssentialContainerExited, exit code 2, because).',
    ],
    [
      'EssentialContainerExited',
      75,
      'The task has ended without a result (EssentialContainerExited, exit code 75, because).',
    ],
    [
      'EssentialContainerExited',
      137,
      'The container was killed (EssentialContainerExited, exit code 137, because): it ran out of memory, or its function killed the runner. The last line of its log says out-of-memory if it was the first; then give it more by memory in the rescue policy.',
    ],
    [
      'UserInitiated',
      143,
      'Somebody has stopped the task (UserInitiated, exit code 143, because).',
    ],
    [
      'SpotInterruption',
      1,
      'AWS has interrupted the task (SpotInterruption, exit code 1, because).',
    ],
    [
      'TaskFailedToStart',
      undefined,
      'The task has ended without a result (TaskFailedToStart, because).',
    ],
  ])('says why: %s with %s', (stopCode, exitCode, reason) => {
    expect(judge(stopCode, containerWith(exitCode))).toMatchObject({ reason });
  });

  it.each(STOP_CODES)('takes the word of ECS for a retirement, with %s', (stopCode) => {
    const stoppedReason =
      'ECS is performing maintenance on the underlying infrastructure hosting the task.';
    const verdicts = [1, 2, 137, 143, undefined].map((exitCode) => {
      const task = aTask({ stopCode, stoppedReason, containers: [containerWith(exitCode)] });
      return judgeEnd(task).kind;
    });
    expect(verdicts).toEqual(['again', 'again', 'again', 'again', 'again']);
    const returned = aTask({ stopCode, stoppedReason, containers: [containerWith(0)] });
    expect(judgeEnd(returned).kind).toBe('succeeded');
  });

  it('looks at the runner, and not at a container that AWS has added', () => {
    const agent = { name: 'aws-guardduty-agent-Xa1', exitCode: 0 };
    expect(judge('EssentialContainerExited', agent, containerWith(1)).kind).toBe('final');
    expect(judge('TaskFailedToStart', agent).kind).toBe('again');
  });

  it.each([
    ['without containers', { containers: undefined }],
    ['with null for them', { containers: null }],
    ['that tells nothing', { containers: [], stopCode: undefined, stoppedReason: undefined }],
  ])('starts another container after a task %s', (_, change) => {
    const task = { ...aTask({ stopCode: 'TaskFailedToStart' }), ...change };
    expect(judgeEnd(task as never).kind).toBe('again');
  });
});
