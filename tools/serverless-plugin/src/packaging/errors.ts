// Errors of this plugin: what a user can get wrong in a handler or in serverless.yml.

/** What keeps a function from being packaged; the message names the file or the key, and the remedy. */
export class PackagingError extends Error {
  override readonly name = 'PackagingError';
}
