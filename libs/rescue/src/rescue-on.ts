// Whether a failure is one that a container can help with, by the function's policy.
import { isLimitError, type RescuePolicy } from '@immortal/shared';
import { type FailedInvocation } from './failed-invocation';

/**
 * Why the invocation is not rescued; undefined if it is.
 *
 * What somebody has put or moved into the queue is rescued whatever the policy says.
 */
export function reasonAgainst(
  failed: FailedInvocation,
  { rescueOn }: RescuePolicy,
): string | undefined {
  if (rescueOn === 'any' || !failed.isFresh || isLimitError(failed)) return undefined;
  const { errorType, errorMessage } = failed;
  const error = [errorType, errorMessage].filter((part) => part !== undefined && part !== '');
  return `The function's policy rescues timeouts and the like only (rescueOn: timeout), and Lambda gave up with: ${error.join(': ') || 'no message'}`;
}
