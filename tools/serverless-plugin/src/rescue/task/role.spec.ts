import { PluginError } from '../../errors';
import { MAX_POLICIES_LENGTH } from '../../permissions/fit-policies';
import { grant } from '../../permissions/grant';
import { type Template } from '../../template';
import { getArn, lambdaRole, rescuedFunction, templateOf } from '../../testing/rescued';
import { type RescuedFunction } from '../rescued-function';
import { prepareRoles, taskRoleOf } from './role';
import { type InlinePolicy } from './statement';

const FUNCTION = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:';
const TRUST = {
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnLike: {
      'aws:SourceArn': {
        'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*',
      },
    },
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  },
};
const FOR_LAMBDA = {
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

const propertiesIn = ({ Resources }: Template, id: string) => Resources[id]?.Properties ?? {};
const policiesIn = (template: Template, id: string) =>
  (propertiesIn(template, id)['Policies'] ?? []) as InlinePolicy[];
const trustIn = (template: Template, id: string) =>
  (propertiesIn(template, id)['AssumeRolePolicyDocument'] as { Statement: unknown }).Statement;

/** The resources of each action that the runner may call with a role. */
function runnerMay(template: Template, roleId = 'HandlerRole'): Record<string, unknown> {
  const runner = policiesIn(template, roleId).filter(({ PolicyName }) => PolicyName === 'runner');
  expect(runner).toHaveLength(1);
  const statements = runner.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return Object.fromEntries(
    statements.map(({ Action, Resource }) => [String(Action), Resource] as const),
  );
}

const sub = (...texts: string[]) => texts.map((text) => ({ 'Fn::Sub': text }));

describe('taskRoleOf', () => {
  it.each([
    getArn('HandlerRole'),
    'arn:aws:iam::123456789012:role/orders',
    { 'Fn::ImportValue': 'orders-role' },
  ])("gives a function's container the function's own role: %j", (Role) => {
    expect(taskRoleOf(rescuedFunction('orders', { Role }))).toEqual(Role);
  });
});

describe('prepareRoles', () => {
  it('lets tasks of this account, and still Lambda, assume the role of a rescued function', () => {
    const rescued = [rescuedFunction('orders')];
    const template = templateOf(rescued);
    expect(prepareRoles(rescued, template)).toEqual([]);
    expect(trustIn(template, 'HandlerRole')).toEqual([FOR_LAMBDA, TRUST]);
    expect(trustIn(template, 'SecondaryRole')).toEqual([FOR_LAMBDA]);
  });

  it('adds the trust once, for functions that share a role and to a role that has it', () => {
    const rescued = [rescuedFunction('orders'), rescuedFunction('mails')];
    const AssumeRolePolicyDocument = { Statement: [FOR_LAMBDA, TRUST] };
    for (const role of [lambdaRole(), lambdaRole({ AssumeRolePolicyDocument })]) {
      const template = templateOf(rescued, { HandlerRole: role });
      prepareRoles(rescued, template);
      expect(trustIn(template, 'HandlerRole')).toEqual([FOR_LAMBDA, TRUST]);
    }
  });

  it('adds the trust to a policy with a single statement that is not in a list', () => {
    const rescued = [rescuedFunction('orders')];
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: FOR_LAMBDA };
    const template = templateOf(rescued, { HandlerRole: lambdaRole({ AssumeRolePolicyDocument }) });
    prepareRoles(rescued, template);
    expect(trustIn(template, 'HandlerRole')).toEqual([FOR_LAMBDA, TRUST]);
  });

  it('lets the runner fetch exactly the functions of the role, by name, and their events', () => {
    const rescued = [rescuedFunction('orders'), rescuedFunction('mails')];
    const template = templateOf(rescued);
    prepareRoles(rescued, template);
    expect(runnerMay(template)).toEqual({
      'lambda:GetFunction': sub(
        `${FUNCTION}shop-dev-orders`,
        `${FUNCTION}shop-dev-orders:*`,
        `${FUNCTION}shop-dev-mails`,
        `${FUNCTION}shop-dev-mails:*`,
      ),
      's3:GetObject': sub(
        '${HandOverBucket.Arn}/shop-dev-orders/*',
        '${HandOverBucket.Arn}/shop-dev-mails/*',
      ),
    });
  });

  it('gives a function with its own role no permission on the functions of another', () => {
    const own = rescuedFunction('mails', { Role: getArn('MailsRole') });
    const rescued = [rescuedFunction('orders'), own];
    const template = templateOf(rescued, { MailsRole: lambdaRole() });
    prepareRoles(rescued, template);
    expect(JSON.stringify(runnerMay(template))).not.toContain('mails');
    expect(JSON.stringify(runnerMay(template, 'MailsRole'))).not.toContain('orders');
  });

  it('lets the runner read the layers of the role’s functions, and decrypt with their keys', () => {
    const layer = 'arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:';
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const rescued = [
      rescuedFunction('orders', { Layers: [`${layer}53`], KmsKeyArn: key }),
      rescuedFunction('mails', { KmsKeyArn: key, Code: { SourceKMSKeyArn: getArn('CodeKey') } }),
    ];
    const template = templateOf(rescued);
    prepareRoles(rescued, template);
    expect(runnerMay(template)).toMatchObject({
      'lambda:GetLayerVersion': [`${layer}*`],
      'kms:Decrypt': [key, getArn('CodeKey')],
    });
    expect(JSON.stringify(policiesIn(template, 'HandlerRole'))).toContain(
      '"Condition":{"StringEquals":{"kms:ViaService":{"Fn::Sub":"lambda.${AWS::Region}.amazonaws.com"}}}',
    );
  });

  it.each([
    { Statement: [{ Principal: { AWS: getArn('HandlerRole') } }] },
    { Statement: [{ Principal: { AWS: { 'Fn::Sub': '${HandlerRole.Arn}' } } }] },
  ])('does not refer back to a key whose own policy names the role: %j', (KeyPolicy) => {
    const rescued = [rescuedFunction('orders', { KmsKeyArn: getArn('Key') })];
    const Key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } };
    const template = templateOf(rescued, { Key });
    prepareRoles(rescued, template);
    expect(runnerMay(template)).not.toHaveProperty('kms:Decrypt');
  });

  it('keeps the other policies of a role, inline and managed', () => {
    const ManagedPolicyArns = [{ Ref: 'Shared' }];
    const Policies = [{ PolicyName: 'own', PolicyDocument: { Statement: [] } }];
    const rescued = [rescuedFunction('orders')];
    const HandlerRole = lambdaRole({ ManagedPolicyArns, Policies: [...Policies] });
    const template = templateOf(rescued, { HandlerRole });
    prepareRoles(rescued, template);
    expect(propertiesIn(template, 'HandlerRole')['ManagedPolicyArns']).toEqual(ManagedPolicyArns);
    expect(policiesIn(template, 'HandlerRole')[0]).toEqual(Policies[0]);
    expect(policiesIn(template, 'HandlerRole')).toHaveLength(2);
  });

  it.each(['IamRoleLambdaExecution', 'OrdersIamRoleLambdaExecution'])(
    'prepares the generated role %s as well',
    (roleId) => {
      const rescued = [rescuedFunction('orders', { Role: getArn(roleId) })];
      const template = templateOf(rescued, { [roleId]: lambdaRole() });
      prepareRoles(rescued, template);
      expect(runnerMay(template, roleId)).toHaveProperty(['lambda:GetFunction']);
    },
  );
});

