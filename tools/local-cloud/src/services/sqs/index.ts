// SQS: its queues are in fauxqs, in this process.
import type { AwsService, Operation } from '../../kernel/aws-service';
import type { Storage } from '../storage';
import type { SqsInput } from './input';
import { sqsPermissions } from './permissions';
import { sqsProtocol } from './protocol';
import type { QueueRuntime } from './queue-lifecycle';
import { RESOURCE_TYPES } from './resource-types';

export interface SqsRuntime extends QueueRuntime {
  readonly storage: QueueRuntime['storage'] & Pick<Storage, 'callSqs'>;
}

// What fauxqs has. The others of SQS: AddPermission, RemovePermission, ListDeadLetterSourceQueues,
// StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask.
const OPERATIONS = [
  'CreateQueue',
  'DeleteQueue',
  'GetQueueUrl',
  'ListQueues',
  'PurgeQueue',
  'GetQueueAttributes',
  'SetQueueAttributes',
  'TagQueue',
  'UntagQueue',
  'ListQueueTags',
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
];

export const sqs: AwsService<SqsRuntime, SqsInput> = {
  name: 'sqs',
  title: 'SQS',
  api: {
    protocol: sqsProtocol,
    operations: Object.fromEntries(OPERATIONS.map((name) => [name, operation(name)])),
  },
  resourceTypes: RESOURCE_TYPES,
};

function operation(name: string): Operation<SqsRuntime, SqsInput> {
  return {
    permissions: ({ input }, stack) => sqsPermissions(name, input, stack),
    handle: ({ input }, { storage }) => storage.callSqs(name, input),
  };
}
