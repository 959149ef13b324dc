// Stacks that come, change and go, through an unchanged SDK client.
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeTasksCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import {
  ACCOUNT,
  cluster,
  functionArn,
  lambdaFunction,
  mapping,
  queue,
  queueArn,
  type Resources,
} from '../../testing/fixture';
import { SpecStacks } from '../../testing/spec-stacks';

let stacks: SpecStacks;
beforeEach(async () => {
  stacks = await SpecStacks.start();
});
afterEach(() => stacks.stop());

const bucket = (BucketName: string, more: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName },
  ...more,
});
const NO_ZIP = { S3Bucket: 'deployment', S3Key: 'no-zip.zip' };
const SERVICE: Resources = {
  Orders: queue('orders', { VisibilityTimeout: 60 }),
  Batch: lambdaFunction('batch', 'batch'),
  FromOrders: mapping('orders', 'batch'),
};

async function invoke(FunctionName: string): Promise<unknown> {
  const answer = await stacks.spec.lambda.send(
    new InvokeCommand({ FunctionName, Payload: '{"a":1}' }),
  );
  return JSON.parse(answer.Payload?.transformToString() ?? '');
}

/** Its zip has a name that is longer than a file of this machine can have. */
async function functionOfNoFile() {
  const Code = { S3Bucket: 'deployment', S3Key: `${'x'.repeat(300)}.zip` };
  await stacks.put(Code.S3Bucket, Code.S3Key, 'zip');
  return lambdaFunction('echo', 'echo', { Code });
}

async function send(name: string, order: object): Promise<void> {
  const QueueUrl = `${stacks.spec.cloud.origin}/${ACCOUNT}/${name}`;
  await stacks.spec.sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(order) }),
  );
}

async function attributeOf(
  name: string,
  attribute: 'VisibilityTimeout' | 'RedrivePolicy',
): Promise<string | undefined> {
  const QueueUrl = `${stacks.spec.cloud.origin}/${ACCOUNT}/${name}`;
  const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  return (await stacks.spec.sqs.send(ask)).Attributes?.[attribute];
}

const visibilityTimeout = (name: string) => attributeOf(name, 'VisibilityTimeout');

/** The events of resources of which one is created or deleted after the other. */
const stepsOf = (verb: 'CREATE' | 'DELETE', logicalIds: readonly string[]) =>
  logicalIds.flatMap((id) => [`${id} ${verb}_IN_PROGRESS`, `${id} ${verb}_COMPLETE`]);

