// Whole templates: what they become, and what is refused.
import { SERVICES } from '../../services';
import { ResourceCatalog } from './resource-catalog';
import { loadStack } from './load-stack';

const options = {
  region: 'eu-west-1',
  accountId: '123456789012',
  stackName: 'demo',
  origin: 'http://127.0.0.1:4566',
  catalog: new ResourceCatalog(SERVICES),
};
const load = (template: unknown, parameters?: Record<string, string>) =>
  loadStack(template, { ...options, ...(parameters && { parameters }) });
const queue = (Properties: object = {}, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties,
  ...more,
});

describe('a stack', () => {
  const stack = load({
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Retention: { Type: 'Number', Default: 1209600 } },
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: {
      Failures: queue({
        QueueName: { 'Fn::Sub': '${AWS::StackName}-failures' },
        MessageRetentionPeriod: { Ref: 'Retention' },
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': 'Parked.Arn' }, maxReceiveCount: 20 },
        KmsMasterKeyId: { 'Fn::If': ['Never', 'key', { Ref: 'AWS::NoValue' }] },
      }),
      Parked: queue(),
      Gone: queue({}, { Condition: 'Never' }),
      Handler: {
        Type: 'AWS::Lambda::Function',
        DependsOn: ['Failures', 'Gone'],
        DeletionPolicy: 'Retain',
        Metadata: { note: 'tolerated' },
        Properties: {
          FunctionName: 'handler',
          Environment: { Variables: { QUEUE: { Ref: 'Parked' } } },
          DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Failures', 'Arn'] } },
        },
      },
    },
    Outputs: {
      Url: {
        Value: { Ref: 'Failures' },
        Description: 'where failures go',
        Export: { Name: { 'Fn::Sub': '${AWS::StackName}-url' } },
      },
      Gone: { Condition: 'Never', Value: { Ref: 'Gone' } },
    },
  });

  it('has its resources with every reference resolved', () => {
    expect(stack.resource('Failures')).toStrictEqual({
      logicalId: 'Failures',
      isKnown: true,
      notEmulated: [],
      type: 'AWS::SQS::Queue',
      properties: {
        QueueName: 'demo-failures',
        MessageRetentionPeriod: '1209600',
        RedrivePolicy: {
          deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:demo-Parked',
          maxReceiveCount: 20,
        },
      },
      ref: 'http://127.0.0.1:4566/123456789012/demo-failures',
      attributes: {
        Arn: 'arn:aws:sqs:eu-west-1:123456789012:demo-failures',
        QueueName: 'demo-failures',
        QueueUrl: 'http://127.0.0.1:4566/123456789012/demo-failures',
      },
      keptWhenRemoved: false,
      keptWhenReplaced: false,
    });
    expect(stack.resource('Handler').properties).toStrictEqual({
      FunctionName: 'handler',
      Environment: { Variables: { QUEUE: 'http://127.0.0.1:4566/123456789012/demo-Parked' } },
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:123456789012:demo-failures' },
    });
  });

  it('leaves out what its conditions leave out', () => {
    expect([...stack.resources.keys()]).toStrictEqual(['Failures', 'Parked', 'Handler']);
    expect([...stack.outputs.keys()]).toStrictEqual(['Url']);
  });

  it('finds resources by type, logical id and ARN', () => {
    const queues = stack.ofType('AWS::SQS::Queue').map(({ logicalId }) => logicalId);
    expect(queues).toStrictEqual(['Failures', 'Parked']);
    const { attributes } = stack.resource('Parked');
    expect(stack.byArn('AWS::SQS::Queue', String(attributes['Arn']))?.logicalId).toBe('Parked');
    expect(stack.byArn('AWS::SQS::Queue', 'arn:none')).toBeUndefined();
    expect(() => stack.resource('None')).toThrow('the stack has no resource "None"');
  });

  it('has its outputs', () => {
    expect(stack.outputs.get('Url')).toStrictEqual({
      value: 'http://127.0.0.1:4566/123456789012/demo-failures',
      description: 'where failures go',
      exportName: 'demo-url',
    });
  });
});

