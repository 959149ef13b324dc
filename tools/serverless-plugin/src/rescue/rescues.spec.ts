import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createContext } from '../context';
import { type FunctionConfig } from '../framework';
import { TEMPLATE_COMPLETE } from '../hooks';
import { type Resource, type Template } from '../template';
import { fakeFramework, UserError } from '../testing/fake-framework';
import { rescues } from './rescues';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rescues-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const queue = (QueueName: unknown): Resource => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName },
});
const mapping = (queueId: string, functionId = 'SecondaryLambdaFunction'): Resource => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: arnOf(queueId), FunctionName: arnOf(functionId) },
});

const roleOf = (logicalId: string): Resource => {
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
  return { Type: 'AWS::IAM::Role', Properties: { RoleName: logicalId, AssumeRolePolicyDocument } };
};
const PATTERN: Resource = {
  Type: 'AWS::ECS::TaskDefinition',
  Properties: { ContainerDefinitions: [{ Name: 'runner' }] },
};
const primary = (properties: object = {}): Resource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Role: arnOf('HandlerRole'),
    DeadLetterConfig: { TargetArn: arnOf('OrdersFailures') },
    ...properties,
  },
});

/** A compiled service with one rescued function and its secondary. */
function service(change: { rescue?: unknown; resources?: Template['Resources'] } = {}) {
  const RESCUED_FUNCTIONS = 'rescued-functions.json';
  const functions: Record<string, FunctionConfig> = {
    orders: { name: 'shop-dev-orders', rescue: 'rescue' in change ? change.rescue : {} },
    secondary: { name: 'shop-dev-secondary', environment: { RESCUED_FUNCTIONS } },
  };
  const template: Template = {
    Resources: {
      OrdersLambdaFunction: primary(),
      SecondaryLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Role: arnOf('SecondaryRole'),
          Environment: { Variables: { RESCUED_FUNCTIONS, CLUSTER: 'shop' } },
        },
      },
      OrdersFailures: queue('shop-dev-orders-failures'),
      Mapping: mapping('OrdersFailures'),
      HandlerRole: roleOf('handler'),
      SecondaryRole: roleOf('secondary'),
      ExecutionRole: roleOf('execution'),
      Cluster: { Type: 'AWS::ECS::Cluster' },
      HandOverBucket: { Type: 'AWS::S3::Bucket' },
      RunnerTaskDefinition: PATTERN,
      ...change.resources,
    },
  };
  return { functions, template };
}

/** @returns the notices */
async function apply({ functions, template }: ReturnType<typeof service>): Promise<string[]> {
  const { serverless, log } = fakeFramework(functions, template);
  const context = createContext({ ...serverless, serviceDir: folder }, { log });
  const hook = rescues(context)[TEMPLATE_COMPLETE];
  await context.reportMistakes(async () => {
    await hook?.();
  });
  return log.notice.mock.calls.flat();
}

const propertiesOf = ({ Resources }: Template, logicalId: string) =>
  Resources[logicalId]?.Properties ?? {};

