// The operation Invoke: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse } from '../../kernel/wire';
import type { Timeline } from '../../timeline';
import type { LambdaFunction } from './functions';
import { readInvokeInput } from './invoke-input';
import type { Lambda } from './lambda';
import { LogTail } from './log-tail';
import { respond } from './protocol';
import { traceHeaderOf } from './trace-header';

export interface InvokeRuntime {
  readonly lambda: Lambda;
  readonly timeline: Timeline;
}

export async function invoke(
  fn: LambdaFunction,
  request: WireRequest,
  { lambda, timeline }: InvokeRuntime,
): Promise<WireResponse> {
  const { type, wantsLog, ...run } = readInvokeInput(request);
  const calledWith = request.headers['x-amzn-trace-id'];
  if (type === 'DryRun') return respond(204, {}, '');
  if (type === 'Event') {
    const requestId = lambda.accept(fn, run.event, calledWith);
    return respond(202, { 'x-amzn-requestid': requestId }, '');
  }
  const requestId = randomUUID();
  const about = { function: fn, requestId, serves: { function: fn.name, requestId } };
  const log = wantsLog ? new LogTail(timeline, requestId) : undefined;
  const traceHeader = traceHeaderOf(fn.arn, calledWith);
  const result = await lambda.invoke({ ...run, ...about, traceHeader });
  const tail = await log?.end();
  const headers = {
    'x-amzn-requestid': requestId,
    'x-amz-executed-version': '$LATEST',
    ...(result.kind !== 'success' && { 'x-amz-function-error': 'Unhandled' }),
    ...(tail !== undefined && { 'x-amz-log-result': tail.toString('base64') }),
  };
  return respond(200, headers, result.payload);
}
