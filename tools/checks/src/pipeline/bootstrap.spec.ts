import { isScalar, visit } from 'yaml';
import { readText } from '../workspace-file';
import {
  AccountResources,
  documents,
  samplesOf,
  StageResources,
  statementsOfImageRole,
  statementsOfStage,
  TEMPLATES,
} from './bootstrap';
import { fits, supportsCondition, referenceOf } from './iam-reference';
import { type PolicyHolder, withSamples } from './statements';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_TEMPLATE_BYTES = 51_200;
/** For all inline policies of a role, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_INLINE_CHARACTERS = 10_240;
/** For a managed policy, without white space: the same page. */
const MAX_MANAGED_CHARACTERS = 6144;
/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MAX_LIFECYCLE_CHARACTERS = 30_720;
/** Their resource type does not exist on Fargate. */
const ONLY_CONTAINER_INSTANCES = ['ecs:ListTasks'];

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: { readonly tagPatternList?: readonly string[] };
}

/** The permissions; denials.spec.ts tests what the boundary denies. */
const statements = [
  ...statementsOfImageRole(),
  ...statementsOfStage('DeployRole'),
  ...statementsOfStage('ExecutionRole'),
  ...statementsOfStage('Boundary').filter(({ effect }) => effect === 'Allow'),
];
/** Every action of every statement, to check one by one. */
const uses = statements.flatMap((statement) =>
  statement.actions.map((action) => ({ ...statement, action })),
);

describe('the bootstrap stacks', () => {
  it.each(TEMPLATES)('%s is small enough for CloudFormation, and has no YAML aliases', (file) => {
    expect(readText(file).length).toBeLessThan(MAX_TEMPLATE_BYTES);
    const aliases: unknown[] = [];
    visit(documents.get(file)!, { Alias: (_, { source }) => void aliases.push(source) });
    expect(aliases).toEqual([]);
  });

  it.each([
    ['ImageRole', AccountResources, '${GitHubRepository}:environment:image'],
    ['DeployRole', StageResources, '${GitHubRepository}:environment:${Stage}'],
  ])(
    'lets GitHub assume %s only with the audience and the full subject',
    (name, resources, subject) => {
      const { AssumeRolePolicyDocument } = resources[name]!.Properties as unknown as {
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
              'token.actions.githubusercontent.com:sub': subject,
            },
          },
        },
      ]);
    },
  );

  it('lists only existing actions, without wildcards', async () => {
    const known = await Promise.all(uses.map(({ action }) => referenceOf(action)));
    const unknown = uses.filter((_, index) => known[index] === undefined);
    expect(unknown.map(({ action }) => action)).toEqual([]);
  });

  it('lists what is allowed, never what is not', () => {
    for (const file of TEMPLATES) expect(readText(file)).not.toContain('NotAction');
  });

  it('marks one place for an owner’s additions to the boundary, and one for CloudFormation', () => {
    const marks = readText('.github/bootstrap-stage.yml').match(/# ---- Yours: .+/g) ?? [];
    expect(marks.map((mark) => mark.replace(/ -+$/, ''))).toEqual([
      '# ---- Yours: what CloudFormation needs for your own kinds of resources',
      '# ---- Yours: what your handlers need beyond that',
    ]);
  });

  it('allows an action on all resources only if it supports no resource-level permissions', async () => {
    const onEverything = uses
      .filter(({ resources }) => resources.includes('*'))
      .filter(({ action }) => !ONLY_CONTAINER_INSTANCES.includes(action));
    expect(onEverything).not.toHaveLength(0);
    for (const { action } of onEverything) {
      expect({ action, arns: (await referenceOf(action))?.arns }).toEqual({ action, arns: [] });
    }
  });

  it.each(TEMPLATES)('%s explains each wildcard resource in a comment', (file) => {
    const unexplained: number[] = [];
    visit(documents.get(file)!, {
      Pair: (_, { key, value }) => {
        if (!isScalar(key) || key.value !== 'Resource' || !isScalar(value)) return;
        if (value.value === '*' && !value.comment) unexplained.push(value.range?.[0] ?? 0);
      },
    });
    expect(unexplained.map((offset) => readText(file).slice(0, offset).split('\n').length)).toEqual(
      [],
    );
  });

  it('has a matching resource for each action, and a matching action for each resource', async () => {
    for (const { sid, resources, actions } of statements) {
      if (resources.includes('*')) continue;
      const references = await Promise.all(actions.map(referenceOf));
      const matches = (index: number, resource: string) =>
        references[index]?.arns.some(({ form }) => fits(form, resource));
      const idle = [
        ...actions.filter((_, index) => !resources.some((one) => matches(index, one))),
        ...resources.filter((one) => !actions.some((_, index) => matches(index, one))),
      ];
      expect({ sid, idle }).toEqual({ sid, idle: [] });
    }
  });

  it('has only conditions that the action supports', async () => {
    for (const { action, resources, condition } of uses) {
      const reference = await referenceOf(action);
      const keys = Object.values(condition).flatMap((block) => Object.keys(block));
      const ignored = keys.filter(
        (key) =>
          !resources.some((resource) => reference && supportsCondition(reference, resource, key)),
      );
      expect({ action, ignored }).toEqual({ action, ignored: [] });
    }
  });

  it('keeps its roles and the boundary under their own path', () => {
    const limited = /::(Role|ManagedPolicy)$/;
    const holders = [...Object.values(AccountResources), ...Object.values(StageResources)];
    const paths = holders
      .filter(({ Type }) => limited.test(Type))
      .map(({ Properties }) => Properties.Path);
    expect(paths).toHaveLength(4);
    expect(new Set(paths)).toEqual(new Set(['/bootstrap/']));
  });

  it('keeps its policies within IAM’s limits', () => {
    const sizeOf = (policies: unknown) =>
      withSamples(JSON.stringify(policies), samplesOf('quitealongstage')).length;
    const inline = (holder: PolicyHolder | undefined) => sizeOf(holder?.Properties.Policies);
    for (const name of ['DeployRole', 'ExecutionRole'])
      expect(inline(StageResources[name])).toBeLessThan(MAX_INLINE_CHARACTERS);
    const { PolicyDocument } = StageResources['Boundary']!.Properties;
    expect(sizeOf(PolicyDocument)).toBeLessThan(MAX_MANAGED_CHARACTERS);
  });

  it('expires old images of each runtime by themselves, and no tag without a commit', () => {
    const { LifecyclePolicy } = AccountResources['RunnerRepository']!.Properties as unknown as {
      LifecyclePolicy: { LifecyclePolicyText: string };
    };
    const { rules } = JSON.parse(LifecyclePolicy.LifecyclePolicyText) as { rules: LifecycleRule[] };
    const patterns = rules.flatMap(({ selection }) => selection.tagPatternList ?? []);
    const runtimes = readText('apps/runner/runtimes.txt').match(/^[a-z][\w.]+/gm) ?? [];
    expect(patterns).toEqual(runtimes.map((runtime) => `*-${runtime}-*`));
    expect(rules.map(({ rulePriority }) => rulePriority)).toEqual(
      rules.map((_, index) => index + 1),
    );
    expect(LifecyclePolicy.LifecyclePolicyText.length).toBeLessThan(MAX_LIFECYCLE_CHARACTERS);
  });
});
