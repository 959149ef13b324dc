import { type DeadLetterConfig } from '../framework';
import { fakeFramework } from '../testing/fake-framework';
import { writeDeadLetter } from './write-dead-letter';

const getAtt = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** A template with two functions that share a role, a queue, a topic, and one function with its own role. */
function compilation() {
  const { provider, template, log } = fakeFramework({});
  const lambda = (Role: unknown, FunctionName: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName, Role },
  });
  template.Resources = {
    OrdersLambdaFunction: lambda(getAtt('SharedRole'), 'shop-dev-orders'),
    MailsLambdaFunction: lambda({ 'Fn::GetAtt': 'SharedRole.Arn' }, 'shop-dev-mails'),
    BillsLambdaFunction: lambda(getAtt('BillsRole'), 'shop-dev-bills'),
    SharedRole: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'logs' }] } },
    BillsRole: { Type: 'AWS::IAM::Role' },
    Failures: { Type: 'AWS::SQS::Queue' },
    Alerts: { Type: 'AWS::SNS::Topic' },
  };
  const createdResources = {
    getLogicalIdForDlQueue: (name: string) => `${name}DeadLetterQueue`,
    getLogicalIdForDlTopic: (name: string) => `${name}DeadLetterTopic`,
  };
  const write = (key: string, deadLetter?: DeadLetterConfig | null) => {
    writeDeadLetter(
      key,
      { name: `shop-dev-${key}`, ...(deadLetter !== undefined && { deadLetter }) },
      {
        template,
        naming: provider.naming,
        createdResources: () => createdResources,
        warn: log.warning,
      },
    );
  };
  const target = (logicalId: string) =>
    (template.Resources[logicalId]?.Properties?.['DeadLetterConfig'] as { TargetArn: unknown })
      .TargetArn;
  return { write, template, target, warnings: log.warning };
}

/** Limits code to these functions. */
const by = (...names: string[]) => ({
  Condition: {
    ArnEqualsIfExists: {
      'lambda:SourceFunctionArn': names.map((name) => ({
        'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:shop-dev-${name}`,
      })),
    },
  },
});
const policy = (...Statement: { Action: string; Resource: unknown[] }[]) => ({
  PolicyName: 'dead-letters',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: Statement.map((statement) => ({ Effect: 'Allow', ...statement })),
  },
});
const failures = { targetArn: { GetResourceArn: 'Failures' } };

describe('writeDeadLetter', () => {
  it('gives the function its target and its role permission to send to that queue only', () => {
    const { write, template, target } = compilation();
    write('bills', failures);
    expect(target('BillsLambdaFunction')).toEqual(getAtt('Failures'));
    expect(template.Resources['BillsRole']?.Properties).toEqual({
      Policies: [policy({ Action: 'sqs:SendMessage', Resource: [getAtt('Failures')] })],
    });
  });

  it('keeps the other policies of the role, and does not change other roles', () => {
    const { write, template } = compilation();
    write('orders', failures);
    expect(template.Resources['SharedRole']?.Properties?.['Policies']).toEqual([
      { PolicyName: 'logs' },
      policy({ Action: 'sqs:SendMessage', Resource: [getAtt('Failures')], ...by('orders') }),
    ]);
    expect(template.Resources['BillsRole']).toEqual({ Type: 'AWS::IAM::Role' });
  });

  it('lists each target once in a shared role, with the functions that may send there', () => {
    const { write, template } = compilation();
    write('orders', failures);
    write('mails', failures);
    write('orders2', undefined);
    const other = 'arn:aws:sqs:eu-west-1:123456789012:elsewhere';
    template.Resources['Orders3LambdaFunction'] = {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'shop-dev-orders3', Role: getAtt('SharedRole') },
    };
    write('orders3', { targetArn: other });
    expect(template.Resources['SharedRole']?.Properties?.['Policies']).toEqual([
      { PolicyName: 'logs' },
      policy(
        { Action: 'sqs:SendMessage', Resource: [getAtt('Failures')], ...by('orders', 'mails') },
        { Action: 'sqs:SendMessage', Resource: [other], ...by('orders3') },
      ),
    ]);
  });

  it('grants publishing to a topic', () => {
    const { write, template, target } = compilation();
    write('bills', { targetArn: { GetResourceArn: 'Alerts' } });
    expect(target('BillsLambdaFunction')).toEqual({ Ref: 'Alerts' });
    expect(template.Resources['BillsRole']?.Properties).toEqual({
      Policies: [policy({ Action: 'sns:Publish', Resource: [{ Ref: 'Alerts' }] })],
    });
  });

  it.each([
    ['sqs', 'ordersDeadLetterQueue', 'AWS::SQS::Queue', getAtt('ordersDeadLetterQueue')],
    ['sns', 'ordersDeadLetterTopic', 'AWS::SNS::Topic', { Ref: 'ordersDeadLetterTopic' }],
  ])('uses the resource that the original plugin created for %s', (kind, logicalId, Type, arn) => {
    const { write, template, target } = compilation();
    template.Resources[logicalId] = { Type };
    write('orders', { [kind]: 'orders-failures' });
    expect(target('OrdersLambdaFunction')).toEqual(arn);
  });

  it.each([
    'arn:aws:iam::123456789012:role/theirs',
    { 'Fn::ImportValue': 'theirs' },
    { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/theirs' },
    getAtt('Nowhere'),
  ])('warns that it can’t grant anything to the role %j', (role) => {
    const { write, template, target, warnings } = compilation();
    template.Resources['OrdersLambdaFunction']!.Properties!['Role'] = role;
    write('orders', failures);
    expect(target('OrdersLambdaFunction')).toEqual(getAtt('Failures'));
    expect(warnings).toHaveBeenCalledWith(
      expect.stringContaining('The role of shop-dev-orders is not part of this stack'),
    );
  });

  it.each([
    ['no deadLetter', undefined],
    ['null', null],
    ['an empty deadLetter', {}],
    ['an empty target', { targetArn: '' }],
    ['null as its target', { targetArn: null }],
  ])('changes nothing for %s', (_, deadLetter) => {
    const { write, template } = compilation();
    const before = structuredClone(template);
    write('orders', deadLetter);
    expect(template).toEqual(before);
  });

  it('refuses a function that also has onError', () => {
    const { write, template } = compilation();
    template.Resources['OrdersLambdaFunction']!.Properties!['DeadLetterConfig'] = {};
    expect(() => {
      write('orders', failures);
    }).toThrow('functions.orders has both onError and deadLetter.');
  });

  it('refuses a role whose policies are computed', () => {
    const { write, template } = compilation();
    template.Resources['BillsRole']!.Properties = { Policies: { 'Fn::If': ['A', [], []] } };
    expect(() => {
      write('bills', failures);
    }).toThrow('The Policies of the role "BillsRole" are not a list');
  });
});
