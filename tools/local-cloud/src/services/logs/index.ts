// CloudWatch Logs: groups and streams in memory.
import type { AwsService } from '../../kernel/aws-service';
import { awsJson } from '../../kernel/protocols/aws-json';
import { LOGS_SHAPE, type LogsInput, type LogsRuntime, OPERATIONS } from './operations';
import { RESOURCE_TYPES } from './resource-types';

export const logs: AwsService<LogsRuntime, LogsInput> = {
  name: 'logs',
  title: 'CloudWatch Logs',
  api: {
    protocol: awsJson<LogsInput>({ target: 'Logs_20140328', shape: LOGS_SHAPE }),
    operations: OPERATIONS,
  },
  resourceTypes: RESOURCE_TYPES,
};
