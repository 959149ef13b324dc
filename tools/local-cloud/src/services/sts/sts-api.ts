// STS, as far as tools ask it who they are: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import { queryAnswer, queryCallOf, queryRefusal } from '../../kernel/protocols/aws-query';
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { Callers } from '../../kernel/authentication/callers';
import { ApiError } from '../../kernel/errors';
import type { WireRequest, WireResponse } from '../storage';
import { partitionOf } from '../../kernel/template/parameters';

const VERSION = '2011-06-15';

export const STS_OPERATIONS: readonly string[] = ['GetCallerIdentity'];

/** @returns undefined for a request that is not for STS */
export function stsOperationOf(request: WireRequest): string | undefined {
  return queryCallOf(request, VERSION)?.action;
}

export class StsApi {
  constructor(
    private readonly callers: Callers,
    private readonly region: string,
  ) {}

  /** @returns undefined for a request that is not for STS */
  handle(request: WireRequest): WireResponse | undefined {
    const action = stsOperationOf(request);
    if (action === undefined) return undefined;
    if (action === 'GetCallerIdentity') return queryAnswer(action, VERSION, this.identity(request));
    const message = `The local cloud does not play ${action} of STS.`;
    return queryRefusal(new ApiError('InvalidAction', message));
  }

  /** The session of the caller's role; developers act in none. */
  private identity(request: WireRequest): object {
    const { name, roleArn } = this.callers.of(request) ?? {};
    const partition = partitionOf(this.region);
    const [, role] = /([^/]+)$/.exec(roleArn ?? '') ?? [];
    const resource =
      role === undefined
        ? 'iam::ACCOUNT:user/developer'
        : `sts::ACCOUNT:assumed-role/${role}/${name ?? ''}`;
    return {
      Account: LOCAL_ACCOUNT_ID,
      Arn: `arn:${partition}:${resource.replace('ACCOUNT', LOCAL_ACCOUNT_ID)}`,
      UserId: role === undefined ? 'AIDALOCALCLOUD' : `AROALOCALCLOUD:${name ?? ''}`,
    };
  }
}
