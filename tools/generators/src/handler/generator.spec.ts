import { logger, type Tree } from '@nx/devkit';
import { check } from 'prettier/standalone';
import * as yaml from 'prettier/plugins/yaml';
import { EVENT_SOURCES } from '../rescued-function/event-source';
import { ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVERLESS_YML } from '../service-files';
import { contentOf, serviceTree } from '../testing/service-tree';
import handlerGenerator, { type HandlerOptions } from './generator';

const read = (tree: Tree, file = SERVERLESS_YML) => tree.read(file, 'utf8')!;
const original = read(serviceTree());

async function generated(options: HandlerOptions) {
  const tree = serviceTree();
  await handlerGenerator(tree, options);
  return { tree, yml: new ServerlessYml(read(tree)) };
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

  it('adds lines to serverless.yml, changes none, and keeps it formatted if it was', async () => {
    const { tree } = await generated({ name: 'specimen', eventSource: 's3' });
    const added = addedLines(original, read(tree));
    // The function, its subscription, its queue, its bucket's file, the permission to read that bucket.
    expect(added).toHaveLength(11 + 5 + 11 + 1 + 5);
    const settings = { singleQuote: true, printWidth: 100, filepath: 'a.yml', plugins: [yaml] };
    await expect(check(read(tree), settings)).resolves.toBe(await check(original, settings));
  });

  it('adds the function with its failure queue, before the secondary and its subscriptions to others', async () => {
    const { yml } = await generated({ name: 'specimen' });
    expect(yml.keys(['functions']).slice(-2)).toEqual(['specimen', 'secondary']);
    // Not between the secondary and the comment above it.
    expect(yml.text).toContain('\n\n  specimen:\n');
    expect(yml.text).toContain('\n\n      SpecimenFailures:\n');
    expect(yml.get(['functions', 'specimen'])).toEqual({
      handler: 'src/specimen.handler',
      timeout: 900,
      memorySize: 1769,
      environment: { DATA_BUCKET: 'DataBucket' },
      deadLetter: { targetArn: { GetResourceArn: 'SpecimenFailures' } },
      rescue: {},
    });
    const subscriptions = yml.items(['functions', 'secondary', 'events']);
    expect(subscriptions.slice(-2).map(({ value }) => value)).toEqual(
      ['SpecimenFailures', 'StoppedTasks'].map((queue) => ({
        sqs: {
          arn: `${queue}.Arn`,
          batchSize: 10,
          maximumConcurrency: 5,
          functionResponseType: 'ReportBatchItemFailures',
        },
      })),
    );
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
    const { tree, yml } = await generated({ name: 'new-specimen', eventSource: 's3' });
    const files = yml.items(['resources']).map(({ value }) => value);
    expect(files).toContain('${file(resources/new-specimen-bucket.yml)}');
    const bucket = new ServerlessYml(read(tree, 'apps/service/resources/new-specimen-bucket.yml'));
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
    expect(read(tree)).toContain(`Resource: !Sub ${name}/*\n`);
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

    it('a name whose queue would be the parked queue', async () => {
      const message = await refusal({ name: 'parked' });
      expect(message).toContain(`In ${SERVERLESS_YML}, the resource ParkedFailures already exists`);
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
      [{ taskCpu: 512, taskMemory: 100 }, 'functions.specimen.rescue.memory is 100. With 512 CPU'],
    ])('%j', async (options, message) => {
      expect(await refusal({ name: 'specimen', ...options })).toContain(message);
    });

    it.each<[string, (yml: string) => string, string]>([
      ['is not YAML', (yml) => `${yml}: :`, 'is not valid YAML: '],
      [
        'has no secondary',
        (yml) => yml.replace('RESCUE_POLICIES', 'POLICIES'),
        'has no function with the variable RESCUE_POLICIES, the secondary,',
      ],
      [
        'has no parked queue',
        (yml) => yml.replace('      ParkedFailures:', '      Parked:'),
        'has no ParkedFailures, which the generator needs',
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
  });
});
