// Handlers as AWS's client calls them before Node.js 24: with a callback, and at an end when nothing is left to do.
import type { Context } from './context';
import type { Handler } from './load-handler';

/** Node's error first, then the result. */
type Callback = (error?: unknown, result?: unknown) => void;

/** The major version of Node.js from which on Lambda's runtime takes no callbacks. */
const WITHOUT_CALLBACKS = 24;

/** Whether the runtime that this one stands in for takes callbacks. */
export function takesCallbacks(): boolean {
  const { AWS_EXECUTION_ENV = '' } = process.env;
  const major = /^AWS_Lambda_nodejs(\d+)\.x$/.exec(AWS_EXECUTION_ENV)?.[1];
  return major !== undefined && Number(major) < WITHOUT_CALLBACKS;
}

/**
 * What comes of a handler by the first of these: its callback, a method of its context, its promise, an empty event
 * loop. What it returns without a promise counts for nothing, as in AWS's client.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, version 3, `src/CallbackContext.js`
 */
export async function callWithCallback(
  handler: Handler,
  event: unknown,
  context: Context,
): Promise<unknown> {
  let atLast: unknown = null;
  let whenEmpty: () => void = () => undefined;
  const end = new Promise<unknown>((resolve, reject) => {
    const first = firstOnly();
    const done: Callback = (error, result) => {
      if (isGiven(error)) reject(error);
      else resolve(result);
    };
    const extended = { ...context, ...methods(first(done)), callbackWaitsForEmptyEventLoop: true };
    const callback = first((error, result) => {
      if (!isGiven(error) && extended.callbackWaitsForEmptyEventLoop) atLast = result;
      else done(error, result);
    });
    whenEmpty = () => {
      resolve(atLast);
    };
    call(handler, event, extended, callback);
  });
  process.once('beforeExit', whenEmpty);
  return end.finally(() => process.off('beforeExit', whenEmpty));
}

function call(
  handler: Handler,
  event: unknown,
  context: Context & ReturnType<typeof methods>,
  callback: Callback,
): void {
  try {
    const returned = handler(event, context, callback);
    if (isThenable(returned)) returned.then(context.succeed, context.fail);
  } catch (error) {
    callback(error);
  }
}

/** Those of the context; the callback's waiting is not theirs. */
function methods(done: Callback) {
  return {
    done,
    succeed: (result?: unknown) => {
      done(null, result);
    },
    fail: (error?: unknown) => {
      done(error ?? 'handled');
    },
  };
}

/** Wraps several callbacks, of which only the first call counts. */
function firstOnly(): (callback: Callback) => Callback {
  let called = false;
  return (callback) => (error, result) => {
    if (called) return;
    called = true;
    callback(error, result);
  };
}

/** Whatever a handler gives as its error counts as one. */
function isGiven(error: unknown): error is Error {
  return error !== undefined && error !== null;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
