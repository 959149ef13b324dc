import { logger, type Tree } from '@nx/devkit';
import adoptGenerator from '../adopt/generator';
import handlerGenerator, { type HandlerOptions } from '../handler/generator';
import { YamlFile } from '../yaml-file/yaml-file';
import { ROLES_YML, SERVERLESS_YML } from '../service-files';
import {
  makeFormer,
  makeFormerFunction,
  makeFormerPermission,
  upgradedTree,
} from '../testing/former-version';
import { contentOf, serviceTree } from '../testing/service-tree';
import removeHandlerGenerator, { type RemoveHandlerOptions } from './generator';

const HANDLER = 'apps/service/src/specimen.ts';
const original = contentOf(serviceTree());

async function withHandler(options: Partial<HandlerOptions> = {}): Promise<Tree> {
  const tree = serviceTree();
  await handlerGenerator(tree, { name: 'specimen', ...options });
  return tree;
}

function change(tree: Tree, file: string, from: string | RegExp, to: string): void {
  const before = tree.read(file, 'utf8')!;
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  tree.write(file, after);
}

async function refusal(tree: Tree, options: RemoveHandlerOptions): Promise<string> {
  const before = contentOf(tree);
  const error: unknown = await removeHandlerGenerator(tree, options).catch((one: unknown) => one);
  expect(contentOf(tree)).toEqual(before);
  expect((error as Error).name).toBe('GeneratorError');
  return (error as Error).message;
}

