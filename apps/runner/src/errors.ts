// The runner's errors, by whether trying again could succeed.
import { type EXIT_CODES } from '@immortal/shared';

/** Base class of every error that the runner foresees: its message is one line with the cause and the remedy. */
export class RunnerError extends Error {
  override readonly name: string = 'RunnerError';
}

/** A value on the command line or in the environment is wrong. */
export class SettingError extends RunnerError {
  override readonly name = 'SettingError';
}

/** The function can't run here, and trying again would not help. */
export class RefusalError extends RunnerError {
  override readonly name = 'RefusalError';
}

/** A temporary failure before the function started: another task may succeed. */
export class TemporaryError extends RunnerError {
  override readonly name = 'TemporaryError';
}

/** A signal stopped the runner before the function started. */
export class StopSignalError extends RunnerError {
  override readonly name = 'StopSignalError';

  constructor(readonly signal: StopSignal) {
    super(`Stopped by ${signal} before the function started.`);
  }
}

export type StopSignal = keyof typeof EXIT_CODES.stopped;
