// KMS: exists in templates only.
import type { AwsService } from '../../kernel/aws-service';
import { RESOURCE_TYPES } from './resource-types';

export const kms: AwsService<unknown> = {
  name: 'kms',
  title: 'KMS',
  isEnforcedForOthers: true,
  resourceTypes: RESOURCE_TYPES,
};