describe('remove-handler', () => {
  it.each(['none', 's3', 'schedule', 'sns', 'eventbridge'])(
    'restores the state before a handler of %s was added',
    async (eventSource) => {
      const tree = await withHandler({ eventSource });
      await removeHandlerGenerator(tree, { name: 'specimen' });
      expect(contentOf(tree)).toEqual(original);
    },
  );

  it('undoes every option', async () => {
    const tree = await withHandler({
      timeout: 60,
      memory: 512,
      maximumRetryAttempts: 0,
      rescueOn: 'timeout',
      taskCpu: 256,
      taskMemory: 512,
      ephemeralStorage: 21,
      ownRole: true,
      eventSource: 's3',
      spot: true,
      maximumTaskAttempts: 5,
      maximumSeconds: 60,
      handOver: 'always',
    });
    await removeHandlerGenerator(tree, { name: 'specimen' });
    expect(contentOf(tree)).toEqual(original);
  });

  it('does not change other handlers, regardless of their order', async () => {
    const tree = await withHandler({ eventSource: 's3' });
    const between = contentOf(tree);
    await handlerGenerator(tree, { name: 'new-specimen', eventSource: 's3' });
    await removeHandlerGenerator(tree, { name: 'specimen' });
    await removeHandlerGenerator(tree, { name: 'new-specimen' });
    expect(contentOf(tree)).toEqual(original);

    await handlerGenerator(tree, { name: 'specimen', eventSource: 's3' });
    expect(contentOf(tree)).toEqual(between);
  });

  it.each([{}, { force: true }])(
    'undoes adopt with %j, and keeps the handler’s file in any folder',
    async (options) => {
      const tree = serviceTree();
      tree.write('apps/service/src/own/work.ts', 'export const handler = () => 1;\n');
      tree.write('apps/service/src/specimen.ts', 'export const handler = () => 1;\n');
      const before = contentOf(tree);
      for (const path of ['src/own/work.ts', 'src/specimen.ts']) {
        await adoptGenerator(tree, { path, name: 'specimen', eventSource: 's3' });
        await removeHandlerGenerator(tree, { name: 'specimen', ...options });
        expect(contentOf(tree)).toEqual(before);
      }
    },
  );

  it('treats a file with only a different format as unchanged', async () => {
    const tree = await withHandler();
    change(tree, HANDLER, /;\n/g, ';\r\n');
    await removeHandlerGenerator(tree, { name: 'specimen' });
    expect(contentOf(tree)).toEqual(original);
  });

  it.each([
    ['a handler', {}, false],
    ['a handler of s3', { eventSource: 's3' }, true],
  ])('says what becomes of %s on AWS', async (_, options, hasBucket) => {
    const info = jest.spyOn(logger, 'info').mockReturnValue();
    const done = await removeHandlerGenerator(await withHandler(options), { name: 'specimen' });
    expect(info).not.toHaveBeenCalled();
    await done();
    const text = info.mock.calls.join();
    expect(text).toContain(
      'The next deployment deletes its failure queue from AWS, and the messages',
    );
    expect(text.includes('It fails while the bucket of the function is not empty.')).toBe(
      hasBucket,
    );
  });

  describe('after an upgrade', () => {
    const upgraded = contentOf(upgradedTree());
    const formerHandler = async (eventSource = 'none') => {
      const tree = upgradedTree();
      await handlerGenerator(tree, { name: 'specimen', eventSource });
      makeFormer(tree);
      if (eventSource === 's3') makeFormerPermission(tree);
      return tree;
    };

    it.each(['none', 's3', 'schedule'])(
      'restores the state before the former version added a handler of %s',
      async (eventSource) => {
        const tree = await formerHandler(eventSource);
        await removeHandlerGenerator(tree, { name: 'specimen' });
        expect(contentOf(tree)).toEqual(upgraded);
      },
    );

    it('removes a handler whose queue, subscription and permission you changed to the new form', async () => {
      const tree = await withHandler({ eventSource: 's3' });
      makeFormerFunction(tree);
      await removeHandlerGenerator(tree, { name: 'specimen' });
      expect(contentOf(tree)).toEqual(original);
    });

    it.each<[string, string | RegExp, string, string]>([
      [
        'queue',
        /(-specimen-failures\n.*: )1209600/,
        '$160',
        `In ${SERVERLESS_YML}, the resource SpecimenFailures was changed`,
      ],
      [
        'subscription',
        /(SpecimenFailures.Arn\n +batchSize: )10/,
        '$11',
        `In ${SERVERLESS_YML}, the subscription of the secondary to SpecimenFailures was changed`,
      ],
      [
        'dead-letter queue',
        /GetResourceArn: SpecimenFailures/,
        'GetResourceArn: OtherFailures',
        `In ${SERVERLESS_YML}, functions.specimen was changed`,
      ],
    ])('refuses a changed %s without --force', async (_, from, to, message) => {
      const tree = await formerHandler();
      change(tree, SERVERLESS_YML, from, to);
      expect(await refusal(tree, { name: 'specimen' })).toContain(message);

      await removeHandlerGenerator(tree, { name: 'specimen', force: true });
      expect(contentOf(tree)).toEqual(upgraded);
    });
  });

  describe('refuses, and changes nothing,', () => {
    it.each(['secondary', 'nothing', ''])('the function %j', async (name) => {
      const message = await refusal(await withHandler(), { name });
      expect(message).toMatch(/^".*" is not a rescued function in .*: use one of .*specimen\.$/);
    });

    it.each<[string, string, string | RegExp, string, string]>([
      ['handler', HANDLER, 'processing', 'busy with', `${HANDLER} was changed`],
      [
        'comment',
        SERVERLESS_YML,
        '  specimen:\n',
        '  # Mine.\n  specimen:\n',
        'functions.specimen was changed',
      ],
      [
        'remark',
        SERVERLESS_YML,
        /(src\/specimen.handler)/,
        '$1 # mine',
        'functions.specimen was changed',
      ],
      [
        'bucket',
        'apps/service/resources/specimen-bucket.yml',
        'BlockPublicAcls: true',
        'BlockPublicAcls: false',
        'specimen-bucket.yml was changed',
      ],
      [
        'permission',
        ROLES_YML,
        /(ReadSpecimenBucket\n.*\n +Action: )s3:GetObject/,
        '$1s3:*',
        'ReadSpecimenBucket of HandlerRole was changed',
      ],
    ])('a function with a changed %s, without --force', async (_, file, from, to, message) => {
      const tree = await withHandler({ eventSource: 's3' });
      change(tree, file, from, to);
      expect(await refusal(tree, { name: 'specimen' })).toContain(message);

      await removeHandlerGenerator(tree, { name: 'specimen', force: true });
      expect(contentOf(tree)).toEqual(original);
    });

    it('a function with a missing file, without --keep-files', async () => {
      const tree = await withHandler();
      tree.delete('apps/service/events/specimen.json');
      expect(await refusal(tree, { name: 'specimen' })).toContain('specimen.json is missing');

      await removeHandlerGenerator(tree, { name: 'specimen', keepFiles: true });
      expect(tree.exists(HANDLER)).toBe(true);
      expect(new YamlFile(SERVERLESS_YML, tree.read(SERVERLESS_YML, 'utf8')!).text).toBe(
        original[SERVERLESS_YML],
      );
    });
  });
});
