// The plugin's one error class.

/**
 * A mistake in serverless.yml or in a handler. The message names the place, the value and the remedy; the framework
 * prints it without a stack trace.
 */
export class PluginError extends Error {
  override readonly name = 'PluginError';
}