describe('a stack that is created', () => {
  it('runs, and reports how it was created', async () => {
    const { StackStatus } = await stacks.create(SERVICE);
    expect(StackStatus).toBe('CREATE_COMPLETE');
    await send('orders', { order: 7 });
    await stacks.spec.recorder.untilLine('order 7, delivery 1');
    expect(await stacks.events()).toStrictEqual([
      'orders CREATE_IN_PROGRESS User Initiated',
      ...stepsOf('CREATE', ['Orders', 'Batch', 'FromOrders']),
      'orders CREATE_COMPLETE',
    ]);
  });

  it('creates its queues in any order, whatever their redrive policies name', async () => {
    const RedrivePolicy = { deadLetterTargetArn: queueArn('parked'), maxReceiveCount: 1 };
    const { StackStatus } = await stacks.create({
      Jobs: queue('jobs', { VisibilityTimeout: 180, RedrivePolicy }),
      Parked: queue('parked', { MessageRetentionPeriod: '1209600' }),
    });
    expect(StackStatus).toBe('CREATE_COMPLETE');
    expect(await visibilityTimeout('jobs')).toBe('180');
    expect(JSON.parse((await attributeOf('jobs', 'RedrivePolicy')) ?? '')).toMatchObject(
      RedrivePolicy,
    );
  });

  it('has its outputs', async () => {
    const TemplateBody = JSON.stringify({
      Description: 'where orders wait',
      Resources: { Q: queue('given') },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Q', 'Arn'] }, Description: 'of the queue' } },
    });
    expect(await stacks.create({}, { TemplateBody })).toMatchObject({
      Description: 'where orders wait',
      Outputs: [{ OutputKey: 'Arn', OutputValue: queueArn('given'), Description: 'of the queue' }],
    });
  });

  it('fails at a resource that can’t be created, and leaves nothing', async () => {
    const broken = { Orders: queue('orders'), Wrong: bucket('Upper-Case') };
    const { StackStatus } = await stacks.create(broken);
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.events()).toStrictEqual([
      'orders CREATE_IN_PROGRESS User Initiated',
      'Wrong CREATE_IN_PROGRESS',
      'Wrong CREATE_FAILED resource "Wrong": The specified bucket is not valid: Upper-Case',
      'orders ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Wrong].',
      'Wrong DELETE_COMPLETE',
      'orders ROLLBACK_COMPLETE',
    ]);
    await expect(visibilityTimeout('orders')).rejects.toThrow('does not exist');
  });

  it('fails without a failed resource, which tools see from its status', async () => {
    const { StackStatus, StackStatusReason } = await stacks.create({
      Echo: await functionOfNoFile(),
    });
    expect({ StackStatus, StackStatusReason }).toStrictEqual({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: expect.any(String) as string,
    });
    expect((await stacks.delete()).StackStatus).toBe('DELETE_COMPLETE');
  });

  it.each<[string, Resources, string]>([
    [
      'whose code is not in its bucket',
      {
        Echo: lambdaFunction('echo', 'echo', { Code: { S3Bucket: 'deployment', S3Key: 'no.zip' } }),
      },
      'Echo CREATE_FAILED resource "Echo": Error occurred while GetObject. S3 Error Code: NoSuchKey.',
    ],
    [
      'whose handler is not in its code',
      { Echo: lambdaFunction('echo', 'none.handler') },
      'Echo CREATE_FAILED function echo has the handler none.handler, but handlers.zip holds no file none.js',
    ],
    [
      'without a name, whose handler is not in its code',
      { Echo: lambdaFunction('', 'none.handler', { FunctionName: undefined }) },
      'Echo CREATE_FAILED function orders-Echo',
    ],
    [
      'whose code is no zip',
      { Echo: lambdaFunction('echo', 'echo', { Code: NO_ZIP }) },
      "Echo CREATE_FAILED function echo has code that can't be read. The zip with no-zip.zip is refused",
    ],
    [
      'whose layer names no zip',
      {
        Layer: {
          Type: 'AWS::Lambda::LayerVersion',
          Properties: { LayerName: 'tools', Content: {} },
        },
      },
      'Layer CREATE_FAILED resource "Layer" has no S3Key in its Content',
    ],
    [
      'whose code would be taken for another’s',
      {
        Echo: lambdaFunction('echo', 'echo'),
        Other: lambdaFunction('other', 'echo', {
          Code: { S3Bucket: 'deployment', S3Key: 'other/handlers.zip' },
        }),
      },
      'Other CREATE_FAILED resource "Other" has its code in other/handlers.zip, and "Echo" other code in serverless/spec/dev/1/handlers.zip',
    ],
    [
      'that is there already',
      { Deployment: bucket('deployment') },
      'Deployment CREATE_FAILED resource "Deployment": deployment already exists',
    ],
  ])('fails with a resource %s', async (_what, resources, event) => {
    await stacks.put('deployment', NO_ZIP.S3Key, 'no zip');
    await stacks.create(resources);
    expect(await stacks.events()).toContainEqual(expect.stringContaining(event));
  });
});

