// What can become of one invocation, as seen from behind the Lambda Runtime API.

/** One invocation to hand to a runtime. */
export interface Invocation {
  /** The event as bytes; they reach the runtime unchanged. */
  readonly event: Buffer;
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  /** Milliseconds that the handler may take; none means {@link LONGEST_DEADLINE_MS} ahead, and nobody enforces it. */
  readonly timeoutMs?: number;
  readonly traceId?: string;
  /** JSON text, for calls from mobile SDKs. */
  readonly clientContext?: string;
  /** JSON text. */
  readonly cognitoIdentity?: string;
}

export type Outcome =
  /** The handler returned; the payload is what the runtime posted. */
  | { readonly kind: 'response'; readonly payload: Buffer; readonly contentType?: string }
  /** The handler failed; the payload is Lambda's error JSON, as the runtime posted it. */
  | { readonly kind: 'error'; readonly errorType?: string; readonly payload: Buffer }
  /** The handler could not be loaded. */
  | { readonly kind: 'init-error'; readonly errorType?: string; readonly payload: Buffer }
  /** The runtime ended without an answer. */
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  /** The invocation's time was over; the runtime was killed. */
  | { readonly kind: 'timeout'; readonly timeoutMs: number };
