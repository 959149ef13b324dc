// Errors of the sample: input that can't be worked on.

/** The event or the CSV file is not what it should be; the message names the place, the value and the rule. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