describe('parameters', () => {
  const template = (declaration: object) => ({
    Parameters: { P: declaration },
    Resources: { Q: queue({ Tags: { Ref: 'P' } }) },
  });
  const valueOf = (declaration: object, given?: string) =>
    load(template(declaration), given === undefined ? undefined : { P: given }).resource('Q')
      .properties['Tags'];

  it.each([
    ['the default', { Type: 'String', Default: 'a' }, undefined, 'a'],
    ['the given value', { Type: 'String', Default: 'a' }, 'b', 'b'],
    ['text, also from a number', { Type: 'Number', Default: 5 }, undefined, '5'],
    ['a list', { Type: 'CommaDelimitedList', Default: 'a, b' }, undefined, ['a', 'b']],
    ['a list of ids', { Type: 'List<AWS::EC2::Subnet::Id>' }, 's-1,s-2', ['s-1', 's-2']],
  ])('give %s', (_what, declaration, given, expected) => {
    expect(valueOf(declaration, given)).toStrictEqual(expected);
  });

  it.each([
    ['no value', { Type: 'String' }, undefined, 'parameter "P" (String) has no value'],
    [
      'the name of a value in SSM',
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/name' },
      undefined,
      'parameter "P" (AWS::SSM::Parameter::Value<String>) has no value',
    ],
    [
      'a value that is not allowed',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      'parameter "P" is "c": use one of a, b',
    ],
  ])('are refused with %s', (_what, declaration, given, message) => {
    expect(() => valueOf(declaration, given)).toThrow(message);
  });

  it('are refused when the template does not declare them', () => {
    expect(() => load({ Resources: {} }, { X: '1' })).toThrow(
      'the parameter "X" is not declared: leave it out (known: none)',
    );
  });
});

describe('a template is refused', () => {
  const Never = { 'Fn::Equals': ['a', 'b'] };
  it.each<[string, unknown, string]>([
    ['when it is none', [], 'the template must be an object, not []'],
    ['without resources', {}, 'the section Resources must be an object'],
    ['with an unknown section', { Rules: {}, Resources: {} }, 'has the section "Rules"'],
    [
      'with a macro',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: {} },
      'the transform "AWS::Serverless-2016-10-31", which only AWS can run',
    ],
    ['with a resource without a type', { Resources: { Q: {} } }, 'resource "Q" has no Type'],
    [
      'with a resource that has an unknown key',
      { Resources: { Q: queue({}, { Propertis: {} }) } },
      'resource "Q" has the key "Propertis", which no resource has',
    ],
    [
      'with a dangling Ref',
      { Resources: { Q: queue({ QueueName: { Ref: 'None' } }) } },
      'resource "Q" refers to "None", which is neither a resource nor a parameter',
    ],
    [
      'with a Ref of what a condition leaves out',
      {
        Conditions: { Never },
        Resources: { Q: queue({ Tags: { Ref: 'Gone' } }), Gone: queue({}, { Condition: 'Never' }) },
      },
      'resource "Q" refers to "Gone", which its condition "Never" leaves out',
    ],
    [
      'with an unknown attribute',
      { Resources: { Q: queue({ Tags: { 'Fn::GetAtt': ['R', 'Nope'] } }), R: queue() } },
      'resource "Q" uses Fn::GetAtt of "R.Nope", an attribute that the local cloud does not know: use one of Arn, QueueName, QueueUrl',
    ],
    [
      'with a dangling DependsOn',
      { Resources: { Q: queue({}, { DependsOn: 'None' }) } },
      'resource "Q" depends on "None", which the template does not have',
    ],
    [
      'with a missing condition on a resource',
      { Resources: { Q: queue({}, { Condition: 'None' }) } },
      'resource "Q" needs the condition "None"',
    ],
    [
      'with a missing condition in Fn::If',
      { Resources: { Q: queue({ Tags: { 'Fn::If': ['None', 1, 2] } }) } },
      'resource "Q" needs the condition "None"',
    ],
    [
      'with a circular reference',
      {
        Resources: {
          A: queue({ Tags: [{ 'Fn::GetAtt': ['B', 'Arn'] }] }),
          B: queue({ Tags: [{ 'Fn::Sub': '${C.Arn}' }] }),
          C: queue({}, { DependsOn: ['A'] }),
        },
      },
      'resource "A" is part of the circular reference A → B → C → A',
    ],
    [
      'with a resource that names itself',
      { Resources: { A: queue({ Tags: [{ Ref: 'A' }] }) } },
      'resource "A" is part of the circular reference A → A',
    ],
    [
      'with names that are made of each other',
      {
        Resources: {
          A: queue({ QueueName: { 'Fn::GetAtt': ['B', 'QueueName'] } }),
          B: queue({ QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } }),
        },
      },
      'circular reference B.QueueName → A.QueueName → B.QueueName: take one of them out',
    ],
    [
      'with a property that no queue has',
      { Resources: { Q: queue({ Color: 'red' }) } },
      'resource "Q" has the property Color, which the local cloud does not support for AWS::SQS::Queue',
    ],
    [
      'with a condition that depends on itself',
      { Conditions: { C: { Condition: 'C' } }, Resources: { Q: queue({}, { Condition: 'C' }) } },
      'condition "C" depends on itself',
    ],
    [
      'with an unknown function in an output',
      { Resources: {}, Outputs: { O: { Value: { 'Fn::Magic': 1 } } } },
      'output "O" uses Fn::Magic, which the local cloud does not know',
    ],
  ])('%s', (_what, template, message) => {
    const loading = () => load(template);
    expect(loading).toThrow(expect.objectContaining({ name: 'TemplateError' }) as Error);
    expect(loading).toThrow(message);
    // One line: it is shown as it is.
    expect(loading).not.toThrow(/\n/);
  });
});