describe('a role that packaging can’t prepare', () => {
  function refusal(rescued: readonly RescuedFunction[], resources: Template['Resources'] = {}) {
    try {
      prepareRoles(rescued, templateOf(rescued, resources));
    } catch (error) {
      expect(error).toBeInstanceOf(PluginError);
      return (error as Error).message;
    }
    throw new Error('nothing was refused');
  }

  it.each<[unknown, string]>([
    ['arn:aws:iam::123456789012:role/orders', 'arn:aws:iam::123456789012:role/orders'],
    [{ 'Fn::ImportValue': 'orders-role' }, '{"Fn::ImportValue":"orders-role"}'],
    [{ 'Fn::Sub': 'arn:aws:iam::1:role/orders' }, '{"Fn::Sub":"arn:aws:iam::1:role/orders"}'],
    [{ Ref: 'RoleParameter' }, '{"Ref":"RoleParameter"}'],
    [getArn('Nested'), '{"Fn::GetAtt":["Nested","Arn"]}'],
  ])('is refused in one line, as the role %j from elsewhere', (Role, text) => {
    const message = refusal([rescuedFunction('orders', { Role })], {
      Nested: { Type: 'AWS::CloudFormation::Stack' },
    });
    expect(message).toContain(
      `functions.orders has the role ${text}, which is not part of this stack, so packaging can't prepare it for containers. Add to its trust policy {"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},`,
    );
    expect(message).not.toContain('\n');
  });

  it('is refused with all statements as JSON that does not need CloudFormation', () => {
    const Role = 'arn:aws:iam::123456789012:role/shared';
    const message = refusal([
      rescuedFunction('orders', { Role }),
      rescuedFunction('mails', { Role }),
    ]);
    const [, trust, permissions] =
      /trust policy (\{.*\}) and to its permissions (\[.*\]), with/.exec(message) ?? [];
    expect(message).toContain('functions.orders, functions.mails have the role');
    expect(JSON.parse(String(trust))).toMatchObject({
      Condition: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } },
    });
    expect(JSON.parse(String(permissions))).toEqual([
      expect.objectContaining({
        Resource: ['orders', 'orders:*', 'mails', 'mails:*'].map(
          (name) => `${FUNCTION}shop-dev-${name}`,
        ),
      }),
      expect.objectContaining({
        Resource: ['orders', 'mails'].map(
          (key) =>
            `arn:\${AWS::Partition}:s3:::shop-dev-hand-over-\${AWS::AccountId}-\${AWS::Region}/shop-dev-${key}/*`,
        ),
      }),
    ]);
  });

  it('gets a line of its own if there are several', () => {
    const roles = ['a', 'b'].map((name) => `arn:aws:iam::123456789012:role/${name}`);
    const message = refusal(roles.map((Role, index) => rescuedFunction(`f${index}`, { Role })));
    expect(message.split('\n')).toHaveLength(2);
  });

  it.each([
    { 'Fn::If': ['isProd', {}, {}] },
    { Statement: { 'Fn::If': ['isProd', [], []] } },
    undefined,
  ])('is refused with the computed trust policy %j', (AssumeRolePolicyDocument) => {
    const HandlerRole = lambdaRole({ AssumeRolePolicyDocument });
    expect(refusal([rescuedFunction('orders')], { HandlerRole })).toContain(
      'functions.orders has the role HandlerRole, whose trust policy is computed, so packaging',
    );
  });

  it('is left alone once the policy says role: prepared', () => {
    const Role = 'arn:aws:iam::123456789012:role/orders';
    const foreign = rescuedFunction('orders', { Role });
    const prepared = { ...foreign, rescue: { ...foreign.rescue, role: 'prepared' as const } };
    const template = templateOf([prepared]);
    expect(prepareRoles([prepared], template)).toEqual([]);
    expect(template).toEqual(templateOf([prepared]));
  });

  it('is left to the check of references if the stack does not have it', () => {
    const rescued = [rescuedFunction('orders', { Role: getArn('Missing') })];
    expect(prepareRoles(rescued, templateOf(rescued))).toEqual([]);
  });
});

