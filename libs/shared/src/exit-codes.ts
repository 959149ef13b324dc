// The runner's exit codes: the runner ends with one of them, and by it the secondary decides what happens to the event.

/** By name. docs/how-it-works.md ("The ends of a task") says what the secondary does after each. */
export const EXIT_CODES = {
  /** The handler returned. */
  succeeded: 0,
  /** The function failed, exited, crashed or timed out: another task would end the same way. */
  failed: 1,
  /** The function can't be started, and trying again would not help. */
  refused: 2,
  /** Something outside the function killed the runtime: another task may succeed. */
  killed: 3,
  /** A temporary failure before the function started: another task may succeed. EX_TEMPFAIL of sysexits.h. */
  temporary: 75,
  /** The function failed with an error of which its policy says that another task may succeed. */
  retriedError: 76,
  /** 128 + SIGKILL, which is also the container's exit code when the kernel kills the runner itself. */
  outOfMemory: 137,
  /** 128 + the number of the signal that stopped the runner, as shells report it. */
  stopped: { SIGINT: 130, SIGTERM: 143 },
} as const;
