// Response streaming: `awslambda.streamifyResponse` and what serves such a handler.
import { received, type RuntimeApiClient } from './api-client';
import { logError } from './console';
import type { Context } from './context';
import { formatError } from './errors';
import type { Handler } from './load-handler';

/** The mark that AWS's runtime puts on streaming handlers. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

export function isStreaming(handler: unknown): boolean {
  return typeof handler === 'function' && STREAMING in handler;
}

/** Defines the global that handlers are wrapped with when they are loaded. */
export function defineStreamifyResponse(): void {
  const streamifyResponse = (handler: Handler) =>
    Object.assign(handler, { [STREAMING]: 'response' });
  Object.assign(globalThis, { awslambda: { streamifyResponse } });
}

export async function serveStreaming(
  client: RuntimeApiClient,
  handler: Handler,
  event: unknown,
  context: Context,
): Promise<void> {
  const stream = client.responseStream(context.awsRequestId);
  const answered = received(stream);
  try {
    await handler(event, stream, context);
    if (!stream.writableEnded) throw new Error('Response stream is not finished.');
  } catch (error) {
    logError('Invoke Error', error);
    const formatted = formatError(error);
    const body = Buffer.from(JSON.stringify(formatted)).toString('base64');
    stream.addTrailers({
      'lambda-runtime-function-error-type': formatted.errorType,
      'lambda-runtime-function-error-body': body,
    });
    stream.end();
  }
  await answered;
}