describe('a role that many functions share', () => {
  function sharedBy(count: number) {
    const rescued = Array.from({ length: count }, (_, index) => rescuedFunction(`f${index + 100}`));
    const template = templateOf(rescued);
    for (const { logicalId, queueId } of rescued) {
      const permission = { arn: getArn(queueId), action: 'sqs:SendMessage' };
      grant('HandlerRole', permission, template, 'dead-letters', logicalId);
    }
    return { template, notices: prepareRoles(rescued, template) };
  }
  const length = (template: Template) => JSON.stringify(policiesIn(template, 'HandlerRole')).length;

  it('names each of them while there is room', () => {
    const { template, notices } = sharedBy(10);
    expect(notices).toEqual([]);
    expect(runnerMay(template)['lambda:GetFunction']).toHaveLength(20);
  });

  it('first loses the conditions on queues, which concern only the functions that share it', () => {
    const { template, notices } = sharedBy(20);
    expect(notices).toEqual([expect.stringContaining('too long to state which function may send')]);
    expect(runnerMay(template)['lambda:GetFunction']).toHaveLength(40);
    expect(length(template)).toBeLessThan(MAX_POLICIES_LENGTH);
  });

  it('then covers the stage’s functions by their prefix, and says so', () => {
    const { template, notices } = sharedBy(60);
    expect(notices[1]).toBe(
      'The policies of the role HandlerRole have no room for the names of its 60 rescued functions: their containers can read the code, the variables, and the stored events of every function whose name begins with shop-dev-. Give some of them another role.',
    );
    expect(runnerMay(template)).toEqual({
      'lambda:GetFunction': sub(`${FUNCTION}shop-dev-*`),
      's3:GetObject': sub('${HandOverBucket.Arn}/shop-dev-*'),
    });
  });

  it('makes the deployment fail beyond that, which packaging says', () => {
    expect(sharedBy(150).notices.at(-1)).toMatch(
      /^The inline policies of the role HandlerRole have about \d+ characters, and IAM allows 10240/,
    );
  });
});
