// What the roles of a stack may do, through the gateway, by unchanged SDK clients.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eventually } from '../../testing/recorder';
import {
  ACCOUNT,
  arnOf,
  cluster,
  functionArn,
  lambdaFunction,
  mapping,
  queue,
  queueArn,
  queuePolicy,
  REGION,
  type Resources,
} from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const TASK_ROLE = `arn:aws:iam::${ACCOUNT}:role/task`;
const CLUSTER = arnOf('ecs', 'cluster/spec');

const trusting = (service: string) => ({
  Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
});
const role = (name: string, service: string, Statement: object[] = []) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: trusting(service),
    Policies: [{ PolicyName: 'all', PolicyDocument: { Statement } }],
  },
});
const allow = (Action: string | string[], Resource: string, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const withRoles = ({ Cluster, Runner }: Resources, roles: object): Resources => ({
  ...(Cluster && { Cluster }),
  ...(Runner && { Runner: { ...Runner, Properties: { ...Runner.Properties, ...roles } } }),
});

/** Each statement by what it is for, so that one can be left out. */
const STATEMENTS = {
  send: allow('sqs:SendMessage', queueArn('jobs')),
  write: allow('s3:PutObject', 'arn:aws:s3:::data/in/*'),
  read: allow('s3:GetObject', 'arn:aws:s3:::data/in/*'),
  fetch: allow('lambda:GetFunction', functionArn('echo')),
  run: allow('ecs:RunTask', arnOf('ecs', 'task-definition/runner:*'), {
    ArnEquals: { 'ecs:cluster': CLUSTER },
  }),
  tag: allow('ecs:TagResource', arnOf('ecs', 'task/spec/*'), {
    StringEquals: { 'ecs:CreateAction': 'RunTask' },
  }),
  pass: allow('iam:PassRole', TASK_ROLE, {
    StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
  }),
  list: allow('ecs:ListTasks', '*', { ArnEquals: { 'ecs:cluster': CLUSTER } }),
  describe: allow('ecs:DescribeTasks', arnOf('ecs', 'task/spec/*')),
  stack: allow('cloudformation:DescribeStacks', arnOf('cloudformation', 'stack/spec/*')),
};
type Name = keyof typeof STATEMENTS;

async function cloudWithout(left?: Name): Promise<SpecCloud> {
  const kept = Object.entries(STATEMENTS).filter(([name]) => name !== left);
  return startSpecCloud({
    ...withRoles(cluster(), { TaskRoleArn: TASK_ROLE }),
    Worker: role(
      'worker',
      'lambda.amazonaws.com',
      kept.map(([, statement]) => statement),
    ),
    Task: role('task', 'ecs-tasks.amazonaws.com'),
    Jobs: queue('jobs'),
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'data' } },
    Echo: lambdaFunction('echo', 'echo'),
  });
}

/** Clients with the key of a process that acts in the role. */
function clientsIn(roleArn: string | undefined, { cloud }: SpecCloud) {
  const kill = () => Promise.resolve();
  const credentials = cloud.callers.add({ kind: 'function', name: 'worker', roleArn, kill });
  const config = { endpoint: cloud.origin, region: REGION, credentials };
  return {
    sqs: new SQSClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    lambda: new LambdaClient(config),
    ecs: new ECSClient(config),
    cloudFormation: new CloudFormationClient(config),
    queueUrl: `${cloud.origin}/${ACCOUNT}/jobs`,
  };
}

type Clients = ReturnType<typeof clientsIn>;
const runTask = ({ ecs }: Clients) =>
  ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      tags: [{ key: 'a', value: 'b' }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    }),
  );
const object = { Bucket: 'data', Key: 'in/a' };

