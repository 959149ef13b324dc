// The headers of an invocation in the Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next
import { type OutgoingHttpHeaders } from 'node:http';
import { type Invocation } from '../invocation';

/**
 * Milliseconds to the deadline of an invocation without a timeout: 24 days. It must stay below 2^31-1; otherwise
 * `setTimeout(f, context.getRemainingTimeInMillis() - 500)` in a handler overflows and fires at once.
 */
export const LONGEST_DEADLINE_MS = 24 * 24 * 3600 * 1000;

export function invocationHeaders(invocation: Invocation): OutgoingHttpHeaders {
  const { requestId, timeoutMs, invokedFunctionArn, traceId, clientContext, cognitoIdentity } =
    invocation;
  const reportedMs = invocation.reportedMs ?? timeoutMs ?? LONGEST_DEADLINE_MS;
  const texts = {
    'lambda-runtime-aws-request-id': requestId,
    'lambda-runtime-deadline-ms': String(Date.now() + reportedMs),
    'lambda-runtime-invoked-function-arn': invokedFunctionArn,
    'lambda-runtime-trace-id': traceId,
    'lambda-runtime-client-context': clientContext,
    'lambda-runtime-cognito-identity': cognitoIdentity,
  };
  const given = Object.entries(texts).filter(([, text]) => text !== undefined);
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(given.map(([name, text]) => [name, headerValue(text ?? '')])),
  };
}

/**
 * Encodes the text as UTF-8, which runtimes expect. Node.js writes one byte per character of a header and rejects
 * control characters. In JSON, these occur only as whitespace, or as DEL, which can be escaped.
 */
function headerValue(text: string): string {
  const line = text.replaceAll(/[\0-\x1f]/g, ' ').replaceAll('\x7f', String.raw`\u007f`);
  return Buffer.from(line).toString('latin1');
}
