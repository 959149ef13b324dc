// Errors of the smoke test; each is shown as one line.

/** A value on the command line is wrong; the message names it and the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The test has not passed, or could not be made; the message says why and where to look. */
export class SmokeTestError extends Error {
  override readonly name = 'SmokeTestError';
}