/** What each statement is for. */
const CALLS: Readonly<Record<Name, (clients: Clients) => Promise<unknown>>> = {
  send: ({ sqs, queueUrl }) =>
    sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a' })),
  write: ({ s3 }) => s3.send(new PutObjectCommand({ ...object, Body: 'a' })),
  read: async (clients) => {
    await clients.s3.send(new PutObjectCommand({ ...object, Body: 'a' }));
    return clients.s3.send(new GetObjectCommand(object));
  },
  fetch: ({ lambda }) => lambda.send(new GetFunctionCommand({ FunctionName: 'echo' })),
  run: runTask,
  tag: runTask,
  pass: runTask,
  list: ({ ecs }) => ecs.send(new ListTasksCommand({ cluster: 'spec' })),
  stack: ({ cloudFormation }) =>
    cloudFormation.send(new DescribeStacksCommand({ StackName: 'spec' })),
  describe: ({ ecs }) => ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: ['t-1'] })),
};
const ACTIONS: Readonly<Record<Name, string>> = {
  send: 'sqs:SendMessage',
  write: 's3:PutObject',
  read: 's3:GetObject',
  fetch: 'lambda:GetFunction',
  run: 'ecs:RunTask',
  tag: 'ecs:TagResource',
  pass: 'iam:PassRole',
  list: 'ecs:ListTasks',
  describe: 'ecs:DescribeTasks',
  stack: 'cloudformation:DescribeStacks',
};
const names = Object.keys(STATEMENTS) as Name[];

