// ECS: tasks on Fargate, as processes or containers of this machine.
import type { AwsService } from '../../kernel/aws-service';
import { awsJson } from '../../kernel/protocols/aws-json';
import { ECS_SHAPE, type EcsInput } from './input';
import { LIMITS } from './limits';
import { metadata, type MetadataRuntime } from './metadata';
import { type EcsRuntime, OPERATIONS } from './operations';
import { RESOURCE_TYPES } from './resource-types';
import { METADATA_PATH } from './task-environment';

export const ecs: AwsService<EcsRuntime & MetadataRuntime, EcsInput> = {
  name: 'ecs',
  title: 'ECS',
  api: {
    protocol: awsJson<EcsInput>({
      target: 'AmazonEC2ContainerServiceV20141113',
      shape: ECS_SHAPE,
    }),
    operations: OPERATIONS,
  },
  endpoints: { [METADATA_PATH]: metadata },
  faults: {
    task: {
      pull: 'The next task fails to start: its image can’t be pulled.',
      eni: 'The next task fails to start: it gets no network interface.',
      spot: 'The next task is interrupted as by Fargate Spot, once its function has begun.',
      termination: 'The next task is retired by AWS, once its function has begun.',
      host: 'The host of the next task is lost, once its function has begun.',
      oom: 'The kernel kills the next task because it runs out of memory, once its function has begun.',
      'runtime-killed': 'The runtime in the next task is killed, once its function has begun.',
      user: 'A user stops the next task, once its function has begun.',
    },
    metadata: { unavailable: 'The metadata endpoint of a task responds with 500.' },
  },
  resourceTypes: RESOURCE_TYPES,
  limits: LIMITS,
};
