// Whether a function's policy rescues a failure (`rescueOn`).
import { isLimitError, type RescuePolicy } from '@immortal/shared';
import { type FailedInvocation } from '../read/failed-invocation';

/**
 * Why the invocation is not rescued; undefined if it is.
 *
 * An event that a person sent or moved back is rescued whatever the policy says.
 */
export function reasonAgainstRescue(
  failed: FailedInvocation,
  { rescueOn }: RescuePolicy,
): string | undefined {
  if (rescueOn === 'any' || !failed.isFresh || isLimitError(failed)) return undefined;
  const { errorType, errorMessage } = failed;
  const error = [errorType, errorMessage].filter((part) => part !== undefined && part !== '');
  return `The function's policy rescues only timeouts, out-of-memory errors and crashes (rescueOn: timeout). Lambda gave up with: ${error.join(': ') || 'no message'}`;
}
