// Errors of the runner, by what another try would change.

/** A value on the command line or in the environment is wrong; the message names it and the remedy. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** The function cannot be run here, and trying again changes nothing; the message says why and what to do. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
}

/** Something outside was not there for now, before the function started: another task may have more luck. */
export class TemporaryError extends Error {
  override readonly name = 'TemporaryError';
}

/** Somebody stopped the runner before the function started. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';

  constructor(readonly signal: StopSignal) {
    super(`Stopped by ${signal} before the function started.`);
  }
}

export type StopSignal = 'SIGTERM' | 'SIGINT';
