// STS, as far as tools ask it who they are.
import type { AwsService } from '../../kernel/aws-service';
import { awsQuery, type QueryInput } from '../../kernel/protocols/aws-query';
import { OPERATIONS, type StsRuntime } from './operations';

export const sts: AwsService<StsRuntime, QueryInput> = {
  name: 'sts',
  title: 'STS',
  api: { protocol: awsQuery('2011-06-15'), operations: OPERATIONS },
};
