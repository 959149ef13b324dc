// Checks whether the result of the smoke function shows that it was rescued.
import { SmokeTestError } from '../errors';

/**
 * @param text the object that the function writes when it completes: {"requestId": "…", "where": "container" or "lambda"}
 * @throws {SmokeTestError} unless this request completed in a container
 */
export function judge(text: string, requestId: string): void {
  const { requestId: written, where } = parse(text);
  if (where !== 'container') {
    throw new SmokeTestError(
      `The function completed in ${JSON.stringify(where)}, not in a container. ` +
        'Pass a --sleep that exceeds its timeout.',
    );
  }
  if (written !== requestId) {
    throw new SmokeTestError(
      `The container received the request id ${JSON.stringify(written)} instead of ${requestId}.`,
    );
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    throw new SmokeTestError(`The result is not JSON: ${text.slice(0, 200)}`, { cause: error });
  }
  throw new SmokeTestError(`The result is not a JSON object: ${text.slice(0, 200)}`);
}