describe('a stack that is updated', () => {
  beforeEach(() => stacks.create({ ...SERVICE, Echo: lambdaFunction('echo', 'fail') }));

  it('runs the new resources, and keeps the contents of queues and buckets', async () => {
    await stacks.update({ Orders: queue('orders'), Data: bucket('data') });
    expect(await visibilityTimeout('orders')).toBe('30');
    await send('orders', { order: 8 });
    await stacks.put('data', 'in', 'put');
    const { StackStatus } = await stacks.update({
      ...SERVICE,
      Data: bucket('data'),
      Echo: lambdaFunction('echo', 'echo'),
    });
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    await stacks.spec.recorder.untilLine('order 8, delivery 1');
    expect(await invoke('echo')).toMatchObject({ event: { a: 1 } });
    expect(await visibilityTimeout('orders')).toBe('60');
    expect(await stacks.spec.cloud.storage.listKeys('data')).toStrictEqual(['in']);
  });

  it('lets a running function finish, although it was removed', async () => {
    const attributes = { ApproximateReceiveCount: '1' };
    const body = JSON.stringify({ order: 5, takesMs: 300 });
    const Payload = JSON.stringify({ Records: [{ messageId: 'm', body, attributes }] });
    const invocation = { FunctionName: 'batch', InvocationType: 'Event' as const, Payload };
    await stacks.spec.lambda.send(new InvokeCommand(invocation));
    await stacks.spec.recorder.untilLine('order 5');
    await stacks.update({ Orders: queue('orders') });
    const { outcome } = await stacks.spec.recorder.until('attempt-ended');
    expect(outcome).toBe('success');
  });

  it('lets a function finish a batch of messages', async () => {
    await send('orders', { order: 9, takesMs: 300 });
    await stacks.spec.recorder.untilLine('order 9');
    await stacks.update({ Orders: queue('orders') });
    await stacks.spec.recorder.until('delivery-ended', ({ deleted }) => deleted === 1);
    expect(await stacks.spec.depth('orders')).toBe(0);
  });

  it('stops receiving messages with its previous functions', async () => {
    await stacks.update({ Orders: queue('orders'), Batch: lambdaFunction('batch', 'batch') });
    await send('orders', { order: 10 });
    await invoke('batch');
    expect(await stacks.spec.depth('orders')).toBe(1);
    expect(stacks.spec.recorder.all('delivery')).toStrictEqual([]);
  });

  it('deletes what was removed, after everything else was changed', async () => {
    await stacks.update({ Batch: lambdaFunction('batch', 'batch') });
    await expect(visibilityTimeout('orders')).rejects.toThrow('does not exist');
    await expect(invoke('echo')).rejects.toThrow('Function not found');
    const events = await stacks.events();
    expect(
      events.slice(events.indexOf('orders UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')),
    ).toStrictEqual([
      'orders UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      ...stepsOf('DELETE', ['Orders', 'FromOrders', 'Echo']),
      'orders UPDATE_COMPLETE',
    ]);
  });

  it('stays as it was if the update fails', async () => {
    const jobs = (VisibilityTimeout: number) => queue('jobs', { VisibilityTimeout });
    await stacks.update({ Jobs: jobs(45), ...SERVICE });
    const { StackStatus } = await stacks.update({
      Jobs: jobs(46),
      New: queue('new'),
      ...SERVICE,
      Orders: queue('orders', { VisibilityTimeout: -1 }),
    });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.events()).toContainEqual(
      expect.stringMatching(/^Orders UPDATE_FAILED resource "Orders": .*VisibilityTimeout/),
    );
    expect(await visibilityTimeout('orders')).toBe('60');
    expect(await visibilityTimeout('jobs')).toBe('45');
    await expect(visibilityTimeout('new')).rejects.toThrow('does not exist');
    await send('orders', { order: 11 });
    await stacks.spec.recorder.untilLine('order 11, delivery 1');
  });

  it('can be updated again after a failure without a failed resource', async () => {
    const failed = await stacks.update({ ...SERVICE, Echo: await functionOfNoFile() });
    expect(failed.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.events()).toContainEqual(
      expect.stringContaining('orders UPDATE_ROLLBACK_IN_PROGRESS Internal Failure: '),
    );
    expect((await stacks.update(SERVICE)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('keeps its tags and its role if a call omits them', async () => {
    const Tags = [{ Key: 'team', Value: 'orders' }];
    const RoleARN = `arn:aws:iam::${ACCOUNT}:role/deployer`;
    const same = { ...SERVICE, Echo: lambdaFunction('echo', 'fail') };
    await stacks.update(same, { Tags, RoleARN });
    expect(await stacks.update(SERVICE)).toMatchObject({ Tags, RoleARN });
    expect(await stacks.update(SERVICE, { Tags: [] })).toMatchObject({ Tags: [] });
  });

  it('is refused when nothing would change', async () => {
    const same = { ...SERVICE, Echo: lambdaFunction('echo', 'fail') };
    await expect(stacks.update(same)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('shows when its functions were last changed', async () => {
    const ask = new GetFunctionConfigurationCommand({ FunctionName: 'batch' });
    const before = (await stacks.spec.lambda.send(ask)).LastModified ?? '';
    await stacks.update(SERVICE);
    const after = (await stacks.spec.lambda.send(ask)).LastModified ?? '';
    expect(before).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(before));
  });
});

async function startTask(): Promise<string> {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: '{"waits":1}' }];
  const { tasks } = await stacks.spec.ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'runner', environment }] },
    }),
  );
  const id = String(tasks?.[0]?.taskArn).replace(/^.*\//, '');
  const isIts = ({ name, line }: { name: string; line: string }) =>
    name === id && line === 'waiting';
  await stacks.spec.recorder.until('log', isIts);
  return id;
}