describe('a role', () => {
  let spec: SpecCloud;
  beforeAll(async () => {
    spec = await cloudWithout();
  });
  afterAll(() => spec.stop());

  it.each(names)('may do what a statement allows: %s', async (name) => {
    await expect(CALLS[name](clientsIn(ROLE, spec))).resolves.toBeDefined();
  });

  it('may not do it to another resource', async () => {
    const { s3 } = clientsIn(ROLE, spec);
    const elsewhere = new PutObjectCommand({ Bucket: 'data', Key: 'out/a', Body: 'a' });
    await expect(s3.send(elsewhere)).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('has nothing to say to the developer, and to a role of another stack', async () => {
    const { s3 } = clientsIn(`arn:aws:iam::${ACCOUNT}:role/elsewhere`, spec);
    const put = new PutObjectCommand({ Bucket: 'data', Key: 'out/a', Body: 'a' });
    await expect(s3.send(put)).resolves.toBeDefined();
    await expect(spec.ecs.send(new ListTasksCommand({ cluster: 'spec' }))).resolves.toBeDefined();
  });

  it('is missing for a task without one', async () => {
    const { ecs } = clientsIn(undefined, spec);
    await expect(ecs.send(new ListTasksCommand({ cluster: 'spec' }))).rejects.toThrow(
      'The task has no role: set TaskRoleArn',
    );
  });
});

describe('a role without one statement', () => {
  it.each(names)('is denied what it was for, in AWS’s words: %s', async (name) => {
    const spec = await cloudWithout(name);
    try {
      const call = CALLS[name](clientsIn(ROLE, spec));
      await expect(call).rejects.toMatchObject({
        name: expect.stringMatching(/^AccessDenied(Exception)?$/) as unknown,
        message: expect.stringContaining(
          `User: arn:aws:sts::${ACCOUNT}:assumed-role/worker/local-cloud is not authorized to perform: ${ACTIONS[name]} on resource: `,
        ) as unknown,
      });
      expect(spec.recorder.all('denied')).toMatchObject([{ caller: 'function worker' }]);
    } finally {
      await spec.stop();
    }
  });
});

describe('a stack can not be deployed', () => {
  const POLL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  const inRole = { Role: ROLE };

  it.each<[string, Resources, string]>([
    [
      'whose function’s role does not trust Lambda',
      {
        Worker: role('worker', 'ecs-tasks.amazonaws.com'),
        Echo: lambdaFunction('echo', 'echo', inRole),
      },
      'function echo: the role defined for the function cannot be assumed by Lambda',
    ],
    [
      'whose function may not send its dead letters',
      {
        Worker: role('worker', 'lambda.amazonaws.com'),
        Dead: queue('dead'),
        Echo: lambdaFunction('echo', 'echo', {
          ...inRole,
          DeadLetterConfig: { TargetArn: queueArn('dead') },
        }),
      },
      `does not have permissions to call sqs:SendMessage on ${queueArn('dead')}`,
    ],
    [
      'whose function may not poll its queue',
      {
        Worker: role('worker', 'lambda.amazonaws.com', [allow(POLL.slice(1), queueArn('jobs'))]),
        Jobs: queue('jobs'),
        Echo: lambdaFunction('echo', 'echo', inRole),
        Mapping: mapping('jobs', 'echo'),
      },
      'does not have permissions to call sqs:ReceiveMessage',
    ],
  ])('%s', async (_, resources, message) => {
    await expect(startSpecCloud(resources)).rejects.toThrow(message);
  });
});

describe('a task', () => {
  const image = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/runner:1`;
  const logs = {
    LogDriver: 'awslogs',
    Options: { 'awslogs-group': '/tasks', 'awslogs-stream-prefix': 'a' },
  };
  const pull = [
    allow('ecr:GetAuthorizationToken', '*'),
    allow('ecr:*', arnOf('ecr', 'repository/runner')),
  ];
  const write = allow('logs:*', arnOf('logs', 'log-group:/tasks:*'));

  it.each<[string, object, string]>([
    [
      'without a role that trusts ECS',
      role('task', 'lambda.amazonaws.com', [...pull, write]),
      `ECS was unable to assume the role '${TASK_ROLE}'`,
    ],
    [
      'that may not pull its image',
      role('task', 'ecs-tasks.amazonaws.com', [write]),
      'CannotPullContainerError: User: ',
    ],
    [
      'that may not write its logs',
      role('task', 'ecs-tasks.amazonaws.com', pull),
      'ResourceInitializationError: failed to validate logger args: User: ',
    ],
  ])('%s does not start', async (_, taskRole, reason) => {
    const spec = await startSpecCloud({
      ...withRoles(cluster({ Image: image, LogConfiguration: logs }), {
        ExecutionRoleArn: TASK_ROLE,
      }),
      Task: taskRole as Resources[string],
    });
    try {
      await runTask({ ecs: spec.ecs } as Clients);
      const stopped = await spec.recorder.until('task', ({ status }) => status === 'STOPPED');
      expect(stopped.stopCode).toBe('TaskFailedToStart');
      expect(stopped.stoppedReason).toContain(reason);
    } finally {
      await spec.stop();
    }
  });
});

describe('EventBridge', () => {
  const rule = (more: object) => ({
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.ecs'], detail: { lastStatus: ['STOPPED'] } },
      Targets: [{ Id: 'target', Arn: queueArn('stopped'), ...more }],
    },
  });

  it('keeps what it can not deliver in the dead-letter queue of the target', async () => {
    const spec = await startSpecCloud({
      ...cluster(),
      Stopped: queue('stopped'),
      Dead: queue('dead'),
      DeadPolicy: queuePolicy('dead', 'events.amazonaws.com'),
      Rule: rule({ DeadLetterConfig: { Arn: queueArn('dead') } }),
    });
    try {
      await runTask({ ecs: spec.ecs } as Clients);
      await eventually(
        () => spec.depth('dead'),
        (depth) => depth === 1,
      );
      expect(await spec.depth('stopped')).toBe(0);
    } finally {
      await spec.stop();
    }
  });

  it('does not send to a queue whose policy does not let it', async () => {
    const spec = await startSpecCloud({
      ...cluster(),
      Stopped: queue('stopped'),
      Rule: rule({}),
    });
    try {
      await runTask({ ecs: spec.ecs } as Clients);
      const said = await spec.recorder.until('cloud');
      expect(said.message).toContain('its policy does not allow events.amazonaws.com to send for');
      expect(await spec.depth('stopped')).toBe(0);
    } finally {
      await spec.stop();
    }
  });
});
