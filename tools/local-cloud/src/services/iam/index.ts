// IAM: its roles and policies, which the kernel enforces. It has no API here.
import type { AwsService } from '../../kernel/aws-service';
import { LIMITS } from './limits';
import { RESOURCE_TYPES } from './resource-types';

export const iam: AwsService<unknown> = {
  name: 'iam',
  title: 'IAM',
  isEnforcedForOthers: true,
  resourceTypes: RESOURCE_TYPES,
  limits: LIMITS,
};
