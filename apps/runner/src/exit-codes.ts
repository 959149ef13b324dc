// The exit codes of the runner, on which the launcher decides whether another task is worth it.

export const EXIT_CODES = {
  succeeded: 0,
  /** The function's own end: another task would come to the same. */
  failed: 1,
  /** Trying again changes nothing. */
  refused: 2,
  /** Somebody else ended the runtime: another task may have more luck. */
  killed: 3,
  /** Worth another task: EX_TEMPFAIL of sysexits.h. */
  temporary: 75,
  /** 128 and the number of SIGKILL, as the container has it when the kernel kills the runner itself. */
  outOfMemory: 137,
  /** 128 and the signal's number, as shells have it. */
  stopped: { SIGINT: 130, SIGTERM: 143 },
} as const;
