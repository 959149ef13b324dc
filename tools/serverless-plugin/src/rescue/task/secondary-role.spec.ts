import { PluginError } from '../../errors';
import { MAX_POLICIES_LENGTH } from '../../permissions/fit-policies';
import { type Template } from '../../template';
import { getArn, lambdaRole, rescuedFunction, templateOf } from '../../testing/rescued';
import { type RescuedFunction } from '../rescued-function';
import { allowSecondary } from './secondary-role';
import { type InlinePolicy, type Statement } from './statement';

const HERE = '${AWS::Region}:${AWS::AccountId}';
const FAMILY = `arn:\${AWS::Partition}:ecs:${HERE}:task-definition/`;
const QUEUE = `arn:\${AWS::Partition}:sqs:${HERE}:`;
const ROLE = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/';

function policiesIn({ Resources }: Template): InlinePolicy[] {
  return (Resources['SecondaryRole']?.Properties?.['Policies'] ?? []) as InlinePolicy[];
}

/** What the secondary's role gains, by Sid. */
function allowed(rescued: readonly RescuedFunction[], resources: Template['Resources'] = {}) {
  const template = templateOf(rescued, resources);
  const notices = allowSecondary(rescued, 'Secondary', template);
  const statements = policiesIn(template).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const bySid = new Map(statements.map((statement) => [statement.Sid, statement]));
  const statement = (sid: string): Statement => {
    const found = bySid.get(sid);
    if (!found) throw new Error(`no statement ${sid}`);
    return found;
  };
  return { template, notices, statement };
}

const resourcesOf = (statement: Statement) =>
  statement.Resource.map((resource) => (resource as { 'Fn::Sub'?: string })['Fn::Sub'] ?? resource);

/** Functions with a role and a name of their own. */
function manyFunctions(
  count: number,
  nameOf = (key: string) => `shop-dev-${key}`,
  own: Record<string, unknown> = {},
) {
  const rescued = Array.from({ length: count }, (_, index) => {
    const key = `function${index + 100}`;
    return rescuedFunction(key, { Role: getArn(`${key}Role`) }, nameOf(key));
  });
  const roles = rescued.map(({ key }) => [`${key}Role`, lambdaRole(own)] as const);
  return { rescued, resources: Object.fromEntries(roles) };
}

