// What SQS's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
import type { WireRequest } from '../storage';
import type { Stack } from '../../kernel/template';
import type { Need } from '../../kernel/authorization/decide';
import { jsonBody, textIn } from '../../kernel/protocols/json-body';

export function sqsNeeds(
  operation: string,
  request: WireRequest,
  { region, accountId }: Stack,
): Need[] {
  // A batch needs what each of its entries would.
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  if (operation === 'ListQueues') return [{ action, resource: '*' }];
  const body = jsonBody(request);
  const name = textIn(body, 'QueueName') || textIn(body, 'QueueUrl').replace(/^.*\//, '');
  return [{ action, resource: `arn:aws:sqs:${region}:${accountId}:${name}` }];
}
