import { isScalar, visit } from 'yaml';
import { BOOTSTRAP, document, Resources, SAMPLES, statementsOfRole } from './bootstrap';
import { fits, knowsCondition, referenceOf } from './iam-reference';
import { withSamples } from './statements';
import { readText } from './workspace-file';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_TEMPLATE_BYTES = 51_200;
/** Of all inline policies of a role, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_INLINE_CHARACTERS = 10_240;
/** They know a resource, but none that Fargate has. */
const ONLY_CONTAINER_INSTANCES = ['ecs:ListTasks'];

const statements = [...statementsOfRole('DeployRole'), ...statementsOfRole('ExecutionRole')];
/** Every action of every statement, to be checked one by one. */
const uses = statements.flatMap((statement) =>
  statement.actions.map((action) => ({ ...statement, action })),
);

describe('the bootstrap stack', () => {
  it('is a template that CloudFormation takes: small, and without YAML aliases', () => {
    expect(readText(BOOTSTRAP).length).toBeLessThan(MAX_TEMPLATE_BYTES);
    const aliases: unknown[] = [];
    visit(document, { Alias: (_, { source }) => void aliases.push(source) });
    expect(aliases).toEqual([]);
  });

  it('lets GitHub in by audience and whole subject alone', () => {
    const { AssumeRolePolicyDocument } = Resources['DeployRole']!.Properties as unknown as {
      AssumeRolePolicyDocument: { Statement: unknown };
    };
    expect(AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: expect.anything() as unknown },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': 'GitHubSubjects',
          },
        },
      },
    ]);
  });

  it('names only actions that AWS has, none by wildcard', async () => {
    const known = await Promise.all(uses.map(({ action }) => referenceOf(action)));
    const unknown = uses.filter((_, index) => known[index] === undefined);
    expect(unknown.map(({ action }) => action)).toEqual([]);
  });

  it('excludes actions in the boundary alone, which grants nothing by itself: all rights over rights', () => {
    const excluding = Object.entries(Resources).filter(([, one]) =>
      JSON.stringify(one).includes('"NotAction"'),
    );
    expect(excluding.map(([name]) => name)).toEqual(['Boundary']);
    expect(Resources['Boundary']!.Properties.PolicyDocument?.Statement[0]).toMatchObject({
      NotAction: ['account:*', 'iam:*', 'organizations:*', 'sts:AssumeRole'],
    });
  });

  it('allows an action on all resources only where AWS knows none for it', async () => {
    const onEverything = uses
      .filter(({ resources }) => resources.includes('*'))
      .filter(({ action }) => !ONLY_CONTAINER_INSTANCES.includes(action));
    expect(onEverything).not.toHaveLength(0);
    for (const { action } of onEverything) {
      expect({ action, arns: (await referenceOf(action))?.arns }).toEqual({ action, arns: [] });
    }
  });

  it('says beside each wildcard resource why it is one', () => {
    const silent: number[] = [];
    visit(document, {
      Pair: (_, { key, value }) => {
        if (!isScalar(key) || key.value !== 'Resource' || !isScalar(value)) return;
        if (value.value === '*' && !value.comment) silent.push(value.range?.[0] ?? 0);
      },
    });
    expect(silent.map((offset) => readText(BOOTSTRAP).slice(0, offset).split('\n').length)).toEqual(
      [],
    );
  });

  it('gives each action a resource that it knows, and each resource an action', async () => {
    for (const { sid, resources, actions } of statements) {
      if (resources.includes('*')) continue;
      const references = await Promise.all(actions.map(referenceOf));
      const knows = (index: number, resource: string) =>
        references[index]?.arns.some(({ form }) => fits(form, resource));
      const idle = [
        ...actions.filter((_, index) => !resources.some((one) => knows(index, one))),
        ...resources.filter((one) => !actions.some((_, index) => knows(index, one))),
      ];
      expect({ sid, idle }).toEqual({ sid, idle: [] });
    }
  });

  it('has only conditions that AWS knows for the action', async () => {
    for (const { action, resources, condition } of uses) {
      const reference = await referenceOf(action);
      const keys = Object.values(condition).flatMap((block) => Object.keys(block));
      const ignored = keys.filter(
        (key) =>
          !resources.some((resource) => reference && knowsCondition(reference, resource, key)),
      );
      expect({ action, ignored }).toEqual({ action, ignored: [] });
    }
  });

  it('keeps what it makes out of the reach of the roles that it makes', () => {
    const changes = uses.filter(
      ({ effect, resources }) => effect === 'Allow' && !resources.includes('*'),
    );
    const reach = (action: RegExp) =>
      changes.filter((use) => action.test(use.action)).flatMap(({ resources }) => resources);
    expect(Resources['DeployRole']!.Properties.Path).toBe('/bootstrap/');
    expect(Resources['ExecutionRole']!.Properties.Path).toBe('/bootstrap/');
    expect(Resources['Boundary']!.Properties.Path).toBe('/bootstrap/');
    expect(new Set(reach(/^iam:(?!PassRole)/))).toEqual(
      new Set([
        'arn:aws:iam::000000000000:role/immortal-*',
        'arn:aws:iam::000000000000:policy/immortal-*',
      ]),
    );
    expect(new Set(reach(/^s3:(Put|Delete|Create)/))).toEqual(
      new Set([
        'arn:aws:s3:::immortal-*',
        `${SAMPLES['DeploymentBucket.Arn']}/serverless/immortal/*`,
      ]),
    );
  });

  it('makes no role without the boundary', () => {
    const grants = uses.filter(({ action }) => /^iam:(CreateRole|PutRole|AttachRole)/.test(action));
    expect(grants.map(({ action }) => action).sort()).toEqual([
      ...['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      'iam:PutRolePolicy',
    ]);
    for (const { condition } of grants) {
      expect(condition['StringEquals']).toEqual({ 'iam:PermissionsBoundary': 'Boundary' });
    }
    expect(uses.map(({ action }) => action)).not.toContain('iam:DeleteRolePermissionsBoundary');
  });

  it('has inline policies of a size that IAM takes', () => {
    for (const name of ['DeployRole', 'ExecutionRole']) {
      const json = JSON.stringify(Resources[name]!.Properties.Policies);
      const size = withSamples(json, SAMPLES).length;
      expect(size).toBeLessThan(MAX_INLINE_CHARACTERS);
    }
  });
});
