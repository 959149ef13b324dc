// CloudFormation's calls one by one, through an unchanged SDK client: what they give, and what they refuse.
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  SetStackPolicyCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { ACCOUNT, lambdaFunction, queue, REGION, type Resources } from '../../testing/fixture';
import { eventually } from '../../testing/recorder';
import { startSpecCloud } from '../../testing/spec-cloud';
import { SpecStacks } from '../../testing/spec-stacks';

let stacks: SpecStacks;
beforeEach(async () => {
  stacks = await SpecStacks.start();
});
afterEach(() => stacks.stop());

const json = (resources: object): string => JSON.stringify({ Resources: resources });
const Orders = queue('orders');
const set = { StackName: 'orders', ChangeSetName: 'next' };

async function changeSet(resources: Resources, more: Partial<CreateChangeSetCommandInput> = {}) {
  const TemplateBody = json(resources);
  await stacks.client.send(new CreateChangeSetCommand({ ...set, TemplateBody, ...more }));
  return stacks.client.send(new DescribeChangeSetCommand(set));
}

describe('a change set', () => {
  it('creates its stack only when it is executed', async () => {
    const { Status, ExecutionStatus } = await changeSet({ Orders }, { ChangeSetType: 'CREATE' });
    expect({ Status, ExecutionStatus }).toStrictEqual({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
    });
    expect((await stacks.describe('orders'))?.StackStatus).toBe('REVIEW_IN_PROGRESS');
    await stacks.client.send(new ExecuteChangeSetCommand(set));
    await eventually(
      () => stacks.describe('orders'),
      (stack) => stack?.StackStatus === 'CREATE_COMPLETE',
    );
    await expect(stacks.client.send(new ExecuteChangeSetCommand(set))).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
    });
  });

  it('is executed with the supported rollback, and with no other', async () => {
    await changeSet({ Orders }, { ChangeSetType: 'CREATE' });
    const execute = (DisableRollback: boolean) =>
      stacks.client.send(new ExecuteChangeSetCommand({ ...set, DisableRollback }));
    await expect(execute(true)).rejects.toThrow(
      'The local cloud does not support DisableRollback of ExecuteChangeSet.',
    );
    await execute(false);
    await stacks.spec.recorder.until('stack', ({ status }) => status === 'CREATE_COMPLETE');
  });

  it('is refused if it imports resources', async () => {
    await stacks.create({ Orders });
    await expect(changeSet({ Orders }, { ChangeSetType: 'IMPORT' })).rejects.toThrow(
      'The local cloud does not support the ChangeSetType IMPORT.',
    );
  });

  it('lists what it would add, modify, replace and remove', async () => {
    await stacks.create({ Orders, Jobs: queue('jobs'), Old: queue('old'), Same: queue('same') });
    const { Changes } = await changeSet({
      New: queue('new'),
      Orders: queue('orders', { DelaySeconds: 5 }),
      Jobs: queue('jobs-2'),
      Same: queue('same'),
    });
    const told = Changes?.map(({ ResourceChange: change }) => [
      change?.LogicalResourceId,
      change?.Action,
      change?.Replacement,
    ]);
    expect(told).toStrictEqual([
      ['New', 'Add', undefined],
      ['Orders', 'Modify', 'False'],
      ['Jobs', 'Modify', 'True'],
      ['Old', 'Remove', undefined],
    ]);
  });

  it('fails if nothing would change, as tools expect', async () => {
    await stacks.create({ Orders });
    const { Status, StatusReason } = await changeSet({ Orders });
    expect(Status).toBe('FAILED');
    expect(StatusReason).toContain("The submitted information didn't contain changes.");
  });

  it('is deleted when another one is executed', async () => {
    await stacks.create({ Orders });
    await changeSet({ Orders, Jobs: queue('jobs') });
    await stacks.update({ Orders, Other: queue('other') });
    await expect(stacks.client.send(new ExecuteChangeSetCommand(set))).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
  });

  it('can be deleted twice', async () => {
    await changeSet({ Orders }, { ChangeSetType: 'CREATE' });
    await stacks.client.send(new DeleteChangeSetCommand(set));
    await stacks.client.send(new DeleteChangeSetCommand(set));
    await expect(stacks.client.send(new DescribeChangeSetCommand(set))).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
  });
});

