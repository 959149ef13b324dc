// Whether what the smoke function has written shows that it was rescued.
import { SmokeTestError } from './errors';

/**
 * @param text the object that it writes at its end: {"requestId": "…", "where": "container" or "lambda"}
 * @throws {SmokeTestError} unless this request has run to its end in a container
 */
export function judge(text: string, requestId: string): void {
  const { requestId: written, where } = parse(text);
  if (where !== 'container') {
    throw new SmokeTestError(
      `The function has worked to its end in ${JSON.stringify(where)}, not in a container. ` +
        'Pass a --sleep above its timeout.',
    );
  }
  if (written !== requestId) {
    throw new SmokeTestError(
      `The container was given the request id ${JSON.stringify(written)} instead of ${requestId}.`,
    );
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    throw new SmokeTestError(`The result is no JSON: ${text.slice(0, 200)}`, { cause: error });
  }
  throw new SmokeTestError(`The result is no JSON object: ${text.slice(0, 200)}`);
}
