// STS's operations: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { Caller } from '../../kernel/authentication/callers';
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { Operation } from '../../kernel/aws-service';
import type { QueryInput } from '../../kernel/protocols/aws-query';
import { partitionOf } from '../../kernel/template/parameters';

export interface StsRuntime {
  readonly region: string;
}

export const OPERATIONS: Readonly<Record<string, Operation<StsRuntime, QueryInput>>> = {
  // Needs no permission: STS tells every caller who it is.
  GetCallerIdentity: { handle: ({ caller }, { region }) => identityOf(caller, region) },
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
