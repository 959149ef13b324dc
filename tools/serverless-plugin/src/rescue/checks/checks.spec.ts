// Each check on small templates like those that the framework compiles.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type FunctionConfig } from '../../framework';
import { type Resource } from '../../template';
import { findings, refusals } from './checks';
import { type Checked, type Finding } from './finding';

const folder = mkdtempSync(path.join(os.tmpdir(), 'checks-'));
const service = path.join(folder, 'apps/service');
mkdirSync(path.join(service, 'src'), { recursive: true });
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const named = (kind: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${kind}shop-dev-*`,
});
const role = (Statement: object[], more: object = {}): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyName: 'a', PolicyDocument: { Statement } }], ...more },
});
const allow = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const secondary: Resource = {
  Type: 'AWS::Lambda::Function',
  Properties: { Role: arnOf('SecondaryRole'), Timeout: 60 },
};

interface Given {
  readonly config?: Partial<FunctionConfig>;
  readonly properties?: Record<string, unknown>;
  readonly resources?: Record<string, Resource>;
}

/** One function, orders, that is rescued unless its configuration says otherwise. */
function checked({ config = {}, properties = {}, resources = {} }: Given): Checked {
  const written: FunctionConfig = { name: 'shop-dev-orders', rescue: {}, ...config };
  const compiled = { Runtime: 'nodejs24.x', Role: arnOf('HandlerRole'), ...properties };
  const Resources: Record<string, Resource> = {
    Orders: { Type: 'AWS::Lambda::Function', Properties: compiled },
    Secondary: secondary,
    HandlerRole: role([allow('logs:PutLogEvents', named('logs:…:log-group:/aws/lambda/'))]),
    SecondaryRole: role([allow('sqs:ReceiveMessage', named('sqs:…:'))]),
    ...resources,
  };
  const orders = { key: 'orders', logicalId: 'Orders', config: written, properties: compiled };
  const isRescued = written.rescue !== undefined;
  return { functions: [{ ...orders, isRescued }], template: { Resources }, folder: service };
}

const lines = (found: readonly Finding[]) => found.map(({ level, text }) => `${level}: ${text}`);
const refused = (given: Given) => lines(refusals(checked(given)));
const found = async (given: Given) => lines(await findings(checked(given), 'Secondary'));
const unrescued = (given: Given): Given => ({
  ...given,
  config: { ...given.config, rescue: undefined },
});
const events = (...kinds: string[]): Given => ({
  config: { events: kinds.map((kind) => ({ [kind]: {} })) },
});
const mapping = (arn: unknown): Given => ({
  resources: {
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: arnOf('Orders'), EventSourceArn: arn },
    },
  },
});

describe('a function that is rescued', () => {
  it('gets no finding if it is as the kit expects', async () => {
    const asynchronous = events('s3', 'sns', 'schedule', 'eventBridge');
    expect(refused(asynchronous)).toEqual([]);
    await expect(found(asynchronous)).resolves.toEqual([]);
  });

  it.each([
    'http',
    'httpApi',
    'websocket',
    'alb',
    'sqs',
    'stream',
    'kafka',
    'msk',
    'activemq',
    'rabbitmq',
    'cognitoUserPool',
    'cloudFront',
    'alexaSkill',
  ])('is refused if %s invokes it', (kind) => {
    expect(refused(events(kind))).toEqual([
      expect.stringMatching(
        `^error: functions\\.orders has rescue:, but ${kind} invokes it synchronously, .* Remove its rescue:`,
      ),
    ]);
  });

  it('is refused if its URL, or a mapping under resources, invokes it', () => {
    expect(refused({ config: { url: true } })).toEqual([expect.stringContaining('but http ')]);
    const queue = 'arn:aws:sqs:eu-west-1:1:orders';
    expect(refused(mapping(queue))).toEqual([expect.stringContaining('but sqs ')]);
    const table = { 'Fn::GetAtt': ['Table', 'StreamArn'] };
    expect(refused(mapping(table))).toEqual([expect.stringContaining('but stream ')]);
  });

  it('gets a warning of what is not rescued if its sources are mixed', () => {
    expect(refused(events('s3', 'httpApi'))).toEqual([
      expect.stringMatching(/^warning: functions\.orders: only its asynchronous invocations/),
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a container image', { PackageType: 'Image' }, 'is a container image'],
    ['a durable function', { DurableConfig: {} }, 'is a durable function'],
    ['a function with tenants', { TenancyConfig: {} }, 'has a tenancyConfig'],
  ])('is refused as %s, unlike one that is not rescued', (_, properties, text) => {
    expect(refused({ properties })).toEqual([
      expect.stringContaining(`error: functions.orders has rescue:, but ${text}`),
    ]);
    expect(refused(unrescued({ properties }))).toEqual([]);
  });

  it('gets a warning of a name that its log’s permission does not cover', async () => {
    for (const given of [
      { config: { name: 'orders' } },
      unrescued({ config: { name: 'orders' } }),
    ]) {
      await expect(found(given)).resolves.toEqual([
        expect.stringContaining(
          'warning: functions.orders is called orders, a name that the permission logs:PutLogEvents of HandlerRole does not cover, so Lambda would write no log. Remove its name:',
        ),
      ]);
    }
  });

  it('may have any name that its log’s permission covers', async () => {
    const Logs = {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/aws/lambda/orders' },
    };
    for (const resource of ['*', arnOf('Logs')]) {
      const HandlerRole = role([allow('logs:PutLogEvents', resource)]);
      const resources = { HandlerRole, Logs };
      await expect(found({ config: { name: 'orders' }, resources })).resolves.toEqual([]);
    }
  });
});

describe('the code of a function', () => {
  it('is refused if it takes a callback on Node.js 24, with a warning only if it is not rescued', () => {
    writeFileSync(path.join(service, 'src/a.js'), 'exports.run = (event, context, cb) => cb();');
    const config = { handler: 'src/a.run' };
    const text = "src/a.js takes a callback (event, context, callback), which Lambda's runtime";
    expect(refused({ config })).toEqual([
      expect.stringContaining(`error: functions.orders: ${text}`),
    ]);
    expect(refused(unrescued({ config }))).toEqual([
      expect.stringContaining(`warning: functions.orders: ${text}`),
    ]);
    expect(refused({ config, properties: { Runtime: 'nodejs22.x' } })).toEqual([]);
  });
});

describe('a queue that a function reads', () => {
  const reading = (VisibilityTimeout?: unknown): Given => ({
    config: { rescue: undefined },
    properties: { Timeout: 60 },
    resources: {
      ...mapping(arnOf('Queue')).resources,
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout } },
    },
  });

  it('is refused if messages become visible again before the function’s timeout', async () => {
    await expect(found(reading())).resolves.toEqual([
      'error: The queue Queue has a VisibilityTimeout of 30 s, and Orders, which reads it, a timeout of 60 s: AWS refuses that. Set VisibilityTimeout to 360, six times the timeout.',
    ]);
  });

  it.each([60, '360', { 'Fn::ImportValue': 'seconds' }])(
    'may hide a message for %j',
    async (seconds) => {
      await expect(found(reading(seconds))).resolves.toEqual([]);
    },
  );
});

const TOPIC = { Type: 'AWS::SNS::Topic' };

describe('a template', () => {
  it('gets a warning of more resources than CloudFormation allows', async () => {
    const named = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`Topic${i}`, TOPIC]));
    await expect(found({ resources: named(400) })).resolves.toEqual([]);
    await expect(found({ resources: named(500) })).resolves.toEqual([
      expect.stringMatching(
        /^warning: The stack has 50\d resources, 1 of its functions are rescued, and CloudFormation allows 500/,
      ),
    ]);
  });

  it('is refused for a reference to a missing resource', async () => {
    const topic = (TopicName: unknown): Given => ({
      resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName } } },
    });
    const text = (name: string) =>
      `error: The resource Topic refers to ${name}, which is not in the stack. Correct the name, or add ${name} under resources.`;
    await expect(found(topic({ Ref: 'Other' }))).resolves.toEqual([text('Other')]);
    await expect(found(topic({ 'Fn::GetAtt': 'None.Arn' }))).resolves.toEqual([text('None')]);
    await expect(found(topic({ Ref: 'AWS::StackName' }))).resolves.toEqual([]);
    await expect(found(topic({ 'Fn::GetAtt': ['Orders', 'Arn'] }))).resolves.toEqual([]);
  });
});

describe('the pipeline’s role', () => {
  const table = { Table: { Type: 'AWS::DynamoDB::Table' }, Store: { Type: 'AWS::DAX::Cluster' } };
  const boundary = (PermissionsBoundary: unknown) => ({
    HandlerRole: role([], { PermissionsBoundary }),
    TaskRole: role([], { PermissionsBoundary }),
    SecondaryRole: role([], { PermissionsBoundary }),
    OwnRole: role([]),
  });
  const granted = (...actions: string[]) => {
    mkdirSync(path.join(folder, '.github'), { recursive: true });
    const kit = 'iam:* lambda:* ecs:* sqs:* s3:GetObject ec2:DescribeNetworkInterfaces';
    const limit = 'sqs:* lambda:GetFunction logs:PutLogEvents\n# geo:Get\nEffect: Deny iam:C*';
    const text = `  ExecutionRole:\n${[kit, ...actions].join(' ')}\n  Boundary:\n${limit}`;
    writeFileSync(path.join(folder, '.github/bootstrap-stage.yml'), text);
  };
  afterEach(() => {
    rmSync(path.join(folder, '.github'), { recursive: true, force: true });
  });

  it('is checked for the actions of all resource types, with one line for each service', async () => {
    granted('dynamodb:CreateTable');
    await expect(found({ resources: table })).resolves.toEqual([
      expect.stringMatching(/^warning: AWS::DAX::Cluster: .* --type-name AWS::DAX::Cluster lists/),
      expect.stringMatching(
        /^warning: AWS::DynamoDB::Table: .* yours in .*: dynamodb:DescribeTable/,
      ),
    ]);
    granted('dynamodb:*', 'dax:CreateCluster');
    await expect(found({ resources: table })).resolves.toEqual([]);
  });

  it('must be allowed to read the layers of functions', async () => {
    const foreign = 'arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53';
    granted();
    const file = path.join(folder, '.github/bootstrap-stage.yml');
    const all = readFileSync(file, 'utf8');
    writeFileSync(file, all.replace('lambda:*', 'lambda:CreateFunction'));
    await expect(found({ properties: { Layers: [foreign] } })).resolves.toContainEqual(
      expect.stringMatching(
        /^warning: .*AWS::Lambda::Function with layers: .*lambda:GetLayerVersion/,
      ),
    );
    granted();
    await expect(found({ properties: { Layers: [foreign] } })).resolves.toEqual([]);
  });

  it('can’t create a role without the boundary', async () => {
    granted();
    const text = 'The role OwnRole has no permissions boundary';
    await expect(found({ resources: boundary({ Ref: 'AWS::NoValue' }) })).resolves.toEqual([
      expect.stringContaining(`warning: ${text}`),
    ]);
    await expect(found({ resources: boundary('arn:aws:iam::1:policy/limit') })).resolves.toEqual([
      expect.stringContaining(`error: ${text}`),
    ]);
  });

  it('is warned of a role from elsewhere that the boundary does not allow to pass', async () => {
    granted();
    const limited = { PermissionsBoundary: 'arn:aws:iam::1:policy/limit' };
    const resources = {
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop-dev' } },
      HandlerRole: role([], limited),
      TaskRole: role([], limited),
      SecondaryRole: role([], limited),
    };
    const given = (Role: unknown): Given => ({ properties: { Role }, resources });
    await expect(found(given('arn:aws:iam::1:role/orders'))).resolves.toEqual([
      expect.stringMatching(
        /^warning: functions\.orders has the role arn:aws:iam::1:role\/orders\. .* begin with shop-dev-\. .*NoOtherRoles/,
      ),
    ]);
    await expect(found(given('arn:aws:iam::1:role/shop-dev-orders'))).resolves.toEqual([]);
    await expect(found(given(arnOf('HandlerRole')))).resolves.toEqual([]);
    await expect(found(unrescued(given('arn:aws:iam::1:role/orders')))).resolves.toEqual([]);
  });

  it('gets a line for each role and policy with actions that the boundary denies', async () => {
    granted();
    const limited = { PermissionsBoundary: 'arn:aws:iam::1:policy/limit' };
    const resources = {
      HandlerRole: role([allow('geo:Get', '*'), allow('sqs:SendMessage', '*')], limited),
      TaskRole: role([allow('lambda:Get*', '*'), allow('iam:Create*', '*')], limited),
      SecondaryRole: role([allow('sqs:ReceiveMessage', '*')], limited),
      Shared: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: [allow('dynamodb:Query', '*')] } },
      },
    };
    const line = (id: string, action: string) =>
      expect.stringMatching(
        `^warning: ${id} allows what the pipeline's boundary does not: ${action}\\. .* Sid begins with Yours\\.$`,
      ) as string;
    await expect(found({ resources })).resolves.toEqual([
      line('HandlerRole', 'geo:Get'),
      line('TaskRole', 'iam:Create\\*'),
      line('Shared', 'dynamodb:Query'),
    ]);
  });
});
