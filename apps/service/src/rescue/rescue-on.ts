// Whether a failure is one that a container can help with, by the function's policy.
import { type RescuePolicy } from '@immortal/shared';
import { type FailedInvocation } from './failed-invocation';

/**
 * What Lambda says when a function reached one of its limits: the timeout, the memory (the runtime is killed, or ends
 * without a reason), or when the runtime crashed in another way.
 *
 * The words are Lambda's, as its logs and AWS's troubleshooting pages have them:
 * https://repost.aws/knowledge-center/lambda-verify-invocation-timeouts
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 */
const LIMITS = [
  /Task timed out after [\d.]+ seconds/,
  /Runtime exited/, // "…with error: signal: killed", "…without providing a reason"
  /Runtime\.(ExitError|OutOfMemory)/,
  /Sandbox\.Timedout/,
];

/**
 * Why the invocation is not rescued; undefined if it is.
 *
 * What somebody has put or moved into the queue is rescued whatever the policy says.
 */
export function reasonAgainst(
  { isFresh, errorMessage = '' }: FailedInvocation,
  { rescueOn }: RescuePolicy,
): string | undefined {
  if (rescueOn === 'any' || !isFresh || LIMITS.some((limit) => limit.test(errorMessage))) {
    return undefined;
  }
  return `The function's policy rescues timeouts and the like only (rescueOn: timeout), and Lambda gave up with: ${errorMessage || 'no message'}`;
}
