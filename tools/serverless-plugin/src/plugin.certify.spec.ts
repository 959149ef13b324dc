// The plugin inside the real framework: services in temporary folders, packaged by `serverless package`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Template } from './template';

/** Packaging takes seconds, and longer on a busy machine. */
jest.setTimeout(120_000);

const WORKSPACE = path.resolve(__dirname, '../../..');
const SERVERLESS = require.resolve('serverless/bin/serverless.js', { paths: [WORKSPACE] });

/** The part that all services share. */
const SERVICE = `
service: shop
frameworkVersion: '4'
configValidationMode: error
provider: { name: aws, runtime: nodejs24.x, region: eu-west-1 }
package: { artifact: code.zip }
`;

const BOTH = ['@immortal/serverless-plugin', 'serverless-plugin-lambda-dead-letter'];

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dead-letter-'));
  fs.symlinkSync(path.join(WORKSPACE, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  fs.writeFileSync(path.join(folder, 'code.zip'), '');
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Packages a service with these functions and resources, without credentials and a network. */
function packageService(yaml: string, plugins = BOTH) {
  const text = `${SERVICE}plugins: ${JSON.stringify(plugins)}\n${yaml}`;
  fs.writeFileSync(path.join(folder, 'serverless.yml'), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SERVERLESS, 'package'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, SLS_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

function compiledTemplate(): Template {
  const file = path.join(folder, '.serverless/cloudformation-template-update-stack.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Template;
}

const properties = (template: Template, id: string) => template.Resources[id]?.Properties;
const deadLetters = (resources: Record<string, unknown[]>) => ({
  PolicyName: 'dead-letters',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: Object.entries(resources).map(([Action, Resource]) => ({
      Effect: 'Allow',
      Action,
      Resource,
    })),
  },
});
/** The function that may send to a target, in a role that functions share. */
const arnByName = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:shop-dev-${name}`,
});
const boundTo = (...statements: [string, unknown, string][]) =>
  statements.map(([Action, target, name]) => ({
    Effect: 'Allow',
    Action,
    Resource: [target],
    Condition: {
      ArnEqualsIfExists: {
        'lambda:SourceFunctionArn': [arnByName(name)],
      },
    },
  }));
const getAtt = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** Each part of the service has roles and names of its own, so that one packaging serves all specs that do not fail. */
const DEAD_LETTERS = `
  default-role: { handler: a.handler, deadLetter: { targetArn: { GetResourceArn: Failures } } }
  own-role: { handler: a.handler, role: OwnRole, deadLetter: { targetArn: { GetResourceArn: Failures } } }
  queue: { handler: a.handler, deadLetter: { sqs: { queueName: made, messageRetentionPeriod: 600 } } }
  topic: { handler: a.handler, deadLetter: { sns: made } }
  arn: { handler: a.handler, role: 'arn:aws:iam::123456789012:role/theirs', deadLetter: { targetArn: 'arn:aws:sqs:eu-west-1:123456789012:theirs' } }
  none: { handler: a.handler, deadLetter: { targetArn: } }`;
const DESTINATIONS = `
  to-queue: { handler: a.handler, role: Destinations, destinations: { onFailure: { type: sqs, arn: !GetAtt Failures.Arn } } }
  to-topic: { handler: a.handler, role: Destinations, destinations: { onSuccess: { type: sns, arn: !Ref Results }, onFailure: 'arn:aws:sqs:eu-west-1:123456789012:theirs' } }
  to-next: { handler: a.handler, role: Destinations, destinations: { onSuccess: to-queue } }
  theirs: { handler: a.handler, role: 'arn:aws:iam::123456789012:role/theirs', destinations: { onFailure: { type: sqs, arn: !GetAtt Failures.Arn } } }
  by-framework: { handler: a.handler, destinations: { onFailure: { type: sqs, arn: !GetAtt Failures.Arn } } }`;
const reads = (role: string) =>
  `{ handler: a.handler, role: ${role}, events: [{ sqs: { arn: !GetAtt Orders.Arn } }, { stream: { type: dynamodb, arn: !GetAtt Table.StreamArn } }] }`;
const SOURCES = `
  a: ${reads('Silent')}
  b: ${reads('Silent')}
  c: ${reads('Mentioning')}`;
const NUMBERS = Array.from({ length: 35 }, (_, index) => index + 10);
const MANY = NUMBERS.map(
  (n) =>
    `  f${n}: { handler: a.handler, role: Crowded, deadLetter: { targetArn: { GetResourceArn: Failures${n} } } }`,
).join('\n');
const role = (policies = '[]') =>
  `{ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies: ${policies} } }`;
const MENTION = `[{ PolicyName: own, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'sqs:ReceiveMessage', Resource: '*' }] } }]`;

describe('serverless package', () => {
  let output: string;
  let template: Template;

  beforeAll(() => {
    const packaged = packageService(`