describe('rescues', () => {
  it('adds a task definition that is the function, instead of the pattern', async () => {
    const { functions, template } = service({ rescue: { ephemeralStorage: 50 } });
    template.Resources['OrdersLambdaFunction'] = primary({
      MemorySize: 3008,
      Architectures: ['arm64'],
    });
    await apply({ functions, template });
    expect(propertiesOf(template, 'OrdersTaskDefinition')).toEqual({
      Family: 'shop-dev-orders',
      Cpu: '2048',
      Memory: '4096',
      EphemeralStorage: { SizeInGiB: 50 },
      RuntimePlatform: { OperatingSystemFamily: 'LINUX', CpuArchitecture: 'ARM64' },
      TaskRoleArn: arnOf('HandlerRole'),
      Volumes: [],
      ContainerDefinitions: [
        {
          Name: 'runner',
          Image: {
            'Fn::Sub':
              '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/shop-runner:nodejs24.x-arm64',
          },
          MountPoints: [],
        },
      ],
    });
    expect(template.Resources).not.toHaveProperty('RunnerTaskDefinition');
  });

  it('names the images that have to exist before the deployment', async () => {
    await apply(service());
    const file = path.join(folder, '.serverless/runner-images.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(['nodejs24.x/x86_64']);
    await apply(service({ rescue: undefined, resources: { OrdersFailures: queue('others') } }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('prints what each container is and costs', async () => {
    const notices = await apply(service({ rescue: { spot: true } }));
    expect(notices.join('\n')).toMatch(
      /Rescued functions: 1\n.*\nshop-dev-orders +HandlerRole +0\.25 vCPU, 0\.5 GB, Spot +own +nodejs24\.x\/x86_64 +0\.0\d+\n/,
    );
  });

  it('lets the container do what the function may, and the secondary start it', async () => {
    const { functions, template } = service();
    await apply({ functions, template });
    expect(JSON.stringify(propertiesOf(template, 'HandlerRole'))).toMatch(
      /ecs-tasks\.amazonaws\.com.*lambda:GetFunction.*function:shop-dev-orders"/,
    );
    expect(JSON.stringify(propertiesOf(template, 'SecondaryRole'))).toMatch(
      /ecs:RunTask.*task-definition\/shop-dev-orders:\*.*iam:PassRole/,
    );
  });

  it('passes each network to the secondary once, beside its other variables', async () => {
    const { functions, template } = service();
    await apply({ functions, template });
    const { Variables } = propertiesOf(template, 'SecondaryLambdaFunction')['Environment'] as {
      Variables: Record<string, unknown>;
    };
    const { RESCUED_FUNCTIONS, CLUSTER, ...networks } = Variables;
    expect([RESCUED_FUNCTIONS, CLUSTER]).toEqual(['rescued-functions.json', 'shop']);
    expect(Object.values(networks)).toEqual([
      '{"subnets":"subnet-1","securityGroups":"sg-1","assignPublicIp":"ENABLED"}',
    ]);
  });

  it('accepts an OnFailure destination instead of a dead-letter queue', async () => {
    const config = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'OrdersLambdaFunction' },
        DestinationConfig: { OnFailure: { Destination: arnOf('OrdersFailures') } },
      },
    };
    const OrdersLambdaFunction = primary({ DeadLetterConfig: undefined });
    const stack = service({ resources: { OrdersLambdaFunction, Config: config } });
    await apply(stack);
    expect(stack.template.Resources).toHaveProperty('OrdersTaskDefinition');
  });

  it('takes only the pattern away from a service without rescue policies', async () => {
    const others = { OrdersFailures: queue('others') };
    const stack = service({ rescue: undefined, resources: others });
    await apply(stack);
    const resources = { ...others, RunnerTaskDefinition: undefined };
    expect(stack.template).toEqual(service({ resources }).template);
  });

  it('refuses more networks than the secondary’s variables have room for', async () => {
    const { functions, template } = service();
    for (let index = 0; index < 40; index += 1) {
      const key = `f${index}`;
      functions[key] = {
        name: `shop-dev-${key}`,
        rescue: {},
        vpc: { subnetIds: [`subnet-${index}`], securityGroupIds: ['sg-01234567890123456'] },
      };
      template.Resources[`F${index}LambdaFunction`] = primary({
        DeadLetterConfig: { TargetArn: arnOf(`Queue${index}`) },
      });
      template.Resources[`Queue${index}`] = queue(`shop-dev-${key}-failures`);
      template.Resources[`Mapping${index}`] = mapping(`Queue${index}`);
    }
    await expect(apply({ functions, template })).rejects.toThrow(
      /The secondary's 43 variables have about \d{4} characters with the networks of all rescued functions, and Lambda allows 4096\./,
    );
  });

  it.each<[string, ReturnType<typeof service>, string]>([
    [
      'an unknown key',
      service({ rescue: { resuceOn: 'any' } }),
      'functions.orders.rescue.resuceOn does not exist. Use any of rescueOn, cpu,',
    ],
    [
      'a size that Fargate does not have',
      service({ rescue: { cpu: 1024, memory: 1024 } }),
      'functions.orders.rescue.memory is 1024. With 1024 CPU units Fargate has 2048,',
    ],
    [
      'a failure queue without a policy',
      service({ rescue: undefined }),
      'functions.orders has the failure queue shop-dev-orders-failures, but no rescue policy. Write "rescue: {}"',
    ],
    [
      'a policy without a failure queue',
      service({ resources: { OrdersLambdaFunction: primary({ DeadLetterConfig: undefined }) } }),
      'functions.orders has a rescue policy, but its failures go to no queue of this stack.',
    ],
    [
      'a failure queue of another name',
      service({ resources: { OrdersFailures: queue('shop-dev-mails-failures') } }),
      'its failures go to the queue shop-dev-mails-failures. Its deadLetter (or onFailure destination) must be an SQS queue of this stack with the QueueName shop-dev-orders-failures',
    ],
    [
      'a failure queue without a reader',
      service({ resources: { Mapping: undefined } }),
      'The secondary does not read OrdersFailures, the failure queue of functions.orders.',
    ],
    [
      'a failure queue that another function reads',
      service({ resources: { Mapping: mapping('OrdersFailures', 'MailsLambdaFunction') } }),
      'The secondary does not read OrdersFailures',
    ],
  ])('refuses %s', async (_, stack, message) => {
    await expect(apply(stack)).rejects.toThrow(UserError);
    await expect(apply(stack)).rejects.toThrow(message);
  });

  it('refuses a function name that the contract reads as another name', async () => {
    const stack = service();
    const functions = { ...stack.functions, orders: { name: 'shop-dev-ordersDlq', rescue: {} } };
    await expect(apply({ ...stack, functions })).rejects.toThrow(
      'functions.orders is called shop-dev-ordersDlq. A name that ends in Dlq refers to',
    );
  });

  it('refuses a service without a secondary, or with two', async () => {
    const { functions, template } = service();
    const secondary = functions['secondary']!;
    await expect(apply({ functions: { orders: functions['orders']! }, template })).rejects.toThrow(
      'no function has the variable RESCUED_FUNCTIONS.',
    );
    await expect(
      apply({ functions: { ...functions, other: secondary }, template }),
    ).rejects.toThrow('secondary and other have the variable RESCUED_FUNCTIONS.');
  });
});

describe('the alarms of a rescued function', () => {
  it('alarms on old failures and on events that Lambda lost', async () => {
    const topic = { AlarmTopic: { Type: 'AWS::SNS::Topic' } };
    const { functions, template } = service({ resources: topic });
    await apply({ functions, template });
    expect(template.Resources['OrdersFailuresAgeAlarm']?.Properties).toMatchObject({
      AlarmName: 'shop-dev-orders-failure-age',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['OrdersFailures', 'QueueName'] } }],
      AlarmActions: [{ Ref: 'AlarmTopic' }],
    });
    expect(
      template.Resources['OrdersLambdaFunctionDeadLetterErrorsAlarm']?.Properties,
    ).toMatchObject({
      MetricName: 'DeadLetterErrors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'OrdersLambdaFunction' } }],
      Threshold: 0,
    });
  });

  it('adds no alarms if the stack has no topic for them', async () => {
    const stack = service();
    await apply(stack);
    expect(Object.keys(stack.template.Resources).filter((id) => id.endsWith('Alarm'))).toEqual([]);
  });
});
