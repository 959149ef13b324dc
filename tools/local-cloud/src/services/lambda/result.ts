// The result of an invocation: the function's payload, or Lambda's error JSON.
import { exitMessage, type Outcome } from '@immortal/runtime-api';
import type { LambdaFunction } from './functions';

export type Result =
  | { readonly kind: 'success'; readonly payload: Buffer }
  | { readonly kind: 'error' | 'timeout'; readonly payload: Buffer; readonly message: string };

/** The messages are Lambda's own, observed with functions that were made to end in each way. */
export function resultOf(outcome: Outcome, fn: LambdaFunction, requestId: string): Result {
  const failed = (kind: 'error' | 'timeout', errorType: string, what: string): Result => {
    const message = `RequestId: ${requestId} Error: ${what}`;
    const payload = Buffer.from(JSON.stringify({ errorType, errorMessage: message }));
    return { kind, payload, message };
  };
  switch (outcome.kind) {
    case 'response':
      return { kind: 'success', payload: outcome.payload };
    case 'error':
    case 'init-error':
      return { kind: 'error', payload: outcome.payload, message: messageOf(outcome.payload) };
    case 'timeout':
      return failed(
        'timeout',
        'Sandbox.Timedout',
        `Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`,
      );
    case 'exit':
      return failed('error', 'Runtime.ExitError', exitMessage(outcome));
  }
}

/** A runtime of the user's own may post anything. */
function messageOf(payload: Buffer): string {
  const text = payload.toString();
  try {
    const { errorMessage } = (JSON.parse(text) ?? {}) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : text;
  } catch {
    return text;
  }
}
