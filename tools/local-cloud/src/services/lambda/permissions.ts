// The permissions of Lambda: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
import type { RequiredPermission } from '../../kernel/authorization/decide';
import type { Stack } from '../../kernel/template';
import type { LambdaInput } from './protocol';

/** @param action which is not always the name of the operation */
export function functionPermission(
  action: string,
  { functionName: nameOrArn }: LambdaInput,
  { region, accountId }: Pick<Stack, 'region' | 'accountId'>,
): RequiredPermission[] {
  const resource = nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:lambda:${region}:${accountId}:function:${nameOrArn}`;
  return [{ action: `lambda:${action}`, resource }];
}

/** Lists have no resources. */
export function listPermission(operation: string): RequiredPermission[] {
  return [{ action: `lambda:${operation}`, resource: '*' }];
}
