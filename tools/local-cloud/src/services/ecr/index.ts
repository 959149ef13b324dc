// ECR: the repositories of the stack, without images, which the deploying tool asks for.
import type { AwsService } from '../../kernel/aws-service';
import { awsJson } from '../../kernel/protocols/aws-json';
import { type EcrInput, type EcrRuntime, OPERATIONS } from './operations';
import { RESOURCE_TYPES } from './resource-types';

export const ecr: AwsService<EcrRuntime, EcrInput> = {
  name: 'ecr',
  title: 'ECR',
  api: {
    protocol: awsJson<EcrInput>({
      target: 'AmazonEC2ContainerRegistry_V20150921',
      shape: { repositoryNames: ['string'] },
    }),
    operations: OPERATIONS,
  },
  resourceTypes: RESOURCE_TYPES,
};
