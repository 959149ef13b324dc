// EC2: exists in templates only.
import type { AwsService } from '../../kernel/aws-service';
import { RESOURCE_TYPES } from './resource-types';

export const ec2: AwsService<unknown> = {
  name: 'ec2',
  title: 'EC2',
  resourceTypes: RESOURCE_TYPES,
};
