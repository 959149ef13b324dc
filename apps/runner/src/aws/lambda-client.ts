// The client for Lambda's API, configured for a task: short timeouts, and no retries of its own, because retry.ts has them.
import { LambdaClient } from '@aws-sdk/client-lambda';

/** Milliseconds. A subnet without a route drops packets: without timeouts, the task would wait forever. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 20_000 };

export function createLambdaClient(region: string, env: NodeJS.ProcessEnv): LambdaClient {
  // The SDK's warning about Node.js 20 does not belong in a function's log.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return new LambdaClient({
    region,
    maxAttempts: 1,
    requestHandler: { ...TIMEOUTS, throwOnRequestTimeout: true },
  });
}
