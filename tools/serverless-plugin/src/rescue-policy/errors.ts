// Errors of this plugin: what a person can get wrong in serverless.yml.

/** A rescue that would not work once it is deployed; the message names the function, the value and the remedy. */
export class RescuePolicyError extends Error {
  override readonly name = 'RescuePolicyError';
}
