// Serves one invocation: calls the handler, posts what it returned or threw.
import type { Received, RuntimeApiClient } from './api-client';
import { callWithCallback, takesCallbacks } from './callbacks';
import { logError, setRequestId } from './console';
import { contextOf, exportTraceId, type Context } from './context';
import { RuntimeError } from './errors';
import type { Handler } from './load-handler';
import { isStreaming, serveStreaming } from './streaming';

export async function serve(
  client: RuntimeApiClient,
  handler: Handler,
  { body, headers }: Received,
) {
  const context = contextOf(headers);
  setRequestId(context.awsRequestId);
  exportTraceId(headers);
  if (isStreaming(handler)) {
    await serveStreaming(client, handler, JSON.parse(body), context);
    return;
  }
  try {
    const call = takesCallbacks() ? callWithCallback : callPlainly;
    const result = await call(handler, JSON.parse(body), context);
    await client.response(context.awsRequestId, serialize(result));
  } catch (error) {
    logError('Invoke Error', error);
    await client.error(context.awsRequestId, error);
  }
}

function callPlainly(handler: Handler, event: unknown, context: Context): unknown {
  return handler(event, context);
}

/** What has no JSON form, a function or a symbol, AWS's runtime refuses with these words. */
function serialize(result: unknown): string {
  const json: unknown = stringify(result === undefined ? null : result);
  if (typeof json === 'string') return json;
  throw new TypeError('Wrong arguments');
}

function stringify(result: unknown): unknown {
  try {
    return JSON.stringify(result);
  } catch {
    throw new RuntimeError('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}
