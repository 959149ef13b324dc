// CloudFormation's operations, with the members of their input that the local cloud follows.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/
import type { Operation } from '../../kernel/aws-service';
import type { QueryInput } from '../../kernel/protocols/aws-query';
import { partitionOf } from '../../kernel/template/parameters';
import type { ActionDeps, Action } from './action';
import * as sets from './change-set-actions';
import * as describe from './describe-actions';
import { readInput } from './input';
import * as change from './stack-actions';

export interface CloudFormationRuntime {
  readonly cloudFormation: ActionDeps;
}

type Entry = readonly [act: Action, members: readonly string[]];

const STACK = ['StackName'];
const PAGE = [...STACK, 'NextToken'];
const RESOURCE = [...STACK, 'LogicalResourceId'];
const CHANGE_SET = [...STACK, 'ChangeSetName'];
const TEMPLATE = ['TemplateBody', 'TemplateURL'];
/** A token of the caller's own only tells its calls apart. */
const DEPLOYED = [
  ...STACK,
  ...TEMPLATE,
  'Parameters',
  'Capabilities',
  'Tags',
  'RoleARN',
  'NotificationARNs',
  'ClientRequestToken',
];
const CHANGED = [...CHANGE_SET, 'ChangeSetType', 'Description', 'ClientToken'];

const ACTIONS: Readonly<Record<string, Entry>> = {
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
  DescribeStackResource: [describe.describeStackResource, RESOURCE],
  DescribeStackResources: [describe.describeStackResources, RESOURCE],
  ListStackResources: [describe.listStackResources, PAGE],
  GetTemplateSummary: [describe.getTemplateSummary, [...STACK, ...TEMPLATE]],
  GetTemplate: [describe.getTemplate, [...STACK, 'TemplateStage']],
};

export const OPERATIONS: Readonly<Record<string, Operation<CloudFormationRuntime, QueryInput>>> =
  Object.fromEntries(
    Object.entries(ACTIONS).map(([name, entry]) => [name, operation(name, entry)]),
  );

/** Permissions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
function operation(
  name: string,
  [act, members]: Entry,
): Operation<CloudFormationRuntime, QueryInput> {
  return {
    permissions: ({ input: { StackName: nameOrId } }, { region, accountId }) => {
      const prefix = `arn:${partitionOf(region)}:cloudformation:${region}:${accountId}:stack/`;
      const text = typeof nameOrId === 'string' ? nameOrId : '*';
      const resource = text === '*' || text.startsWith('arn:') ? text : `${prefix}${text}/local`;
      return [{ action: `cloudformation:${name}`, resource }];
    },
    handle: ({ input }, { cloudFormation }) => act(readInput(name, input, members), cloudFormation),
  };
}
