// What an operator can cause, or has to know: told in one line, without a stack.

/** The command was called wrongly; the message says what is wrong and what is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for can't be done; the message says why and what to do instead. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
}
