// ECR, as far as the deploying tool asks for a repository of its own: the local cloud has those of the stack, without images.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { AwsService } from '../../kernel/aws-service';
import { ApiError } from '../../kernel/errors';
import { awsJson } from '../../kernel/protocols/aws-json';
import type { Resource, Stack } from '../../kernel/template';
import { partitionOf } from '../../kernel/template/parameters';
import { RESOURCE_TYPES } from './resource-types';

export interface EcrRuntime {
  readonly stack: Stack;
}

interface Input {
  readonly repositoryNames?: readonly string[];
}

export const ecr: AwsService<EcrRuntime, Input> = {
  name: 'ecr',
  title: 'ECR',
  api: {
    protocol: awsJson<Input>({
      target: 'AmazonEC2ContainerRegistry_V20150921',
      shape: { repositoryNames: ['string'] },
    }),
    operations: {
      DescribeRepositories: {
        permissions: ({ input: { repositoryNames = ['*'] } }, { region, accountId }) => {
          const all = `arn:${partitionOf(region)}:ecr:${region}:${accountId}:repository/`;
          return repositoryNames.map((name) => ({
            action: 'ecr:DescribeRepositories',
            resource: all + name,
          }));
        },
        handle: ({ input }, { stack }) => describeRepositories(input, stack),
      },
    },
  },
  resourceTypes: RESOURCE_TYPES,
};

function describeRepositories({ repositoryNames }: Input, stack: Stack): object {
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
