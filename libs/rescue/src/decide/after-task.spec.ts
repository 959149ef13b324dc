import { type ReadEndLine, type TaskExit } from '@immortal/shared';
import { reasonOf } from './after-task';

const endLine = (change: Partial<ReadEndLine> = {}): ReadEndLine => ({
  message: 'The function failed (TypeError).',
  outcome: 'failed',
  exitCode: 1,
  errorType: 'TypeError',
  errorMessage: 'x is not a function',
  ...change,
});

describe('reasonOf', () => {
  it.each<[string, TaskExit, string]>([
    [
      'failed',
      { exitCode: 1, stopCode: 'EssentialContainerExited', stoppedReason: 'why' },
      'The function failed in the container (EssentialContainerExited, exit code 1, why).',
    ],
    [
      'could not be started',
      { exitCode: 2, stopCode: 'EssentialContainerExited' },
      'The function could not be started in the container (EssentialContainerExited, exit code 2).',
    ],
    [
      'had a temporary failure',
      { exitCode: 75, stopCode: 'EssentialContainerExited' },
      'A temporary failure kept the function from starting (EssentialContainerExited, exit code 75).',
    ],
    [
      'was killed',
      { exitCode: 137, stopCode: 'EssentialContainerExited' },
      'The container was killed (EssentialContainerExited, exit code 137). It ran out of memory, or its function killed the runner. If the last line of its log says out-of-memory, increase memory in the rescue policy.',
    ],
    [
      'ran out of memory',
      {
        exitCode: 137,
        stopCode: 'EssentialContainerExited',
        containerReason: 'OutOfMemoryError: Container killed due to memory usage',
      },
      'The container ran out of memory (EssentialContainerExited, exit code 137, OutOfMemoryError: Container killed due to memory usage). Increase memory in the rescue policy.',
    ],
    [
      'was stopped',
      { exitCode: 143, stopCode: 'UserInitiated' },
      'A person or a program stopped the task (UserInitiated, exit code 143).',
    ],
    [
      'was interrupted',
      { exitCode: 1, stopCode: 'SpotInterruption' },
      'AWS interrupted the task (SpotInterruption, exit code 1).',
    ],
    [
      'failed to start',
      { stopCode: 'TaskFailedToStart', stoppedReason: 'no image' },
      'The task ended without a result (TaskFailedToStart, no image).',
    ],
  ])('says why a task %s', (_, exit, reason) => {
    expect(reasonOf(exit)).toBe(reason);
  });

  const FAILED = { exitCode: 1, stopCode: 'EssentialContainerExited' };

  it("puts the function's own error before what ECS reports", () => {
    expect(reasonOf(FAILED, endLine())).toBe(
      'The function failed in the container: TypeError: x is not a function (EssentialContainerExited, exit code 1).',
    );
  });

  it("uses the runner's message if the function has no error", () => {
    const line: ReadEndLine = { message: 'It took too long.', outcome: 'timed-out', exitCode: 1 };
    expect(reasonOf(FAILED, line)).toMatch(
      /^The function failed in the container: It took too long \(/,
    );
  });

  it('says that a killed container ran out of memory if the runner says so', () => {
    const exit = { exitCode: 137, stopCode: 'EssentialContainerExited' };
    const message = 'The task ran out of memory: it needed more than its 512 MB.';
    const line: ReadEndLine = { message, outcome: 'out-of-memory', exitCode: 137 };
    expect(reasonOf(exit, line)).toBe(
      'The container ran out of memory: The task ran out of memory: it needed more than its 512 MB (EssentialContainerExited, exit code 137). Increase memory in the rescue policy.',
    );
  });

  it.each(['SpotInterruption', 'UserInitiated'])(
    "leaves out the function's own error if something else ended its task (%s)",
    (stopCode) => {
      expect(reasonOf({ exitCode: 143, stopCode }, endLine())).not.toContain('TypeError');
    },
  );

  it('cuts a long error', () => {
    const reason = reasonOf(FAILED, endLine({ errorMessage: 'x'.repeat(5000) }));
    expect(reason.length).toBeLessThan(1_200);
    expect(reason).toMatch(/x \(EssentialContainerExited, exit code 1\)\.$/);
  });
});
