// Errors that a command reports in one line: the user or the environment causes them, and can correct them.

/** Reported by its message alone, without a stack. The errors of a package that a user can cause derive from it. */
export class ExpectedError extends Error {
  override readonly name: string = 'ExpectedError';
}

/** A command was called in a wrong way. The message names the value, the rule, and the remedy. */
export class UsageError extends ExpectedError {
  override readonly name = 'UsageError';
}
