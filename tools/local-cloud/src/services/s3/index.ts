// S3: its buckets are in fauxqs, in this process.
import type { AwsService } from '../../kernel/aws-service';
import { LIMITS } from './limits';
import { OPERATIONS, type S3Runtime } from './operations';
import { s3Protocol } from './protocol';
import type { S3Request } from './request';
import { RESOURCE_TYPES } from './resource-types';

export const s3: AwsService<S3Runtime, S3Request> = {
  name: 's3',
  title: 'S3',
  api: { protocol: s3Protocol, operations: OPERATIONS },
  resourceTypes: RESOURCE_TYPES,
  limits: LIMITS,
};