functions:${DEAD_LETTERS}${DESTINATIONS}${SOURCES}
${MANY}
resources:
  Resources:
    Failures: { Type: 'AWS::SQS::Queue' }
    Results: { Type: 'AWS::SNS::Topic' }
    Orders: { Type: 'AWS::SQS::Queue' }
    Table: { Type: 'AWS::DynamoDB::Table' }
    OwnRole: ${role()}
    Destinations: ${role()}
    Silent: ${role()}
    Mentioning: ${role(MENTION)}
    Crowded: ${role()}
${NUMBERS.map((n) => `    Failures${n}: { Type: 'AWS::SQS::Queue' }`).join('\n')}
`);
    ({ output } = packaged);
    if (packaged.status !== 0) throw new Error(output);
    template = compiledTemplate();
  });

  it('writes the target and the permission for every way to name a target', () => {
    const target = (id: string) =>
      properties(template, `${id}LambdaFunction`)?.['DeadLetterConfig'];
    expect(target('DefaultDashrole')).toEqual({ TargetArn: getAtt('Failures') });
    expect(target('OwnDashrole')).toEqual({ TargetArn: getAtt('Failures') });
    expect(target('Queue')).toEqual({ TargetArn: getAtt('QueueDeadLetterQueue') });
    expect(target('Topic')).toEqual({ TargetArn: { Ref: 'TopicDeadLetterTopic' } });
    expect(target('Arn')).toEqual({ TargetArn: 'arn:aws:sqs:eu-west-1:123456789012:theirs' });
    expect(target('None')).toBeUndefined();
    expect(properties(template, 'QueueDeadLetterQueue')).toEqual({
      QueueName: 'made',
      MessageRetentionPeriod: 600,
    });
    expect(properties(template, 'IamRoleLambdaExecution')?.['Policies']).toEqual([
      expect.objectContaining({ PolicyName: expect.anything() as unknown }),
      {
        PolicyName: 'dead-letters',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: boundTo(
            ['sqs:SendMessage', getAtt('Failures'), 'default-role'],
            ['sqs:SendMessage', getAtt('QueueDeadLetterQueue'), 'queue'],
            ['sns:Publish', { Ref: 'TopicDeadLetterTopic' }, 'topic'],
          ),
        },
      },
    ]);
    expect(properties(template, 'OwnRole')?.['Policies']).toEqual([
      deadLetters({ 'sqs:SendMessage': [getAtt('Failures')] }),
    ]);
    expect(output).toContain('The role of shop-dev-arn is not part of this stack');
  });

  it('grants a function’s own role the permissions that every kind of destination needs', () => {
    const { PolicyName, PolicyDocument } = (
      properties(template, 'Destinations')?.['Policies'] as ReturnType<typeof deadLetters>[]
    )[0]!;
    expect(PolicyName).toBe('destinations');
    // The framework documents no order.
    const inOrder = (statements: readonly unknown[]) =>
      statements.map((statement) => JSON.stringify(statement)).sort();
    const bound = boundTo(
      ['sqs:SendMessage', getAtt('Failures'), 'to-queue'],
      ['sns:Publish', { Ref: 'Results' }, 'to-topic'],
      ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:theirs', 'to-topic'],
      ['lambda:InvokeFunction', arnByName('to-queue'), 'to-next'],
    );
    expect(inOrder(PolicyDocument.Statement)).toEqual(inOrder(bound));
    const generated = properties(template, 'IamRoleLambdaExecution')?.['Policies'];
    expect(generated).not.toContainEqual(
      expect.objectContaining({ PolicyName: 'destinations' }) as unknown,
    );
    expect(output).toContain(
      'The role of shop-dev-theirs needs sqs:SendMessage on its destination',
    );
  });

  it('grants a role what Lambda needs to read queues and streams, unless the role mentions it', () => {
    const granted = (id: string) =>
      (properties(template, id)?.['Policies'] as ReturnType<typeof deadLetters>[])
        .filter(({ PolicyName }) => PolicyName === 'sources')
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .map(({ Action, Resource }) => [Action, Resource])
        .sort(([one], [other]) => String(one).localeCompare(String(other)));
    const stream = [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }];
    const ofStream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (name) => [`dynamodb:${name}`, stream],
    );
    expect(granted('Silent')).toEqual([
      ...ofStream,
      ['sqs:DeleteMessage', [getAtt('Orders')]],
      ['sqs:GetQueueAttributes', [getAtt('Orders')]],
      ['sqs:ReceiveMessage', [getAtt('Orders')]],
    ]);
    expect(granted('Mentioning')).toEqual(ofStream);
  });

  it('warns in one line if a role’s policies are too long to state which function may send where', () => {
    expect(output.match(/The policies of the role Crowded are too long to state/g)).toHaveLength(1);
    const policies = JSON.stringify(properties(template, 'Crowded')?.['Policies']);
    expect(policies).not.toContain('SourceFunctionArn');
  });
});

describe('serverless package of a mistake', () => {
  it('refuses typos, and names their place', () => {
    const { status, output } = packageService(`
