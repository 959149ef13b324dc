// Errors of this tool: what a person can get wrong on the command line.

/** Something that a user can put right; shown as one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
