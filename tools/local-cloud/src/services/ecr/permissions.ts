// The permissions of ECR: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
import type { RequiredPermission } from '../../kernel/authorization/decide';
import type { Stack } from '../../kernel/template';
import { partitionOf } from '../../kernel/template/parameters';

export function repositoryPermissions(
  operation: string,
  { repositoryNames = ['*'] }: { readonly repositoryNames?: readonly string[] },
  { region, accountId }: Pick<Stack, 'region' | 'accountId'>,
): RequiredPermission[] {
  const all = `arn:${partitionOf(region)}:ecr:${region}:${accountId}:repository/`;
  return repositoryNames.map((name) => ({ action: `ecr:${operation}`, resource: all + name }));
}