functions:
  a: { handler: a.handler, deadletter: { sqs: made } }
  b: { handler: a.handler, deadLetter: { queue: made } }
  c: { handler: a.handler, deadLetter: { targetArn: { GetResourceARN: Failures } } }
  d: { handler: a.handler, deadLetter: { targetArn: 'arn:aws:s3:::bucket' } }
  e: { handler: a.handler, deadLetter: { sqs: { queueName: made, retention: 5 } } }
  f: { handler: a.handler, deadLetter: { sqs: made, sns: made } }
`);

    expect(status).toBe(1);
    expect(output).toContain("functions.a': unrecognized property 'deadletter'");
    expect(output).toContain("functions.b.deadLetter': unrecognized property 'queue'");
    for (const key of 'cdef') expect(output).toContain(`functions.${key}.deadLetter`);
  });

  it('refuses a resource that does not exist in one line, without a stack', () => {
    const { status, output } = packageService(`
functions:
  orders: { handler: a.handler, deadLetter: { targetArn: { GetResourceArn: Failure } } }
resources: { Resources: { Failures: { Type: 'AWS::SQS::Queue' } } }
`);
    expect(status).toBe(1);
    expect(output).toMatch(
      /functions\.orders\.deadLetter names the resource "Failure", which does not exist\. Name one of Failures\.$/m,
    );
    expect(output).not.toContain('    at ');
  });

  it('names the plugin that is missing', () => {
    const orders = '{ handler: a.handler, deadLetter: { sqs: made } }';
    const { status, output } = packageService(`functions: { orders: ${orders} }`, [BOTH[0]!]);
    expect(status).toBe(1);
    expect(output).toContain('need serverless-plugin-lambda-dead-letter. List it in plugins');
  });
});
