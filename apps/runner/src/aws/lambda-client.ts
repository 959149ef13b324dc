// The client for Lambda's API, tuned for a task: patient with throttling, impatient with a silent network.
import { LambdaClient } from '@aws-sdk/client-lambda';

/** Milliseconds. A subnet without a route swallows packets; without limits the task would wait for ever. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 20_000 };
/** GetFunction allows 100 calls a second, and many tasks can start at once: some seconds of backoff in all. */
const ATTEMPTS = 6;

export function createLambdaClient(region: string, env: NodeJS.ProcessEnv): LambdaClient {
  // The SDK warns on stderr about the end of its support for Node.js 20, which is nothing for a function's log.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return new LambdaClient({
    region,
    maxAttempts: ATTEMPTS,
    requestHandler: { ...TIMEOUTS, throwOnRequestTimeout: true },
  });
}
