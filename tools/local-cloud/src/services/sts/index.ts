// STS, as far as tools ask it who they are: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { Caller } from '../../kernel/authentication/callers';
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { AwsService } from '../../kernel/aws-service';
import { awsQuery, type QueryInput } from '../../kernel/protocols/aws-query';
import { partitionOf } from '../../kernel/template/parameters';

export interface StsRuntime {
  readonly region: string;
}

export const sts: AwsService<StsRuntime, QueryInput> = {
  name: 'sts',
  title: 'STS',
  api: {
    protocol: awsQuery('2011-06-15'),
    operations: {
      // Needs no permission: STS tells every caller who it is.
      GetCallerIdentity: { handle: ({ caller }, { region }) => identityOf(caller, region) },
    },
  },
};

/** The session of the caller's role; developers act in none. */
function identityOf({ name = '', roleArn }: Partial<Caller> = {}, region: string): object {
  const [, role] = /([^/]+)$/.exec(roleArn ?? '') ?? [];
  const resource =
    role === undefined
      ? `iam::${LOCAL_ACCOUNT_ID}:user/developer`
      : `sts::${LOCAL_ACCOUNT_ID}:assumed-role/${role}/${name}`;
  return {
    Account: LOCAL_ACCOUNT_ID,
    Arn: `arn:${partitionOf(region)}:${resource}`,
    UserId: role === undefined ? 'AIDALOCALCLOUD' : `AROALOCALCLOUD:${name}`,
  };
}
