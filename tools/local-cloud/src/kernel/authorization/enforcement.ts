// Refuses what the caller's role may not do, before the service is asked.
import type { Caller, Callers } from '../authentication/callers';
import { errorAnswer } from '../faults/error-answer';
import { operationOf, type ServiceName } from '../faults/operations';
import type { WireRequest, WireResponse } from '../../services/storage';
import type { Stack } from '../template';
import type { Timeline } from '../../timeline';
import type { Need } from './decide';
import { needsOf } from './needs';
import type { Permissions } from './permissions';

/** What each service calls it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and each service's CommonErrors.html */
const CODES: Readonly<Partial<Record<ServiceName, string>>> = {
  cloudformation: 'AccessDenied',
  s3: 'AccessDenied',
  sqs: 'AccessDenied',
};

/** Developers act in no role, and may do everything. */
export function enforcement(
  permissions: Permissions,
  callers: Callers,
  stack: Stack,
  timeline: Pick<Timeline, 'add'>,
): (request: WireRequest, answer: () => Promise<WireResponse>) => Promise<WireResponse> {
  return async (request, answer) => {
    const caller = callers.of(request);
    const operation = caller && operationOf(request);
    if (!operation) return answer();
    const needs = needsOf(operation, request, stack).map((need) => ({
      ...need,
      context: { ...need.context, ...contextOf(caller, stack) },
    }));
    const refusal = firstRefusal(permissions, caller.roleArn, needs);
    if (refusal === undefined) return answer();
    timeline.add({ type: 'denied', caller: `${caller.kind} ${caller.name}`, message: refusal });
    return errorAnswer(
      operation,
      CODES[operation.service] ?? 'AccessDeniedException',
      request,
      refusal,
    );
  };
}

/** What Lambda adds to the calls of a function's code: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html */
function contextOf({ kind, name }: Caller, { region, accountId }: Stack): Need['context'] & object {
  if (kind !== 'function') return {};
  return { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${accountId}:function:${name}` };
}

function firstRefusal(
  permissions: Permissions,
  roleArn: string | undefined,
  needs: readonly Need[],
): string | undefined {
  // On AWS a task without a role has no credentials to call with.
  if (roleArn === undefined) return 'The task has no role: set TaskRoleArn in its task definition';
  for (const need of needs) {
    const refusal = permissions.refusal(roleArn, need);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
