// Classifies a failed AWS call: refused for good, or worth another task.
import { isNativeError } from 'node:util/types';
import { isNetworkError, systemCode } from '@immortal/shared';
import { RefusalError, TemporaryError } from '../errors';

/** The failed call, for the message. */
export interface AwsCall {
  /** The IAM action that the call needs, such as `lambda:GetFunction`. */
  readonly action: string;
  /** The resource, such as `function orders`. */
  readonly subject: string;
}

/** Error names that mean "try again later", whatever the HTTP status. */
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ServiceUnavailable/;
/** The SDK's own error names for a server that does not respond. */
const NO_RESPONSE = /^(TimeoutError|RequestTimeout|NetworkingError)$/;
const DENIED = /^(AccessDenied|AccessDeniedException|AllAccessDisabled)$/;

/**
 * The error to end the run with. An error that is neither AWS's response nor a missing one is returned unchanged.
 *
 * @param env says whether the credentials come from ECS
 */
export function explainAwsFailure(error: unknown, call: AwsCall, env: NodeJS.ProcessEnv): unknown {
  if (!isNativeError(error)) return error;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const why = reason(error);
  const options = { cause: error };
  if (error.name === 'CredentialsProviderError') return noCredentials(call, why, env, options);
  if (THROTTLED.test(error.name) || status === 429 || (status !== undefined && status >= 500)) {
    return new TemporaryError(
      `AWS could not serve ${call.action} for ${call.subject} for now: ${why}.`,
      options,
    );
  }
  if (isNetworkError(error) || NO_RESPONSE.test(error.name)) {
    return new TemporaryError(
      `AWS could not be reached for ${call.action} of ${call.subject}: ${why}. Check the routes, the security group and the endpoints of the task's subnet.`,
      options,
    );
  }
  if (DENIED.test(error.name)) {
    return new RefusalError(
      `The task's role may not call ${call.action} for ${call.subject}: ${why}. Allow ${call.action} in the task's role.`,
      options,
    );
  }
  if (status === undefined) return error;
  return new RefusalError(`AWS refused ${call.action} for ${call.subject}: ${why}.`, options);
}

function noCredentials(
  call: AwsCall,
  why: string,
  env: NodeJS.ProcessEnv,
  options: ErrorOptions,
): Error {
  const inEcs =
    env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ?? env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  return inEcs === undefined
    ? new RefusalError(
        `There are no credentials for ${call.action}. Give the task definition a task role or, outside of ECS, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
        options,
      )
    : new TemporaryError(`ECS provided no credentials for ${call.action}: ${why}.`, options);
}

/** One line: the error's code or name, and its message without the final full stop. */
function reason(error: Error): string {
  const message = error.message.split('\n', 1)[0]?.replace(/\.$/, '');
  const label = systemCode(error) ?? error.name;
  return message === undefined || message === '' ? label : `${label}, ${message}`;
}
