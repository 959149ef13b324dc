// ECR's operations: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { Operation } from '../../kernel/aws-service';
import { ApiError } from '../../kernel/errors';
import type { Resource, Stack } from '../../kernel/template';
import { repositoryPermissions } from './permissions';

export interface EcrRuntime {
  readonly stack: Stack;
}

export interface EcrInput {
  readonly repositoryNames?: readonly string[];
}

export const OPERATIONS: Readonly<Record<string, Operation<EcrRuntime, EcrInput>>> = {
  DescribeRepositories: {
    permissions: ({ input }, stack) => repositoryPermissions('DescribeRepositories', input, stack),
    handle: ({ input }, { stack }) => describeRepositories(input, stack),
  },
};

function describeRepositories({ repositoryNames }: EcrInput, stack: Stack): object {
  const all = stack.ofType('AWS::ECR::Repository');
  const wanted = repositoryNames?.map((name) => named(name, all)) ?? all;
  const repositories = wanted.map(({ ref, attributes }) => ({
    repositoryName: ref,
    repositoryArn: attributes['Arn'],
    repositoryUri: attributes['RepositoryUri'],
    registryId: LOCAL_ACCOUNT_ID,
  }));
  return { repositories };
}

function named(name: string, all: readonly Resource[]): Resource {
  const found = all.find(({ ref }) => ref === name);
  if (found) return found;
  throw new ApiError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${LOCAL_ACCOUNT_ID}'`,
  );
}
