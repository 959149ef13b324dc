// SNS: exists in templates only.
import type { AwsService } from '../../kernel/aws-service';
import { LIMITS } from './limits';
import { RESOURCE_TYPES } from './resource-types';

export const sns: AwsService<unknown> = {
  name: 'sns',
  title: 'SNS',
  resourceTypes: RESOURCE_TYPES,
  limits: LIMITS,
};
