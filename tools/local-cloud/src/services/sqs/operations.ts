// SQS's operations: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
import type { Operation } from '../../kernel/aws-service';
import type { Storage } from '../storage';
import type { SqsInput } from './input';
import { sqsPermissions } from './permissions';
import type { QueueRuntime } from './queue-lifecycle';

export interface SqsRuntime extends QueueRuntime {
  readonly storage: QueueRuntime['storage'] & Pick<Storage, 'callSqs'>;
}

// What fauxqs has. The others of SQS: AddPermission, RemovePermission, ListDeadLetterSourceQueues,
// StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask.
const NAMES = [
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

export const OPERATIONS: Readonly<Record<string, Operation<SqsRuntime, SqsInput>>> =
  Object.fromEntries(NAMES.map((name) => [name, operation(name)]));

function operation(name: string): Operation<SqsRuntime, SqsInput> {
  return {
    permissions: ({ input }, stack) => sqsPermissions(name, input, stack),
    handle: ({ input }, { storage }) => storage.callSqs(name, input),
  };
}
