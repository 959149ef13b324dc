// What ECR's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
import type { WireRequest } from '../storage';
import type { Stack } from '../../kernel/template';
import { partitionOf } from '../../kernel/template/parameters';
import type { Need } from '../../kernel/authorization/decide';
import { jsonBody } from '../../kernel/protocols/json-body';

export function ecrNeeds(
  operation: string,
  request: WireRequest,
  { region, accountId }: Stack,
): Need[] {
  const names = [jsonBody(request)['repositoryNames'] ?? '*'].flat().map(String);
  const all = `arn:${partitionOf(region)}:ecr:${region}:${accountId}:repository/`;
  return names.map((name) => ({ action: `ecr:${operation}`, resource: all + name }));
}
