// The metadata endpoint of tasks: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html
import { ApiError } from '../../kernel/errors';
import type { Faults } from '../../kernel/faults/faults';
import type { WireResponse } from '../../kernel/wire';
import type { Ecs } from './ecs';
import { METADATA_PATH } from './task-environment';

export interface MetadataRuntime {
  readonly ecs: Pick<Ecs, 'byId'>;
  readonly faults: Pick<Faults, 'strike'>;
}

/** @throws {ApiError} for the address of no task, or by a fault */
export function metadata(url: URL, { ecs, faults }: MetadataRuntime): WireResponse {
  const [metadataId = '', what] = url.pathname.slice(METADATA_PATH.length).split('/');
  const [id = ''] = metadataId.split('-');
  const task = ecs.byId(id);
  if (task?.metadataId !== metadataId || (what !== undefined && what !== 'task')) {
    throw new ApiError('NotFound', `No such metadata: ${url.pathname}`, 404);
  }
  if (faults.strike('metadata', { struck: `the task ${id}` }) !== undefined) {
    throw new ApiError('InternalServerError', 'The metadata is unavailable.', 500);
  }
  const { arn, clusterArn, cpu, memory, definition } = task;
  const body = {
    Cluster: clusterArn,
    TaskARN: arn,
    Family: definition.family,
    Limits: { CPU: Number(cpu) / 1024, Memory: Number(memory) },
  };
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: Buffer.from(JSON.stringify(body)) };
}