describe('allowSecondary', () => {
  it('allows exactly the failure queues, task definitions and roles of the rescued functions', () => {
    const mails = rescuedFunction('mails', { Role: 'arn:aws:iam::123456789012:role/mails' });
    const rescued = [rescuedFunction('orders'), mails, rescuedFunction('bills')];
    const { notices, statement } = allowed(rescued);
    expect(notices).toEqual([]);
    expect(statement('ReadAndReturnFailures')).toMatchObject({
      Action: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
        'sqs:SendMessage',
      ],
      Resource: ['ordersFailures', 'mailsFailures', 'billsFailures'].map(getArn),
    });
    expect(statement('StartContainers')).toMatchObject({
      Action: 'ecs:RunTask',
      Resource: ['orders', 'mails', 'bills'].map((key) => ({
        'Fn::Sub': `${FAMILY}shop-dev-${key}:*`,
      })),
      Condition: { ArnEquals: { 'ecs:cluster': getArn('Cluster') } },
    });
    expect(statement('GiveContainersTheirRoles')).toMatchObject({
      Action: 'iam:PassRole',
      Resource: [
        getArn('ExecutionRole'),
        getArn('HandlerRole'),
        'arn:aws:iam::123456789012:role/mails',
      ],
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    });
  });

  it('keeps the policies that the role has', () => {
    const own = { PolicyName: 'rescue', PolicyDocument: { Statement: [] } };
    const SecondaryRole = lambdaRole({ Policies: [own] });
    const { template } = allowed([rescuedFunction('orders')], { SecondaryRole });
    expect(policiesIn(template).map(({ PolicyName }) => PolicyName)).toEqual([
      'rescue',
      'rescued-functions',
    ]);
  });

  it('covers names by their prefix if IAM has no room for each, and says so', () => {
    const rescued = Array.from({ length: 500 }, (_, index) => rescuedFunction(`f${index}`));
    const { notices, statement } = allowed(rescued);
    expect(notices).toEqual([
      "The policies of the secondary's role SecondaryRole have no room for the names of 500 rescued functions: they cover all task definitions and failure queues whose names begin with shop-dev-.",
    ]);
    expect(resourcesOf(statement('ReadAndReturnFailures'))).toEqual([
      `${QUEUE}shop-dev-*-failures`,
    ]);
    expect(resourcesOf(statement('StartContainers'))).toEqual([`${FAMILY}shop-dev-*:*`]);
    expect(resourcesOf(statement('GiveContainersTheirRoles'))).toEqual([
      getArn('ExecutionRole'),
      getArn('HandlerRole'),
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['names that CloudFormation generates', {}],
    ['names in text', { RoleName: 'shop-dev-f' }],
    [
      'the names of serverless-iam-roles-per-function',
      { RoleName: { 'Fn::Join': ['-', ['shop', 'dev', 'f', { Ref: 'AWS::Region' }]] } },
    ],
  ])('covers the roles of 500 functions by their prefix too, for %s', (_, own) => {
    const { rescued, resources } = manyFunctions(500, undefined, own);
    const { notices, statement, template } = allowed(rescued, resources);
    expect(notices).toEqual([expect.stringContaining(', and all roles of containers,')]);
    expect(resourcesOf(statement('GiveContainersTheirRoles'))).toEqual([`${ROLE}shop-dev-*`]);
    expect(JSON.stringify(policiesIn(template)).length).toBeLessThan(MAX_POLICIES_LENGTH);
  });

  it('keeps the names that do not have the prefix', () => {
    const { rescued, resources } = manyFunctions(100);
    const other = rescuedFunction('mails', { Role: getArn('MailsRole') }, 'mails');
    const MailsRole = lambdaRole({ RoleName: 'mails' });
    const { statement } = allowed([...rescued, other], { ...resources, MailsRole });
    expect(resourcesOf(statement('ReadAndReturnFailures'))).toEqual([
      `${QUEUE}shop-dev-*-failures`,
      getArn('mailsFailures'),
    ]);
    expect(resourcesOf(statement('StartContainers'))).toEqual([
      `${FAMILY}shop-dev-*:*`,
      `${FAMILY}mails:*`,
    ]);
    expect(resourcesOf(statement('GiveContainersTheirRoles'))).toEqual([
      `${ROLE}shop-dev-*`,
      getArn('MailsRole'),
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['has a path', { Path: '/teams/' }, 'MailsRole'],
    ['has a computed name', { RoleName: { Ref: 'Name' } }, 'MailsRole'],
    ['leaves no room for the whole prefix in its name', {}, `Mails${'X'.repeat(60)}`],
  ])('keeps a role that %s', (_, own, roleId) => {
    const { rescued, resources } = manyFunctions(100);
    const mails = rescuedFunction('mails', { Role: getArn(roleId) });
    const { statement } = allowed([...rescued, mails], { ...resources, [roleId]: lambdaRole(own) });
    expect(statement('GiveContainersTheirRoles').Resource).toContainEqual(getArn(roleId));
  });

  it('refuses, in one line, more names without the prefix than IAM has room for', () => {
    const { rescued, resources } = manyFunctions(100, (key) => `billing-${key}`);
    expect(() => allowed(rescued, resources)).toThrow(PluginError);
    expect(() => allowed(rescued, resources)).toThrow(
      /^The inline policies of the secondary's role SecondaryRole have about \d+ characters, and IAM allows 10240\. Let the names of rescued functions and of their roles begin with shop-dev-, .*$/,
    );
  });

  it('refuses a function with the role of the secondary', () => {
    const rescued = [rescuedFunction('orders', { Role: getArn('SecondaryRole') })];
    expect(() => allowed(rescued)).toThrow(
      'functions.orders has the role of the secondary, SecondaryRole, with which its code could start containers and read every failed event. Give one of them another role.',
    );
  });

  it('refuses a secondary whose role is not part of the stack, with the statements', () => {
    const Secondary = {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: 'arn:aws:iam::123456789012:role/secondary' },
    };
    expect(() => allowed([rescuedFunction('orders')], { Secondary })).toThrow(
      /^The secondary's role is not part of this stack, .*"Action":"ecs:RunTask"/,
    );
  });
});
