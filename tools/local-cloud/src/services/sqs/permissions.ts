// The permissions of SQS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
import type { RequiredPermission } from '../../kernel/authorization/decide';
import { textIn } from '../../kernel/protocols/json-body';
import type { Stack } from '../../kernel/template';
import type { SqsInput } from './input';

export function sqsPermissions(
  operation: string,
  input: SqsInput,
  { region, accountId }: Pick<Stack, 'region' | 'accountId'>,
): RequiredPermission[] {
  // A batch needs what each of its entries would.
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  if (operation === 'ListQueues') return [{ action, resource: '*' }];
  const name = textIn(input, 'QueueName') || textIn(input, 'QueueUrl').replace(/^.*\//, '');
  return [{ action, resource: `arn:aws:sqs:${region}:${accountId}:${name}` }];
}
