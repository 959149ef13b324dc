// S3: its buckets are in fauxqs, in this process.
import type { AwsService, Operation } from '../../kernel/aws-service';
import type { Storage } from '../storage';
import type { BucketRuntime } from './bucket-lifecycle';
import { S3_OPERATIONS } from './operation';
import { s3Permissions } from './permissions';
import { s3Protocol } from './protocol';
import type { S3Request } from './request';
import { RESOURCE_TYPES } from './resource-types';

export interface S3Runtime extends BucketRuntime {
  readonly storage: BucketRuntime['storage'] & Pick<Storage, 'handleS3'>;
}

export const s3: AwsService<S3Runtime, S3Request> = {
  name: 's3',
  title: 'S3',
  api: {
    protocol: s3Protocol,
    operations: Object.fromEntries(S3_OPERATIONS.map((name) => [name, operation(name)])),
  },
  resourceTypes: RESOURCE_TYPES,
};

function operation(name: string): Operation<S3Runtime, S3Request> {
  return {
    permissions: ({ input }) => s3Permissions(name, input),
    handle: ({ input }, { storage }) => storage.handleS3(input),
  };
}
