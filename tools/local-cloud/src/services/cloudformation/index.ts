// CloudFormation: deploys stacks to the local account.
import type { AwsService } from '../../kernel/aws-service';
import { awsQuery, type QueryInput } from '../../kernel/protocols/aws-query';
import { type CloudFormationRuntime, OPERATIONS } from './operations';

export const cloudFormation: AwsService<CloudFormationRuntime, QueryInput> = {
  name: 'cloudformation',
  title: 'CloudFormation',
  api: { protocol: awsQuery('2010-05-15'), operations: OPERATIONS },
};
