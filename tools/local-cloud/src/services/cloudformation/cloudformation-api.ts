// CloudFormation's query API, as far as the local cloud plays it: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/
import { queryAnswer, queryCallOf, queryRefusal } from '../../kernel/protocols/aws-query';
import { ApiError } from '../../kernel/errors';
import type { WireRequest, WireResponse } from '../storage';
import * as sets from './change-set-actions';
import * as describe from './describe-actions';
import { readInput } from './input';
import * as change from './stack-actions';

export const CLOUDFORMATION_VERSION = '2010-05-15';

const STACK = ['StackName'];
const PAGE = [...STACK, 'NextToken'];
const CHANGE_SET = [...STACK, 'ChangeSetName'];
const TEMPLATE = ['TemplateBody', 'TemplateURL'];
/** A token of the caller's own only tells its calls apart. */
const DEPLOYED = [
  ...[...STACK, ...TEMPLATE, 'Parameters', 'Capabilities', 'Tags', 'RoleARN', 'NotificationARNs'],
  'ClientRequestToken',
];
const CHANGED = [...CHANGE_SET, 'ChangeSetType', 'Description', 'ClientToken'];

/** Each action, with the members of its input that are followed. */
const ACTIONS: Readonly<Record<string, readonly [act: change.Action, members: readonly string[]]>> =
  {
    ValidateTemplate: [describe.validateTemplate, TEMPLATE],
    CreateStack: [change.createStack, DEPLOYED],
    UpdateStack: [change.updateStack, [...DEPLOYED, 'UsePreviousTemplate']],
    DeleteStack: [change.deleteStack, [...STACK, 'RoleARN', 'ClientRequestToken']],
    CreateChangeSet: [sets.createChangeSet, [...DEPLOYED, ...CHANGED, 'UsePreviousTemplate']],
    DescribeChangeSet: [describe.describeChangeSet, CHANGE_SET],
    ExecuteChangeSet: [sets.executeChangeSet, [...CHANGE_SET, 'ClientRequestToken']],
    DeleteChangeSet: [sets.deleteChangeSet, CHANGE_SET],
    DescribeStacks: [describe.describeStacks, PAGE],
    DescribeStackEvents: [describe.describeStackEvents, PAGE],
    DescribeStackResource: [describe.describeStackResource, [...STACK, 'LogicalResourceId']],
    DescribeStackResources: [describe.describeStackResources, [...STACK, 'LogicalResourceId']],
    ListStackResources: [describe.listStackResources, PAGE],
    GetTemplateSummary: [describe.getTemplateSummary, [...STACK, ...TEMPLATE]],
    GetTemplate: [describe.getTemplate, [...STACK, 'TemplateStage']],
  };

export const CLOUDFORMATION_OPERATIONS: readonly string[] = Object.keys(ACTIONS);

/** @returns undefined for a request that is not for CloudFormation */
export function cloudFormationOperationOf(request: WireRequest): string | undefined {
  return queryCallOf(request, CLOUDFORMATION_VERSION)?.action;
}

export class CloudFormationApi {
  constructor(private readonly deps: change.ActionDeps) {}

  /** @returns undefined for a request that is not for CloudFormation */
  async handle(request: WireRequest): Promise<WireResponse | undefined> {
    const call = queryCallOf(request, CLOUDFORMATION_VERSION);
    if (call === undefined) return undefined;
    try {
      const [act, members] = ACTIONS[call.action] ?? notPlayed(call.action);
      const result = await act(readInput(call, members), this.deps);
      return queryAnswer(call.action, CLOUDFORMATION_VERSION, result);
    } catch (error) {
      if (error instanceof ApiError) return queryRefusal(error);
      throw error;
    }
  }
}

function notPlayed(action: string): never {
  throw new ApiError('InvalidAction', `The local cloud does not play ${action} of CloudFormation.`);
}
