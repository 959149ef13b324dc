// One invocation, and its possible outcomes as the Lambda Runtime API sees them.

/** An invocation for a runtime. */
export interface Invocation {
  /** The event as bytes, which the runtime receives unchanged. */
  readonly event: Buffer;
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  /** The timeout in milliseconds. Without one, the deadline is {@link LONGEST_DEADLINE_MS} ahead and not enforced. */
  readonly timeoutMs?: number;
  /** Milliseconds to the deadline that the runtime is told; the timeout if it is not given. It is not enforced. */
  readonly reportedMs?: number;
  readonly traceId?: string;
  /** JSON text, from calls of mobile SDKs. */
  readonly clientContext?: string;
  /** JSON text. */
  readonly cognitoIdentity?: string;
}

export type Outcome =
  /** The handler returned; the payload is the response that the runtime posted. */
  | { readonly kind: 'response'; readonly payload: Buffer; readonly contentType?: string }
  /** The handler failed; the payload is Lambda's error JSON, as the runtime posted it. */
  | { readonly kind: 'error'; readonly errorType?: string; readonly payload: Buffer }
  /** The handler could not be loaded. */
  | { readonly kind: 'init-error'; readonly errorType?: string; readonly payload: Buffer }
  /** The runtime exited without a response. */
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  /** The invocation timed out, and the runtime was killed. */
  | { readonly kind: 'timeout'; readonly timeoutMs: number };
