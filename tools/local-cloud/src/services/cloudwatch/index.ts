// CloudWatch: exists in templates only.
import type { AwsService } from '../../kernel/aws-service';
import { RESOURCE_TYPES } from './resource-types';

export const cloudwatch: AwsService<unknown> = {
  name: 'monitoring',
  title: 'CloudWatch',
  resourceTypes: RESOURCE_TYPES,
};
