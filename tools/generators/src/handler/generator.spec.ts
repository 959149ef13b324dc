import { logger, type Tree } from '@nx/devkit';
import { check } from 'prettier/standalone';
import * as yaml from 'prettier/plugins/yaml';
import { EVENT_SOURCES } from '../rescued-function/event-source';
import { YamlFile } from '../yaml-file/yaml-file';
import { ROLES_YML, SERVERLESS_YML } from '../service-files';
import { contentOf, serviceTree } from '../testing/service-tree';
import handlerGenerator, { type HandlerOptions } from './generator';

const read = (tree: Tree, file = SERVERLESS_YML) => tree.read(file, 'utf8')!;
const original = read(serviceTree());
const originalRoles = read(serviceTree(), ROLES_YML);
/** Of Prettier, for the service's YAML files. */
const FORMAT = { singleQuote: true, printWidth: 100, filepath: 'a.yml', plugins: [yaml] };

async function generated(options: HandlerOptions) {
  const tree = serviceTree();
  await handlerGenerator(tree, options);
  return {
    tree,
    yml: new YamlFile(SERVERLESS_YML, read(tree)),
    roles: new YamlFile(ROLES_YML, read(tree, ROLES_YML)),
  };
}

/** The lines that were added, if all others are unchanged and in the same order. */
function addedLines(before: string, after: string): string[] {
  const left = before.split('\n');
  const added = after.split('\n').filter((line) => {
    if (line !== left[0]) return true;
    left.shift();
    return false;
  });
  expect(left).toEqual([]);
  return added;
}

function statementsOf(roles: YamlFile, role: string) {
  return roles
    .items(['Resources', role, 'Properties', 'Policies'])
    .flatMap(({ path }) => roles.items([...path, 'PolicyDocument', 'Statement']))
    .map(({ value }) => value as { readonly Sid: string });
}