describe('the resources of a stack', () => {
  it('are shown one by one and together', async () => {
    await stacks.create({ Orders, Jobs: queue('jobs') });
    const one = { StackName: 'orders', LogicalResourceId: 'Jobs' };
    const shown = {
      LogicalResourceId: 'Jobs',
      PhysicalResourceId: `${stacks.spec.cloud.origin}/${ACCOUNT}/jobs`,
      ResourceType: 'AWS::SQS::Queue',
      ResourceStatus: 'CREATE_COMPLETE',
    };
    const { StackResourceDetail } = await stacks.client.send(new DescribeStackResourceCommand(one));
    expect(StackResourceDetail).toMatchObject(shown);
    const all = new DescribeStackResourcesCommand({ StackName: 'orders' });
    const { StackResources } = await stacks.client.send(all);
    expect(StackResources).toHaveLength(2);
    expect(StackResources?.[1]).toMatchObject(shown);
  });

  it('and its events are returned in pages, each item once', async () => {
    const many = Array.from({ length: 130 }, (_, index) => [`Q${index}`, queue(`q-${index}`)]);
    await stacks.create(Object.fromEntries(many) as Resources);
    const pages = { resources: [] as string[], events: [] as string[] };
    for (let token: string | undefined; ;) {
      const ask = new ListStackResourcesCommand({ StackName: 'orders', NextToken: token });
      const { StackResourceSummaries = [], NextToken } = await stacks.client.send(ask);
      pages.resources.push(...StackResourceSummaries.map((one) => one.LogicalResourceId ?? ''));
      if ((token = NextToken) === undefined) break;
    }
    for (let token: string | undefined; ;) {
      const ask = new DescribeStackEventsCommand({ StackName: 'orders', NextToken: token });
      const { StackEvents = [], NextToken } = await stacks.client.send(ask);
      pages.events.push(...StackEvents.map(({ EventId }) => EventId ?? ''));
      if ((token = NextToken) === undefined) break;
    }
    expect(new Set(pages.resources).size).toBe(130);
    expect(pages.events).toHaveLength(262);
    expect(new Set(pages.events).size).toBe(262);
  });
});

it('a packaged stack exists from the start, like a deployed one', async () => {
  const packaged = await startSpecCloud({ Orders });
  const { origin } = packaged.cloud;
  const credentials = { accessKeyId: 'spec', secretAccessKey: 'spec' };
  const client = new CloudFormationClient({ endpoint: origin, region: REGION, credentials });
  const { Stacks } = await client.send(new DescribeStacksCommand());
  expect(Stacks).toMatchObject([{ StackName: 'spec', StackStatus: 'CREATE_COMPLETE' }]);
  const ask = new ListStackResourcesCommand({ StackName: 'spec' });
  const { StackResourceSummaries } = await client.send(ask);
  expect(StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'Orders' }]);
  await client.send(new DeleteStackCommand({ StackName: 'spec' }));
  await packaged.recorder.until('stack', ({ status }) => status === 'DELETE_COMPLETE');
  await expect(packaged.depth('orders')).rejects.toThrow('does not exist');
  client.destroy();
  await packaged.stop();
});

