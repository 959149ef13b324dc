import { endOfDeath } from './exit-reason';

const die = (code: number | null, signal: NodeJS.Signals | null, oomKilled = false) =>
  endOfDeath({ kind: 'exit', code, signal }, { oomKilled, taskMemoryMb: 512 });

describe('the death of a runtime', () => {
  it.each([
    [0, null, 'Runtime exited without providing a reason.'],
    [7, null, 'Runtime exited with error: exit status 7.'],
    // How AWS's client for Node.js 22 ends after an error that nobody caught.
    [129, null, 'Runtime exited with error: exit status 129.'],
    [134, null, 'Runtime exited with error: exit status 134.'],
    [139, null, 'Runtime exited with error: exit status 139.'],
    [null, 'SIGABRT', 'Runtime exited with error: signal: aborted.'],
    [null, 'SIGSEGV', 'Runtime exited with error: signal: segmentation fault.'],
    [null, 'SIGBUS', 'Runtime exited with error: signal: bus error.'],
    [null, 'SIGILL', 'Runtime exited with error: signal: illegal instruction.'],
    [null, 'SIGFPE', 'Runtime exited with error: signal: floating point exception.'],
    [null, 'SIGTRAP', 'Runtime exited with error: signal: trace/breakpoint trap.'],
  ] as const)('by code %s and signal %s is its own', (code, signal, message) => {
    const ending = die(code, signal);

    expect(ending).toMatchObject({ outcome: 'died', exitCode: 1 });
    expect(ending.message.startsWith(message)).toBe(true);
  });

  it.each([
    [null, 'SIGKILL', 'Runtime exited with error: signal: killed.'],
    [null, 'SIGTERM', 'Runtime exited with error: signal: terminated.'],
    [null, 'SIGHUP', 'Runtime exited with error: signal: hangup.'],
    [null, 'SIGPWR', 'Runtime exited with error: signal: SIGPWR.'],
    [137, null, 'Runtime exited with error: exit status 137.'],
    [143, null, 'Runtime exited with error: exit status 143.'],
  ] as const)("by code %s and signal %s is somebody else's work", (code, signal, message) => {
    const ending = die(code, signal);

    expect(ending).toMatchObject({ outcome: 'killed', exitCode: 3 });
    expect(ending.message.startsWith(message)).toBe(true);
  });

  it.each([
    [null, 'SIGKILL'],
    [137, null],
  ] as const)(
    'by code %s and signal %s is want of memory if the kernel says so',
    (code, signal) => {
      expect(die(code, signal, true)).toEqual({
        outcome: 'out-of-memory',
        exitCode: 137,
        message:
          'The task ran out of memory: it needed more than its 512 MB, and the kernel killed the function. Give the task definition more Memory.',
      });
    },
  );

  it('says no size of the memory where ECS tells none', () => {
    const exit = { kind: 'exit', code: null, signal: 'SIGKILL' } as const;

    expect(endOfDeath(exit, { oomKilled: true }).message).toContain('it needed all its memory,');
  });

  it.each([
    [null, 'SIGABRT', false, "V8's heap was full"],
    [134, null, false, "V8's heap was full"],
    [1, null, true, 'The kernel killed a process of the task for want of memory'],
  ] as const)('by code %s and signal %s hints at memory', (code, signal, oomKilled, hint) => {
    expect(die(code, signal, oomKilled)).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(hint) as string,
    });
  });

  it('does not speak of memory without a reason', () => {
    expect(die(1, null).message).not.toContain('memory');
    expect(die(null, 'SIGSEGV').message).not.toContain('memory');
  });
});
