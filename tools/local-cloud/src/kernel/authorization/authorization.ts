// Refuses what the caller's role does not allow, before the operation is handled.
import type { Caller } from '../authentication/callers';
import type { ErrorDialect } from '../protocols/protocol';
import type { Stack } from '../template';
import type { RequiredPermission } from './decide';
import type { Permissions } from './permissions';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and each service's CommonErrors.html */
export const ACCESS_DENIED: Readonly<Record<ErrorDialect, string>> = {
  s3: 'AccessDenied',
  query: 'AccessDenied',
  json: 'AccessDeniedException',
};

/**
 * In AWS's words, why a process may not make a call; undefined if it may.
 *
 * @param required the permissions that the call needs
 */
export function refusalFor(
  caller: Caller,
  required: readonly RequiredPermission[],
  stack: Stack,
  permissions: Pick<Permissions, 'refusal'>,
): string | undefined {
  const { roleArn } = caller;
  // On AWS a task without a role has no credentials to call with.
  if (roleArn === undefined) return 'The task has no role: set TaskRoleArn in its task definition';
  for (const permission of required) {
    const context = { ...permission.context, ...contextOf(caller, stack) };
    const refusal = permissions.refusal(roleArn, { ...permission, context });
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What Lambda adds to the calls of a function's code: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html */
function contextOf(
  { kind, name }: Caller,
  { region, accountId }: Stack,
): Readonly<Record<string, string>> {
  if (kind !== 'function') return {};
  return { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${accountId}:function:${name}` };
}
