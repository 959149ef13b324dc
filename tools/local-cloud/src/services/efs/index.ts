// EFS: file systems that tasks mount. It has no API here.
import type { AwsService } from '../../kernel/aws-service';
import { RESOURCE_TYPES } from './resource-types';

export const efs: AwsService<unknown> = {
  name: 'elasticfilesystem',
  title: 'EFS',
  isEnforcedForOthers: true,
  resourceTypes: RESOURCE_TYPES,
};