describe('handler', () => {
  it('writes the handler, its spec and a sample event', async () => {
    const { tree } = await generated({ name: 'new-specimen' });
    const files = Object.keys(contentOf(tree)).filter((file) => file.includes('new-specimen'));
    expect(files.sort()).toEqual([
      'apps/service/events/new-specimen.json',
      'apps/service/src/new-specimen.spec.ts',
      'apps/service/src/new-specimen.ts',
    ]);
    expect(read(tree, 'apps/service/src/new-specimen.ts')).toContain(
      'export interface NewSpecimenEvent',
    );
    expect(read(tree, 'apps/service/src/new-specimen.spec.ts')).toContain(
      "import { handler } from './new-specimen';",
    );
  });

  it.each([
    [{}, 8, 0],
    [{ eventSource: 's3' }, 9, 5],
    [{ eventSource: 's3', ownRole: true }, 10, 29],
  ])(
    'with %j, adds lines to serverless.yml and roles.yml, changes none, and keeps them formatted',
    async (options, lines, roleLines) => {
      const { tree } = await generated({ name: 'specimen', ...options });
      const texts = [
        [original, read(tree)],
        [originalRoles, read(tree, ROLES_YML)],
      ] as const;
      const added = texts.map(([before, after]) => addedLines(before, after).length);
      expect(added).toEqual([lines, roleLines]);
      for (const [before, after] of texts) {
        await expect(check(after, FORMAT)).resolves.toBe(await check(before, FORMAT));
      }
    },
  );

  it('adds the function before the secondary, and nothing for its queue: rescue: is enough', async () => {
    const { yml } = await generated({ name: 'specimen' });
    expect(yml.keys(['functions']).slice(-2)).toEqual(['specimen', 'secondary']);
    // Not between the secondary and the comment above it.
    expect(yml.text).toContain('\n\n  specimen:\n');
    expect(yml.text).not.toContain('SpecimenFailures');
    expect(yml.get(['functions', 'specimen'])).toEqual({
      handler: 'src/specimen.handler',
      timeout: 900,
      memorySize: 1769,
      environment: { DATA_BUCKET: 'DataBucket' },
      rescue: {},
    });
  });

  it('writes each option where it belongs', async () => {
    const { yml } = await generated({
      name: 'specimen',
      timeout: 60,
      memory: 512,
      maximumRetryAttempts: 0,
      rescueOn: 'timeout',
      taskCpu: 2048,
      taskMemory: 8192,
      ephemeralStorage: 100,
      spot: true,
      maximumTaskAttempts: 5,
      maximumSeconds: 7200,
      handOver: 'always',
    });
    expect(yml.get(['functions', 'specimen'])).toMatchObject({
      timeout: 60,
      memorySize: 512,
      maximumRetryAttempts: 0,
      rescue: {
        rescueOn: 'timeout',
        cpu: 2048,
        memory: 8192,
        ephemeralStorage: 100,
        spot: true,
        maximumTaskAttempts: 5,
        maximumSeconds: 7200,
        handOver: 'always',
      },
    });
  });

  it.each([
    ['none', undefined],
    ['s3', undefined],
    ['schedule', [{ schedule: 'rate(1 day)' }]],
    ['sns', [{ sns: '${self:service}-${sls:stage}-specimen' }]],
    [
      'eventbridge',
      [{ eventBridge: { pattern: { source: ['${self:service}'], 'detail-type': ['specimen'] } } }],
    ],
  ])('writes the event source %s', async (eventSource, events) => {
    const { yml } = await generated({ name: 'specimen', eventSource });
    expect((yml.get(['functions', 'specimen']) as { events?: unknown }).events).toEqual(events);
  });

  it('adds a bucket that invokes a function of s3, and the permission to read it', async () => {
    const { tree, yml, roles } = await generated({ name: 'new-specimen', eventSource: 's3' });
    const files = yml.items(['resources']).map(({ value }) => value);
    expect(files).toContain('${file(resources/new-specimen-bucket.yml)}');
    const file = 'apps/service/resources/new-specimen-bucket.yml';
    const bucket = new YamlFile(file, read(tree, file));
    const name =
      'arn:${AWS::Partition}:s3:::${self:service}-${sls:stage}-new-specimen-${AWS::AccountId}-${AWS::Region}';
    expect(bucket.get(['Resources'])).toMatchObject({
      NewSpecimenBucket: {
        DependsOn: 'NewSpecimenBucketPermission',
        Properties: {
          BucketName: name.replace('arn:${AWS::Partition}:s3:::', ''),
          NotificationConfiguration: {
            LambdaConfigurations: [
              { Event: 's3:ObjectCreated:*', Function: 'NewDashspecimenLambdaFunction.Arn' },
            ],
          },
        },
      },
      NewSpecimenBucketPermission: { Properties: { SourceArn: name } },
    });
    expect(statementsOf(roles, 'HandlerRole')).toContainEqual({
      Sid: 'ReadNewSpecimenBucket',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${name}/*`,
    });
  });

  describe('with a role of its own', () => {
    const sids = (roles: YamlFile, role: string) => statementsOf(roles, role).map(({ Sid }) => Sid);

    it('allows its part of the data bucket and its log, and does not change the shared role', async () => {
      const { yml, roles } = await generated({ name: 'new-specimen', ownRole: true });
      expect(yml.get(['functions', 'new-specimen', 'role'])).toBe('NewSpecimenRole');
      expect(roles.get(['Resources', 'NewSpecimenRole'])).toMatchObject({
        Type: 'AWS::IAM::Role',
        Properties: {
          PermissionsBoundary: '${self:custom.permissionsBoundary}',
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            ],
          },
        },
      });
      expect(statementsOf(roles, 'NewSpecimenRole')).toEqual([
        {
          Sid: 'ReadInputAndWriteResults',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: '${DataBucket.Arn}/new-specimen/*',
        },
        {
          Sid: 'WriteItsLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: 'NewDashspecimenLogGroup.Arn',
        },
      ]);
      const before = new YamlFile(ROLES_YML, originalRoles);
      expect(roles.linesAt(['Resources', 'HandlerRole'])).toEqual(
        before.linesAt(['Resources', 'HandlerRole']),
      );
    });

    it('reads the bucket that invokes it with this role', async () => {
      const options = { name: 'specimen', eventSource: 's3', ownRole: true };
      const { roles } = await generated(options);
      expect(sids(roles, 'SpecimenRole')).toContain('ReadSpecimenBucket');
      expect(sids(roles, 'HandlerRole')).not.toContain('ReadSpecimenBucket');
    });

    it('names the role among the next steps', async () => {
      const info = jest.spyOn(logger, 'info').mockReturnValue();
      const done = await handlerGenerator(serviceTree(), { name: 'specimen', ownRole: true });
      await done();
      expect(info.mock.calls.join()).toContain(
        'What it may do on AWS: SpecimenRole in apps/service/resources/roles.yml.',
      );
    });
  });

  it('writes a sample event for the local cloud', async () => {
    const { tree } = await generated({ name: 'specimen', eventSource: 's3' });
    const event = JSON.parse(read(tree, 'apps/service/events/specimen.json')) as {
      Records: [{ awsRegion: string; s3: { bucket: { name: string } } }];
    };
    expect(event.Records[0]).toMatchObject({
      awsRegion: 'eu-west-1',
      s3: { bucket: { name: 'shop-dev-specimen-000000000000-eu-west-1' } },
    });
  });

  it('prints the next steps once the files are written', async () => {
    const info = jest.spyOn(logger, 'info').mockReturnValue();
    const tree = serviceTree();
    const done = await handlerGenerator(tree, { name: 'specimen', maximumRetryAttempts: 1 });
    expect(info).not.toHaveBeenCalled();
    await done();
    expect(info.mock.calls.join()).toContain(
      'npm start -- --function specimen --event apps/service/events/specimen.json --fault attempt=timeout:2',
    );
  });

  describe('refuses, and changes nothing,', () => {
    const refusal = async (options: HandlerOptions, prepare?: (tree: Tree) => unknown) => {
      const tree = serviceTree();
      await prepare?.(tree);
      const before = contentOf(tree);
      const error: unknown = await handlerGenerator(tree, options).catch((one: unknown) => one);
      expect(contentOf(tree)).toEqual(before);
      const { name, message } = error as Error;
      expect(name).toBe('GeneratorError');
      expect(message).not.toContain('\n');
      return message;
    };

    it.each(EVENT_SOURCES)('the same handler of %s twice', async (eventSource) => {
      const message = await refusal({ name: 'specimen', eventSource }, (tree) =>
        handlerGenerator(tree, { name: 'specimen', eventSource }),
      );
      expect(message).toBe(
        `In ${SERVERLESS_YML}, functions.specimen already exists. Use another name, or remove it first: remove-handler removes what handler or adopt added.`,
      );
    });

    it.each([
      [
        'a file',
        'apps/service/src/specimen.spec.ts',
        'apps/service/src/specimen.spec.ts already exists',
      ],
      [
        'a folder',
        'apps/service/src/specimen/a.ts',
        'The folder apps/service/src/specimen already exists',
      ],
    ])('%s that already exists', async (_, file, message) => {
      const prepare = (tree: Tree) => {
        tree.write(file, 'mine');
      };
      expect(await refusal({ name: 'specimen' }, prepare)).toContain(message);
    });

    it.each([
      [{ name: 'parked' }, 'ParkedFailures in tools/serverless-plugin/resources/recovery.yml'],
      [
        { name: 'execution', ownRole: true },
        'ExecutionRole in tools/serverless-plugin/resources/roles.yml',
      ],
    ])('%j, whose queue or role the kit has', async (options, resource) => {
      expect(await refusal(options)).toContain(`The resource ${resource} already exists`);
    });

    it('a role that exists already', async () => {
      const message = await refusal({ name: 'handler', ownRole: true });
      expect(message).toContain(`In ${ROLES_YML}, the role HandlerRole already exists`);
    });

    it.each([
      [
        'queue',
        (yml: string) => `${yml}      SpecimenFailures: { Type: AWS::SQS::Queue }\n`,
        'the resource SpecimenFailures',
      ],
      [
        'subscription',
        (yml: string) => yml.replace('ImmortalHandlerFailures.Arn', 'SpecimenFailures.Arn'),
        'the subscription of the secondary to SpecimenFailures',
      ],
    ])('a %s that exists in serverless.yml', async (_, change, what) => {
      const message = await refusal({ name: 'specimen' }, (tree) => {
        tree.write(SERVERLESS_YML, change(original));
      });
      expect(message).toContain(`In ${SERVERLESS_YML}, ${what} already exists`);
    });

    it('a queue that exists in another resource file', async () => {
      const message = await refusal({ name: 'specimen' }, (tree) => {
        tree.write('apps/service/resources/own.yml', 'Resources:\n  SpecimenFailures: {}\n');
      });
      expect(message).toContain(
        'The resource SpecimenFailures in apps/service/resources/own.yml already exists',
      );
    });

    it.each([
      'Orders',
      'orders_2',
      '2-orders',
      'orders-',
      'new--orders',
      'a/b',
      '',
      'o'.repeat(64),
    ])('the name %j, with the rules for names', async (name) => {
      expect(await refusal({ name })).toMatch(
        /^The name ".*" is not allowed\. Use lower-case letters, digits and single hyphens, .* at most \d+ characters/,
      );
    });

    it('a name that is too long for its bucket, or that another bucket has', async () => {
      const name = 'report-of-every-night-and-day';
      await expect(generated({ name })).resolves.toBeDefined();
      expect(await refusal({ name, eventSource: 's3' })).toContain(
        'the length of its bucket’s name',
      );
      expect(await refusal({ name: 'data', eventSource: 's3' })).toContain('not data or hand-over');
    });

    it.each([
      [{ timeout: 901 }, '--timeout is 901. Use a whole number from 1 to 900.'],
      [{ memory: 64 }, '--memory is 64. Use a whole number from 128 to 10240.'],
      [
        { maximumRetryAttempts: 3 },
        '--maximum-retry-attempts is 3. Use a whole number from 0 to 2.',
      ],
      [
        { eventSource: 'kinesis' },
        '--event-source is "kinesis". Use one of none, s3, schedule, sns',
      ],
      [{ taskCpu: 512 }, 'functions.specimen.rescue has cpu without memory.'],
      [{ ephemeralStorage: 20 }, 'functions.specimen.rescue.ephemeralStorage is 20. Use a whole'],
      [{ taskCpu: 512, taskMemory: 100 }, 'functions.specimen.rescue.memory is 100. With 512 CPU'],
    ])('%j', async (options, message) => {
      expect(await refusal({ name: 'specimen', ...options })).toContain(message);
    });

    it.each<[string, (yml: string) => string, string]>([
      ['is not YAML', (yml) => `${yml}: :`, 'is not valid YAML: '],
      [
        'has no secondary',
        (yml) => yml.replace('RESCUED_FUNCTIONS', 'FUNCTIONS'),
        'has no function with the variable RESCUED_FUNCTIONS, the secondary,',
      ],
      [
        'takes its name from a variable',
        (yml) => yml.replace(/^service: .*$/m, 'service: ${env:SERVICE}'),
        'is "${env:SERVICE}". Write the name itself',
      ],
    ])('a serverless.yml that %s', async (_, change, message) => {
      const prepare = (tree: Tree) => {
        tree.write(SERVERLESS_YML, change(original));
      };
      expect(await refusal({ name: 'specimen' }, prepare)).toContain(message);
    });

    it.each<[string, HandlerOptions, (tree: Tree) => void, string]>([
      [
        'without the shared role',
        { name: 'specimen', eventSource: 's3' },
        (tree) => {
          tree.write(ROLES_YML, originalRoles.replace('  HandlerRole:', '  OurRole:'));
        },
        `${ROLES_YML} has no HandlerRole with a policy, which the generator needs`,
      ],
      [
        'that is missing',
        { name: 'specimen', ownRole: true },
        (tree) => {
          tree.delete(ROLES_YML);
        },
        `${ROLES_YML} is missing.`,
      ],
    ])('a roles.yml %s', async (_, options, prepare, message) => {
      expect(await refusal(options, prepare)).toContain(message);
    });
  });
});
