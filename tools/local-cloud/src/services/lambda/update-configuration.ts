// UpdateFunctionConfiguration, as far as tools call it after a deployment: the dead-letter queue alone.
// https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
import { ApiError } from '../../kernel/errors';
import { jsonBody } from '../../kernel/protocols/json-body';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { WireRequest } from '../../kernel/wire';
import type { Stack } from '../../kernel/template';
import type { LambdaFunction } from './functions';

const KNOWN = ['FunctionName', 'DeadLetterConfig'];

/** @throws {ApiError} InvalidParameterValueException for what Lambda refuses, or the local cloud does not support */
export function withDeadLetterConfig(
  fn: LambdaFunction,
  request: WireRequest,
  stack: Stack,
  permissions: Pick<Permissions, 'refusal'>,
): LambdaFunction {
  const body = jsonBody(request);
  const unknown = Object.keys(body).find((member) => !KNOWN.includes(member));
  if (unknown !== undefined) {
    throw refused(`The local cloud does not support ${unknown} of UpdateFunctionConfiguration.`);
  }
  const updated = { ...fn, lastModified: new Date() };
  const config = body['DeadLetterConfig'] as { TargetArn?: string } | undefined;
  if (config === undefined) return updated;
  delete updated.deadLetterArn;
  const target = config.TargetArn ?? '';
  if (target === '') return updated;
  if (!stack.byArn('AWS::SQS::Queue', target)) {
    throw refused(`${target} is not a queue of this stack: the local cloud supports queues only.`);
  }
  const need = { action: 'sqs:SendMessage', resource: target };
  if (permissions.refusal(fn.role, need) === undefined) {
    return { ...updated, deadLetterArn: target };
  }
  throw refused('The provided execution role does not have permissions to call SendMessage on SQS');
}

function refused(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', message);
}
