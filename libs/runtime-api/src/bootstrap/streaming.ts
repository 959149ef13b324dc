// Response streaming: the global `awslambda` and what serves a handler that is wrapped with it.
import { received, type RuntimeApiClient } from './api-client';
import { logError } from './console';
import type { Context } from './context';
import { formatError } from './errors';
import type { Handler } from './load-handler';
import { HttpResponseStream, responseStream } from './response-stream';

/** The mark that AWS's runtime puts on streaming handlers. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

export function isStreaming(handler: unknown): boolean {
  return typeof handler === 'function' && STREAMING in handler;
}

/** Defines the global that handlers are wrapped with when they are loaded. */
export function defineAwsLambda(): void {
  const streamifyResponse = (handler: Handler) =>
    Object.assign(handler, { [STREAMING]: 'response' });
  Object.assign(globalThis, { awslambda: { streamifyResponse, HttpResponseStream } });
}

export async function serveStreaming(
  client: RuntimeApiClient,
  handler: Handler,
  event: unknown,
  context: Context,
): Promise<void> {
  const request = client.responseStream(context.awsRequestId);
  const answered = received(request);
  try {
    const running = handler(event, responseStream(request), context);
    if (!(running instanceof Promise)) {
      throw new Error('Streaming does not support non-async handlers.');
    }
    if ((await running) !== undefined) console.warn('Streaming handlers ignore return values.');
  } catch (error) {
    logError('Invoke Error', error);
    const formatted = formatError(error);
    const body = Buffer.from(JSON.stringify(formatted)).toString('base64');
    request.addTrailers({
      'lambda-runtime-function-error-type': formatted.errorType,
      'lambda-runtime-function-error-body': body,
    });
    request.end();
  }
  // A handler that does not end its stream is waited for, as in AWS's runtime.
  await answered;
}
