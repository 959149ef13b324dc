// What CloudFormation would refuse while it deploys: Lambda checks a function's role when it is told what to use it for.
import type { MappingSettings } from './event-sources/mapping-settings';
import { isQueueArn } from './failure-settings';
import type { LambdaFunction } from './functions';
import { TemplateError } from '../../kernel/template';
import type { Permissions } from '../../kernel/authorization/permissions';

const LAMBDA = 'lambda.amazonaws.com';
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const TO_POLL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** @throws {TemplateError} in Lambda's words */
export function checkRolesOfFunctions(
  functions: readonly LambdaFunction[],
  mappings: readonly MappingSettings[],
  permissions: Permissions,
): void {
  for (const fn of functions) {
    if (!permissions.isTrusted(fn.role, LAMBDA)) {
      throw new TemplateError(
        `function ${fn.name}: the role defined for the function cannot be assumed by Lambda. Let ${fn.role} trust ${LAMBDA}`,
      );
    }
    for (const arn of [fn.deadLetterArn, fn.onFailureArn]) {
      if (arn !== undefined && isQueueArn(arn)) require(permissions, fn, ['sqs:SendMessage'], arn);
    }
  }
  for (const { function: fn, queueArn } of mappings) require(permissions, fn, TO_POLL, queueArn);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
function require(
  permissions: Permissions,
  { name, role }: LambdaFunction,
  actions: readonly string[],
  resource: string,
): void {
  for (const action of actions) {
    if (permissions.refusal(role, { action, resource }) === undefined) continue;
    throw new TemplateError(
      `function ${name}: the provided execution role does not have permissions to call ${action} on ${resource}. Allow it in ${role}`,
    );
  }
}
