// A stack with a task definition for each function: what a task runs as, and what its role may do.
import {
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import {
  ACCOUNT,
  arnOf,
  cluster,
  functionArn,
  lambdaFunction,
  queue,
  queueArn,
  queuePolicy,
  REGION,
  type Resources,
} from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const ECS = { Service: 'ecs-tasks.amazonaws.com' };
const keyArn = arnOf('kms', 'key/1');

/** A function's role, which its task has too. */
const role = (name: string, Principal: object, more: object[] = []) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
        {
          Effect: 'Allow',
          Principal,
          Action: 'sts:AssumeRole',
          Condition: {
            ArnLike: { 'aws:SourceArn': `arn:aws:ecs:${REGION}:${ACCOUNT}:*` },
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
          },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'lambda:GetFunction',
              Resource: {
                'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}`,
              },
            },
            ...more,
          ],
        },
      },
    ],
  },
});
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const encrypted = (name: string) =>
  lambdaFunction(name, 'echo', {
    Role: roleArn(name),
    KmsKeyArn: keyArn,
    Environment: { Variables: { SECRET: 'x' } },
  });
const definition = (name: string, task: object = {}, container: object = {}) => {
  const { Runner } = cluster(container, { Family: name, TaskRoleArn: roleArn(name), ...task });
  return Runner as Resources[string];
};

let spec: SpecCloud;

beforeAll(async () => {
  spec = await startSpecCloud({
    Cluster: cluster()['Cluster'] as Resources[string],
    Orders: encrypted('orders'),
    OrdersRole: role('orders', ECS, [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn }]),
    OrdersTaskDefinition: definition('orders', {
      Cpu: '2048',
      Memory: '8192',
      EphemeralStorage: { SizeInGiB: 50 },
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
    }),
    Mails: encrypted('mails'),
    MailsRole: role('mails', ECS),
    MailsTaskDefinition: definition('mails'),
    Untrusted: role('untrusted', { Service: 'ec2.amazonaws.com' }),
    UntrustedTaskDefinition: definition('untrusted'),
    Files: definition(
      'files',
      { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }] },
      { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/mnt/data' }] },
    ),
    Events: queue('events'),
    EventsPolicy: queuePolicy('events', 'events.amazonaws.com'),
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ecs'], detail: { lastStatus: ['STOPPED'] } },
        Targets: [{ Id: 'target', Arn: queueArn('events') }],
      },
    },
  });
});
afterAll(() => spec.stop());

async function run(family: string, event: object = {}): Promise<Task> {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: JSON.stringify(event) }];
  const { tasks = [] } = await spec.ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: family,
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['subnet-2'], securityGroups: ['sg-1'] },
      },
      overrides: { containerOverrides: [{ name: 'runner', environment }] },
    }),
  );
  return tasks[0] ?? {};
}

const stopped = ({ taskArn }: Task) =>
  spec.recorder.until('task', (one) => one.taskArn === taskArn && one.status === 'STOPPED');

/** A client with the credentials that a task has. */
async function clientOf({ taskArn = '' }: Task): Promise<LambdaClient> {
  const { line } = await spec.recorder.until(
    'log',
    (one) => taskArn.endsWith(one.name) && one.line.startsWith('environment'),
  );
  const env = JSON.parse(line.replace('environment ', '')) as Record<string, string>;
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: env['AWS_SESSION_TOKEN'] ?? '',
  };
  return new LambdaClient({ endpoint: spec.cloud.origin, region: REGION, credentials });
}

it('describes a task, lists it, and reports its end by the family of its function', async () => {
  const task = await run('orders');
  const taskDefinitionArn = arnOf('ecs', 'task-definition/orders:1');
  expect(task).toMatchObject({
    taskDefinitionArn,
    group: 'family:orders',
    cpu: '2048',
    memory: '8192',
    ephemeralStorage: { sizeInGiB: 50 },
    attributes: [{ name: 'ecs.cpu-architecture', value: 'arm64' }],
    attachments: [{ type: 'eni', details: [{ name: 'subnetId', value: 'subnet-2' }, {}] }],
  });
  const { container } = await spec.recorder.until('task', (one) => one.taskArn === task.taskArn);
  expect(container).toMatchObject({
    family: 'orders',
    role: 'orders',
    cpu: '2048',
    memory: '8192',
    diskGib: 50,
    subnets: ['subnet-2'],
    securityGroups: ['sg-1'],
    hasPublicAddress: false,
  });
  await stopped(task);
  const listed = (family: string) =>
    spec.ecs.send(new ListTasksCommand({ cluster: 'spec', family, desiredStatus: 'STOPPED' }));
  expect((await listed('orders')).taskArns).toEqual([task.taskArn]);
  expect((await listed('mails')).taskArns).toEqual([]);
  const tasks = [task.taskArn ?? ''];
  const described = await spec.ecs.send(new DescribeTasksCommand({ cluster: 'spec', tasks }));
  expect(described.tasks).toMatchObject([{ taskDefinitionArn }]);
  const { Messages = [] } = await spec.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: `${spec.cloud.origin}/${ACCOUNT}/events`,
      WaitTimeSeconds: 20,
    }),
  );
  expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({ detail: { taskDefinitionArn } });
});

it('gives each task the role of its definition, and no other', async () => {
  const tasks = [await run('orders', { waits: true }), await run('mails', { waits: true })];
  const [orders, mails] = (await Promise.all(tasks.map(clientOf))) as [LambdaClient, LambdaClient];
  const get = (client: LambdaClient, FunctionName: string) =>
    client.send(new GetFunctionCommand({ FunctionName }));
  const own = await get(orders, 'orders');
  expect(own.Configuration).toMatchObject({
    KMSKeyArn: keyArn,
    Environment: { Variables: { SECRET: 'x' } },
  });
  await expect(get(orders, 'mails')).rejects.toThrow(
    `lambda:GetFunction on resource: ${functionArn('mails')}`,
  );
  // Its role lacks kms:Decrypt.
  const { Configuration } = await get(mails, 'mails');
  expect(Configuration?.Environment).toEqual({
    Error: {
      ErrorCode: 'AccessDeniedException',
      Message: expect.stringContaining('perform: kms:Decrypt') as unknown,
    },
  });
  for (const client of [orders, mails]) client.destroy();
  for (const { taskArn: task } of tasks) {
    await spec.ecs.send(new StopTaskCommand({ cluster: 'spec', task }));
  }
});

it.each([
  ['whose role does not trust ECS', 'untrusted', 'ECS was unable to assume the role'],
  [
    'with a file system, as a process',
    'files',
    "ResourceInitializationError: the file system at /mnt/data (volume data) can't be mounted in a task that is a process of this machine. Run tasks as containers: --tasks docker",
  ],
])('does not start a task %s', async (_title, family, reason) => {
  const { stopCode, stoppedReason } = await stopped(await run(family));
  expect(stopCode).toBe('TaskFailedToStart');
  expect(stoppedReason).toContain(reason);
});
