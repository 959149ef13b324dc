// The input of ECS's operations, as far as its members have to be of a type.
import type { Shape } from '../../kernel/protocols/input-shape';
import type { ListTasksInput } from './list-tasks';
import type { RunTaskInput } from './run-task-input';

export interface EcsInput extends RunTaskInput, ListTasksInput {
  readonly task?: string;
  readonly tasks?: readonly string[];
  readonly include?: readonly string[];
  readonly reason?: string;
  readonly clusters?: readonly string[];
  readonly familyPrefix?: string;
}

const OVERRIDE: Shape = {
  name: 'string',
  command: ['string'],
  cpu: 'number',
  memory: 'number',
  environment: [{ name: 'string', value: 'string' }],
};

export const ECS_SHAPE: Shape = {
  cluster: 'string',
  task: 'string',
  tasks: ['string'],
  include: ['string'],
  reason: 'string',
  clusters: ['string'],
  taskDefinition: 'string',
  familyPrefix: 'string',
  count: 'number',
  clientToken: 'string',
  startedBy: 'string',
  group: 'string',
  family: 'string',
  desiredStatus: 'string',
  nextToken: 'string',
  maxResults: 'number',
  launchType: 'string',
  platformVersion: 'string',
  serviceName: 'string',
  tags: [{ key: 'string', value: 'string' }],
  overrides: {
    cpu: 'string',
    memory: 'string',
    taskRoleArn: 'string',
    executionRoleArn: 'string',
    ephemeralStorage: { sizeInGiB: 'number' },
    containerOverrides: [OVERRIDE],
  },
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['string'],
      securityGroups: ['string'],
      assignPublicIp: 'string',
    },
  },
  capacityProviderStrategy: [{ capacityProvider: 'string', base: 'number', weight: 'number' }],
};
