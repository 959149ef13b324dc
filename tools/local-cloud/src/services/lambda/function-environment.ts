// The environment of a function's process: as Lambda makes it, pointed at the local cloud.
import { randomUUID } from 'node:crypto';
import { lambdaEnvironment } from '@immortal/runtime-api';
import { awsEnvironment, type Endpoint, programPath } from '../../kernel/child-environment';
import type { SessionCredentials } from '../../kernel/authentication/callers';
import type { LambdaFunction } from './functions';

export interface Folders {
  readonly taskRoot: string;
  readonly optDir: string;
  readonly runtimeDir: string;
}

export function functionEnvironment(
  fn: LambdaFunction,
  folders: Folders,
  endpoint: Endpoint,
  credentials: SessionCredentials,
  logStreamName: string,
): Record<string, string> {
  const { format, logGroup, level = 'INFO' } = fn.logging;
  return lambdaEnvironment(
    {
      functionName: fn.name,
      functionVersion: '$LATEST',
      runtime: fn.runtime,
      handler: fn.handler,
      memoryMb: fn.memoryMb,
      region: endpoint.region,
      logGroupName: logGroup,
      logStreamName,
      ...(format === 'JSON' && { jsonLogLevel: level }),
      ...folders,
    },
    fn.variables,
    { ...awsEnvironment(endpoint, credentials), PATH: programPath() },
  );
}

/** The name of the log stream of one execution environment: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
export function newLogStreamName(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
}
