import { type Template } from '../template';
import { grantLogs } from './logs';

const getAtt = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const lambda = (Properties: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Role: getAtt('SharedRole'), ...Properties },
});
const templateWith = (roleId: string): Template => ({
  Resources: {
    Orders: lambda({}),
    Mails: lambda({}),
    [roleId]: { Type: 'AWS::IAM::Role', Properties: {} },
    OrdersLogGroup: { Type: 'AWS::Logs::LogGroup' },
    MailsLogGroup: { Type: 'AWS::Logs::LogGroup' },
    SecondaryLogGroup: { Type: 'AWS::Logs::LogGroup' },
  },
});
const policiesOf = ({ Resources }: Template) => Resources['SharedRole']?.Properties?.['Policies'];
const logsOf = (...Resource: unknown[]) => [
  {
    PolicyName: 'logs',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'WriteLogs',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource,
        },
      ],
    },
  },
];

describe('grantLogs', () => {
  it('lets a role write the logs of its functions, and no others', () => {
    const template = templateWith('SharedRole');
    for (const id of ['Orders', 'Mails', 'Orders']) grantLogs(id, `${id}LogGroup`, template);
    expect(policiesOf(template)).toEqual(logsOf(getAtt('OrdersLogGroup'), getAtt('MailsLogGroup')));
  });

  it('allows the log group that a function writes to instead of its own', () => {
    const template = templateWith('SharedRole');
    template.Resources['Orders'] = lambda({ LoggingConfig: { LogGroup: '/shop/orders' } });
    grantLogs('Orders', 'OrdersLogGroup', template);
    const arn = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group';
    expect(policiesOf(template)).toEqual(logsOf({ 'Fn::Sub': `${arn}:/shop/orders:*` }));
  });

  it.each([
    ['a function without a log group', 'NoLogGroup', 'SharedRole'],
    ['a role of another stack', 'OrdersLogGroup', 'AnotherRole'],
  ])('grants nothing for %s', (_, logGroupId, roleId) => {
    const template = templateWith(roleId);
    grantLogs('Orders', logGroupId, template);
    expect(template).toEqual(templateWith(roleId));
  });

  it("grants nothing to the framework's own role, which has the permission already", () => {
    const template = templateWith('IamRoleLambdaExecution');
    template.Resources['Orders'] = lambda({ Role: getAtt('IamRoleLambdaExecution') });
    grantLogs('Orders', 'OrdersLogGroup', template);
    expect(template.Resources['IamRoleLambdaExecution']?.Properties).toEqual({});
  });
});
