// The context object of a handler, from the headers of the invocation and the environment.
import type { IncomingHttpHeaders } from 'node:http';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface Context {
  readonly awsRequestId: string;
  readonly [member: string]: unknown;
}

export function contextOf(headers: IncomingHttpHeaders): Context {
  const header = (name: string) => headers[`lambda-runtime-${name}`] as string | undefined;
  const json = (text: string | undefined): unknown => (text ? JSON.parse(text) : undefined);
  const deadline = Number(header('deadline-ms'));
  const { env } = process;
  return {
    awsRequestId: header('aws-request-id') ?? '',
    invokedFunctionArn: header('invoked-function-arn'),
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext: json(header('client-context')),
    identity: json(header('cognito-identity')),
    tenantId: header('aws-tenant-id'),
    xRayTraceId: header('trace-id') ?? '',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/** X-Ray's SDK reads the trace from the environment. */
export function exportTraceId(headers: IncomingHttpHeaders): void {
  const traceId = headers['lambda-runtime-trace-id'];
  if (typeof traceId === 'string') process.env['_X_AMZN_TRACE_ID'] = traceId;
  else delete process.env['_X_AMZN_TRACE_ID'];
}
