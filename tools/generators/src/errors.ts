// The generators' one error class, for mistakes of the user; Nx prints the message and exits with code 1.

/** The message is one line: the offending value, the rule, the remedy. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';
  /** Empty: for an error with a stack, Nx adds a hint on how to print it, which distracts from the message. */
  override readonly stack = '';
}
