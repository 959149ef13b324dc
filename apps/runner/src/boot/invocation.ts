// The invocation that the runtime receives.
import { type Invocation } from '@immortal/runtime-api';
import { type LambdaContextData } from '@immortal/shared';
import { type Settings } from '../arguments/settings';

/** @param arn of the function, for a context that has none */
export function invocationOf(
  event: Buffer,
  context: LambdaContextData,
  arn: string,
  {
    maxSeconds,
    reportedSeconds,
    traceId: given,
  }: Pick<Settings, 'maxSeconds' | 'reportedSeconds' | 'traceId'>,
): Invocation {
  const { awsRequestId, invokedFunctionArn = arn, clientContext, identity } = context;
  const traceId = context.xRayTraceId ?? given;
  return {
    event,
    requestId: awsRequestId,
    invokedFunctionArn,
    ...(maxSeconds !== undefined && { timeoutMs: maxSeconds * 1000 }),
    ...(reportedSeconds !== undefined && { reportedMs: reportedSeconds * 1000 }),
    ...(traceId !== undefined && { traceId }),
    ...(clientContext !== undefined && { clientContext: JSON.stringify(clientContext) }),
    ...(identity !== undefined && { cognitoIdentity: JSON.stringify(identity) }),
  };
}
