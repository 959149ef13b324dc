// The environment of a function's process: as Lambda makes it, pointed at the local cloud.
import { randomUUID } from 'node:crypto';
import { lambdaEnvironment } from '@immortal/runtime-api';
import { awsEnvironment, type Endpoint, programPath } from '../child-environment';
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
  accessKeyId: string,
): Record<string, string> {
  const { format, logGroup, level = 'INFO' } = fn.logging;
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return lambdaEnvironment(
    {
      functionName: fn.name,
      functionVersion: '$LATEST',
      runtime: fn.runtime,
      handler: fn.handler,
      memoryMb: fn.memoryMb,
      region: endpoint.region,
      logGroupName: logGroup,
      logStreamName: `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
      ...(format === 'JSON' && { jsonLogLevel: level }),
      ...folders,
    },
    fn.variables,
    { ...awsEnvironment(endpoint, accessKeyId), PATH: programPath() },
  );
}
