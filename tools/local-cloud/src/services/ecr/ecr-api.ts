// ECR, as far as the deploying tool asks for a repository of its own: the local cloud has those of the stack, without images.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
import { answerJson, jsonOperationOf } from '../../kernel/protocols/aws-json';
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { WireRequest, WireResponse } from '../storage';
import type { Resource, Stack } from '../../kernel/template';

export const ECR_OPERATIONS: readonly string[] = ['DescribeRepositories'];

interface Input {
  readonly repositoryNames?: readonly string[];
}

/** @returns undefined for a request that is not for ECR */
export function ecrOperationOf(request: WireRequest): string | undefined {
  return jsonOperationOf(request, 'AmazonEC2ContainerRegistry_V20150921');
}

export class EcrApi {
  constructor(private readonly stack: Stack) {}

  /** @returns undefined for a request that is not for ECR */
  handle(request: WireRequest): WireResponse | undefined {
    const operation = ecrOperationOf(request);
    if (operation === undefined) return undefined;
    return answerJson(request, { repositoryNames: ['string'] }, (input) => {
      if (operation === 'DescribeRepositories') return this.describe(input);
      const message = `The local cloud does not play ${operation} of ECR.`;
      throw new ApiError('UnknownOperationException', message);
    });
  }

  private describe({ repositoryNames }: Input): object {
    const all = [...this.stack.resources.values()].filter(
      ({ type }) => type === 'AWS::ECR::Repository',
    );
    const wanted = repositoryNames?.map((name) => named(name, all)) ?? all;
    const repositories = wanted.map(({ ref, attributes }) => ({
      repositoryName: ref,
      repositoryArn: attributes['Arn'],
      repositoryUri: attributes['RepositoryUri'],
      registryId: LOCAL_ACCOUNT_ID,
    }));
    return { repositories };
  }
}

function named(name: string, all: readonly Resource[]): Resource {
  const found = all.find(({ ref }) => ref === name);
  if (found) return found;
  throw new ApiError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${LOCAL_ACCOUNT_ID}'`,
  );
}
