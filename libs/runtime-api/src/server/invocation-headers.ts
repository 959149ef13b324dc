// What the Runtime API tells of an invocation beside its event: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next
import { type OutgoingHttpHeaders } from 'node:http';
import type { Invocation } from '../invocation';

/**
 * How far ahead the deadline of an invocation without a timeout lies, in ms: 24 days. It must stay
 * below 2^31-1, or `setTimeout(f, context.getRemainingTimeInMillis() - 500)` in a handler overflows
 * and fires at once.
 */
export const LONGEST_DEADLINE_MS = 24 * 24 * 3600 * 1000;

export function invocationHeaders(invocation: Invocation): OutgoingHttpHeaders {
  const { requestId, timeoutMs, invokedFunctionArn, traceId, clientContext, cognitoIdentity } =
    invocation;
  const texts = {
    'lambda-runtime-aws-request-id': requestId,
    'lambda-runtime-deadline-ms': String(Date.now() + (timeoutMs ?? LONGEST_DEADLINE_MS)),
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
 * The text in UTF-8, which is what runtimes read. Node.js writes one byte for each character of a header and refuses
 * control characters; in JSON they occur between members alone, or as the letter DEL, which can be escaped.
 */
function headerValue(text: string): string {
  const line = text.replaceAll(/[\0-\x1f]/g, ' ').replaceAll('\x7f', String.raw`\u007f`);
  return Buffer.from(line).toString('latin1');
}
