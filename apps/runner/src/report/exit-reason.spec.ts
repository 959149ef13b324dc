import { explainExit } from './exit-reason';

const exit = (code: number | null, signal: NodeJS.Signals | null, oomKilled = false) =>
  explainExit({ kind: 'exit', code, signal }, { oomKilled, taskMemoryMb: 512 });

describe('a runtime that exits without a response', () => {
  it.each([
    [0, null, 'Runtime exited without providing a reason.'],
    [7, null, 'Runtime exited with error: exit status 7.'],
    // AWS's client for Node.js 22 exits with this code after an uncaught error.
    [129, null, 'Runtime exited with error: exit status 129.'],
    [134, null, 'Runtime exited with error: exit status 134.'],
    [139, null, 'Runtime exited with error: exit status 139.'],
    [null, 'SIGABRT', 'Runtime exited with error: signal: aborted.'],
    [null, 'SIGSEGV', 'Runtime exited with error: signal: segmentation fault.'],
    [null, 'SIGBUS', 'Runtime exited with error: signal: bus error.'],
    [null, 'SIGILL', 'Runtime exited with error: signal: illegal instruction.'],
    [null, 'SIGFPE', 'Runtime exited with error: signal: floating point exception.'],
    [null, 'SIGTRAP', 'Runtime exited with error: signal: trace/breakpoint trap.'],
  ] as const)('with code %s and signal %s has exited by itself', (code, signal, message) => {
    const result = exit(code, signal);

    expect(result).toMatchObject({ outcome: 'died', exitCode: 1 });
    expect(result.message.startsWith(message)).toBe(true);
  });

  it.each([
    [null, 'SIGKILL', 'Runtime exited with error: signal: killed.'],
    [null, 'SIGTERM', 'Runtime exited with error: signal: terminated.'],
    [null, 'SIGHUP', 'Runtime exited with error: signal: hangup.'],
    [null, 'SIGPWR', 'Runtime exited with error: signal: SIGPWR.'],
    [137, null, 'Runtime exited with error: exit status 137.'],
    [143, null, 'Runtime exited with error: exit status 143.'],
  ] as const)('with code %s and signal %s was killed from outside', (code, signal, message) => {
    const result = exit(code, signal);

    expect(result).toMatchObject({ outcome: 'killed', exitCode: 3 });
    expect(result.message.startsWith(message)).toBe(true);
  });

  it.each([
    [null, 'SIGKILL'],
    [137, null],
  ] as const)(
    'with code %s and signal %s ran out of memory if the kernel reports it',
    (code, signal) => {
      expect(exit(code, signal, true)).toEqual({
        outcome: 'out-of-memory',
        exitCode: 137,
        message:
          'The task ran out of memory: it needed more than its 512 MB, and the kernel killed the function. Increase memory in the rescue policy.',
      });
    },
  );

  it('is explained without the memory size if ECS does not report it', () => {
    const killed = { kind: 'exit', code: null, signal: 'SIGKILL' } as const;

    expect(explainExit(killed, { oomKilled: true }).message).toContain('it needed all its memory,');
  });

  it.each([
    [null, 'SIGABRT', false, "V8's heap was full"],
    [134, null, false, "V8's heap was full"],
    [1, null, true, 'The kernel killed a process of the task because memory ran out'],
  ] as const)(
    'with code %s and signal %s is explained with a hint at memory',
    (code, signal, oomKilled, hint) => {
      expect(exit(code, signal, oomKilled)).toMatchObject({
        exitCode: 1,
        message: expect.stringContaining(hint) as string,
      });
    },
  );

  it('is explained without memory for any other reason', () => {
    expect(exit(1, null).message).not.toContain('memory');
    expect(exit(null, 'SIGSEGV').message).not.toContain('memory');
  });
});
