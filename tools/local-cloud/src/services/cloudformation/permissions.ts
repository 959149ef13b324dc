// What CloudFormation's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
import { queryCallOf } from '../../kernel/protocols/aws-query';
import { CLOUDFORMATION_VERSION } from './cloudformation-api';
import type { WireRequest } from '../storage';
import type { Stack } from '../../kernel/template';
import { partitionOf } from '../../kernel/template/parameters';
import type { Need } from '../../kernel/authorization/decide';

export function cloudFormationNeeds(operation: string, request: WireRequest, stack: Stack): Need[] {
  const action = `cloudformation:${operation}`;
  const name = queryCallOf(request, CLOUDFORMATION_VERSION)?.input['StackName'];
  return [{ action, resource: typeof name === 'string' ? stackArn(name, stack) : '*' }];
}

function stackArn(nameOrId: string, { region, accountId }: Stack): string {
  if (nameOrId.startsWith('arn:')) return nameOrId;
  return `arn:${partitionOf(region)}:cloudformation:${region}:${accountId}:stack/${nameOrId}/local`;
}