describe('a template', () => {
  it.each([
    ['with the bucket in the path', 'https://s3.amazonaws.com/deployment/orders.json'],
    ['of a region', `https://s3.${REGION}.amazonaws.com/deployment/orders.json`],
    ['with the bucket in the host', `https://deployment.s3.${REGION}.amazonaws.com/orders.json`],
  ])('comes from an address %s', async (_what, TemplateURL) => {
    await stacks.put('deployment', 'orders.json', json({ Orders }));
    const { StackStatus } = await stacks.create({}, { TemplateBody: undefined, TemplateURL });
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const { TemplateBody } = await stacks.client.send(
      new GetTemplateCommand({ StackName: 'orders' }),
    );
    expect(TemplateBody).toBe(json({ Orders }));
  });

  it('is validated: its description, and the capability that it needs', async () => {
    const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker' } };
    const TemplateBody = JSON.stringify({ Description: 'permissions', Resources: { Role } });
    const answer = await stacks.client.send(new ValidateTemplateCommand({ TemplateBody }));
    expect(answer).toMatchObject({
      Description: 'permissions',
      Parameters: [],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
  });

  it.each([
    ['text that is not JSON', 'Resources:', 'Template format error: JSON not well-formed.'],
    [
      'without a type',
      json({ Orders: {} }),
      'Template format error: resource "Orders" has no Type',
    ],
    [
      'too long',
      json({ Orders }).padEnd(51_201),
      'TemplateBody has 51201 bytes, and may have 51200',
    ],
  ])('is refused: %s', async (_what, TemplateBody, message) => {
    const validated = stacks.client.send(new ValidateTemplateCommand({ TemplateBody }));
    await expect(validated).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message) as string,
    });
  });

  it.each([
    [
      'https://s3.amazonaws.com/deployment/none.json',
      'S3 error: The specified key does not exist.',
    ],
    [
      'https://s3.amazonaws.com/deployment/%zz.json',
      'TemplateURL must reference a valid S3 object',
    ],
    ['https://example.com/orders.json', 'TemplateURL must reference a valid S3 object'],
  ])('is refused when it is not at %s', async (TemplateURL, message) => {
    const created = stacks.create({}, { TemplateBody: undefined, TemplateURL });
    await expect(created).rejects.toThrow(message);
  });
});

describe('a call is refused', () => {
  const Role = { Type: 'AWS::IAM::Role', Properties: {} };

  it('for a second stack', async () => {
    await stacks.create({ Orders });
    await expect(stacks.create({ Orders }, { StackName: 'others' })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message:
        'The local cloud runs one stack at a time, and orders exists: delete it before you create others',
    });
  });

  it('for an existing stack, and for a name that no stack can have', async () => {
    await stacks.create({ Orders });
    await expect(stacks.create({ Orders })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    await expect(stacks.create({}, { StackName: '1_a' })).rejects.toThrow('regular expression');
  });

  it('without the capability to grant permissions', async () => {
    await expect(stacks.create({ Role })).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
  });

  it('to change a stack that could not be created', async () => {
    await stacks.create({ Fn: lambdaFunction('f', 'none.handler') });
    await expect(stacks.update({ Orders })).rejects.toThrow(
      'is in ROLLBACK_COMPLETE state and can not be updated.',
    );
  });

  it('for a member or an action that is not supported', async () => {
    await expect(stacks.create({ Orders }, { OnFailure: 'DELETE' })).rejects.toThrow(
      'The local cloud does not support OnFailure of CreateStack.',
    );
    await expect(stacks.client.send(new ListExportsCommand())).rejects.toThrow(
      'The local cloud does not support ListExports of CloudFormation.',
    );
    await expect(
      stacks.client.send(new SetStackPolicyCommand({ StackName: 'orders' })),
    ).rejects.toMatchObject({ name: 'InvalidAction' });
  });

  it('for a resource that the stack does not have, in words that tools recognize', async () => {
    await stacks.create({ Orders });
    const ask = new DescribeStackResourceCommand({ StackName: 'orders', LogicalResourceId: 'No' });
    await expect(stacks.client.send(ask)).rejects.toThrow(
      'Resource No does not exist for stack orders',
    );
  });
});
