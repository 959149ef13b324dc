// Errors of this plugin: what a person can get wrong in serverless.yml.

/** A `deadLetter:` that can't be deployed; the message names the function, the value and the remedy. */
export class DeadLetterError extends Error {
  override readonly name = 'DeadLetterError';
}
