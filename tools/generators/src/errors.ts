// The one error of the generators: what a person can cause; Nx prints its message and ends with 1.

/** The message is one line: the offending value, the rule, the remedy. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';
  /** For an error with a stack, Nx adds a line that offers it: of no use to the person who is to read the message. */
  override readonly stack = '';
}