describe('a task', () => {
  let first: string;
  beforeEach(async () => {
    await stacks.create(cluster());
    first = await startTask();
  });

  it('outlives an update of the stack that started it', async () => {
    await stacks.update({ ...cluster(), Orders: queue('orders') });
    const second = await startTask();
    const ask = new DescribeTasksCommand({ cluster: 'spec', tasks: [first, second] });
    const { tasks } = await stacks.spec.ecs.send(ask);
    expect(tasks?.map(({ lastStatus }) => lastStatus)).toStrictEqual(['RUNNING', 'RUNNING']);
  });

  it('reports its end to the function that the stack had at the time, although the stack has changed', async () => {
    const Properties = {
      EventPattern: { source: ['aws.ecs'], detail: { lastStatus: ['STOPPED'] } },
      Targets: [{ Id: 'target', Arn: functionArn('echo') }],
    };
    const Ended = { Type: 'AWS::Events::Rule', Properties };
    await stacks.update({ ...cluster(), Ended, Echo: lambdaFunction('echo', 'echo') });
    // It is held for a second, since no other one comes.
    stacks.spec.cloud.faults.arm({ point: 'events.deliver', kind: 'reorder' });
    await stacks.spec.ecs.send(new StopTaskCommand({ cluster: 'spec', task: first }));
    await stacks.spec.recorder.until('fault');
    await stacks.update(cluster());
    const { outcome } = await stacks.spec.recorder.until('attempt-ended');
    expect(outcome).toBe('success');
  });

  it('prevents the deletion of its cluster as long as it runs', async () => {
    expect((await stacks.delete()).StackStatus).toBe('DELETE_FAILED');
    expect(await stacks.events()).toContain(
      'Cluster DELETE_FAILED The Cluster cannot be deleted while Tasks are active.',
    );
    await stacks.spec.ecs.send(new StopTaskCommand({ cluster: 'spec', task: first }));
    await stacks.spec.recorder.until('task', ({ status }) => status === 'STOPPED');
    expect((await stacks.delete()).StackStatus).toBe('DELETE_COMPLETE');
  });
});

describe('a stack that is deleted', () => {
  it('deletes its queues, buckets, and functions', async () => {
    await stacks.create({ ...SERVICE, Data: bucket('data') });
    expect((await stacks.delete()).StackStatus).toBe('DELETE_COMPLETE');
    await expect(visibilityTimeout('orders')).rejects.toThrow('does not exist');
    await expect(invoke('batch')).rejects.toThrow('Function not found');
    expect(await stacks.spec.cloud.storage.listKeys('data')).toBeUndefined();
    await expect(stacks.describe('orders')).rejects.toThrow('Stack with id orders does not exist');
    await stacks.create(SERVICE);
    await send('orders', { order: 12 });
    await stacks.spec.recorder.untilLine('order 12, delivery 1');
  });

  it('is not deleted as long as a bucket is not empty', async () => {
    await stacks.create({ ...SERVICE, Data: bucket('data') });
    await stacks.put('data', 'in', 'put');
    expect(await stacks.delete()).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Data].',
    });
    await send('orders', { order: 13 });
    await stacks.spec.recorder.untilLine('order 13, delivery 1');
  });

  it('keeps resources with a retaining policy', async () => {
    await stacks.create({ Data: bucket('data', { DeletionPolicy: 'Retain' }) });
    await stacks.put('data', 'in', 'put');
    expect((await stacks.delete()).StackStatus).toBe('DELETE_COMPLETE');
    expect(await stacks.spec.cloud.storage.listKeys('data')).toStrictEqual(['in']);
  });

  it('can be deleted twice', async () => {
    await stacks.create(SERVICE);
    await stacks.delete();
    await stacks.client.send(new DeleteStackCommand({ StackName: 'orders' }));
    expect(await stacks.describe(undefined)).toBeUndefined();
  });
});
