import { type Tree } from '@nx/devkit';
import { ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVERLESS_YML } from '../service-files';
import { contentOf, serviceTree } from '../testing/service-tree';
import adoptGenerator, { type AdoptOptions } from './generator';

const FILE = 'apps/service/src/specimen.ts';
const ymlOf = (tree: Tree) => new ServerlessYml(tree.read(SERVERLESS_YML, 'utf8')!);

function treeWith(file: string, text = 'export async function handler() {}\n'): Tree {
  const tree = serviceTree();
  tree.write(file, text);
  return tree;
}

describe('adopt', () => {
  it.each([FILE, 'src/specimen.ts', './apps/service/src/specimen.ts'])(
    'adds function, queue and subscription for %s, and nothing else',
    async (path) => {
      const tree = treeWith(FILE);
      const before = contentOf(tree);
      await adoptGenerator(tree, { path, maximumRetryAttempts: 0 });
      const { [SERVERLESS_YML]: text = '', ...others } = contentOf(tree);
      const { [SERVERLESS_YML]: textBefore = '', ...othersBefore } = before;
      expect(others).toEqual(othersBefore);
      expect(text.split('\n')).toHaveLength(textBefore.split('\n').length + 10 + 5 + 11);
      expect(ymlOf(tree).get(['functions', 'specimen'])).toEqual({
        ...{ handler: 'src/specimen.handler', timeout: 900, memorySize: 1769 },
        maximumRetryAttempts: 0,
        deadLetter: { targetArn: { GetResourceArn: 'SpecimenFailures' } },
        rescue: {},
      });
    },
  );

  it('takes another name and another export', async () => {
    const tree = treeWith('apps/service/src/jobs/Main.mts', 'const run = 1;\nexport { run };\n');
    await adoptGenerator(tree, { path: 'src/jobs/Main.mts', name: 'specimen', export: 'run' });
    expect(ymlOf(tree).get(['functions', 'specimen'])).toMatchObject({
      handler: 'src/jobs/Main.run',
    });
  });

  it.each([
    'export const handler = async () => 1;',
    'export function handler() {}',
    'function f() {}\nexport { f as handler };',
    'exports.handler = async () => 1;',
    'module.exports.handler = async () => 1;',
    "exports['handler'] = async () => 1;",
    'module.exports = { other: () => ({}), handler: async () => 1 };',
    'async function handler() {}\nexport = { handler };',
  ])('finds the export in %j', async (text) => {
    const tree = treeWith('apps/service/src/specimen.js', text);
    await expect(adoptGenerator(tree, { path: 'src/specimen.js' })).resolves.toBeDefined();
  });

  it.each([
    'export default async () => 1;',
    'module.exports = async () => 1;',
    'export { f as handlers };',
  ])('finds no handler in %j', async (text) => {
    const tree = treeWith(FILE, text);
    await expect(adoptGenerator(tree, { path: FILE })).rejects.toThrow('exports no "handler"');
  });

  it('makes an event source too', async () => {
    const tree = treeWith(FILE);
    await adoptGenerator(tree, { path: FILE, eventSource: 's3' });
    expect(tree.exists('apps/service/resources/specimen-bucket.yml')).toBe(true);
    expect(tree.exists('apps/service/events/specimen.json')).toBe(false);
  });

  it.each<[string, AdoptOptions, string]>([
    ['a file that is not there', { path: 'src/other.ts' }, 'src/other.ts is no file of code in'],
    ['a file outside of the service', { path: 'libs/a.ts' }, 'libs/a.ts is no file of code in'],
    ['a file that is no code', { path: SERVERLESS_YML }, 'is no file of code in'],
    ['what is not exported', { path: FILE, export: 'run' }, `${FILE} exports no "run"`],
    ['a default export', { path: FILE, export: 'default' }, '--export is "default", which Lambda'],
    ['a name that is not allowed', { path: FILE, name: 'Specimen' }, 'The name "Specimen" is not'],
    ['a name that is taken', { path: FILE, name: 'secondary' }, 'There is functions.secondary in'],
    ['an impossible policy', { path: FILE, taskCpu: 3 }, 'functions.specimen.rescue'],
  ])('refuses %s, and changes nothing', async (_, options, message) => {
    const tree = treeWith(FILE);
    tree.write('libs/a.ts', 'export const handler = 1;');
    const before = contentOf(tree);
    await expect(adoptGenerator(tree, options)).rejects.toThrow(message);
    expect(contentOf(tree)).toEqual(before);
  });
});
