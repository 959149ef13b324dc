// SQS: its queues are in fauxqs, in this process.
import type { AwsService } from '../../kernel/aws-service';
import type { SqsInput } from './input';
import { OPERATIONS, type SqsRuntime } from './operations';
import { sqsProtocol } from './protocol';
import { RESOURCE_TYPES } from './resource-types';

export const sqs: AwsService<SqsRuntime, SqsInput> = {
  name: 'sqs',
  title: 'SQS',
  api: { protocol: sqsProtocol, operations: OPERATIONS },
  resourceTypes: RESOURCE_TYPES,
};
