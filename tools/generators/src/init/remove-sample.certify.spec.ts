import { readJson } from '@nx/devkit';
import { isFormatted } from '../format';
import { YamlFile } from '../yaml-file/yaml-file';
import { SERVERLESS_YML } from '../service-files';
import { contentOf } from '../testing/service-tree';
import { workspaceTree } from '../testing/workspace-tree';
import initGenerator from './generator';
import { removeSample } from './remove-sample';

describe('removeSample', () => {
  const tree = workspaceTree();
  const before = contentOf(tree);
  let content: Record<string, string>;

  beforeAll(async () => {
    await removeSample(tree);
    content = contentOf(tree);
  });

  it('removes the sample’s files, and itself from the specs', () => {
    const gone = Object.keys(before).filter((file) => !(file in content));
    expect(gone).toEqual(
      expect.arrayContaining([
        'apps/service/src/immortal-handler.ts',
        'apps/service/src/cities/cities-csv.ts',
        'tools/local-cloud/src/cli/demo/cities/check-result.ts',
        'e2e/sample.spec.ts',
      ]),
    );
    expect(gone).toContain('tools/generators/src/init/remove-sample.certify.spec.ts');
  });

  it('removes its function, its queue and its subscription from serverless.yml, and nothing else', () => {
    const [yml, former] = [content, before].map(
      (all) => new YamlFile(SERVERLESS_YML, all[SERVERLESS_YML]!),
    );
    expect(yml!.keys(['functions'])).toEqual(
      former!.keys(['functions']).filter((name) => name !== 'immortal-handler'),
    );
    expect(yml!.items(['functions', 'secondary', 'events'])).toHaveLength(
      former!.items(['functions', 'secondary', 'events']).length - 1,
    );
    expect(yml!.text).not.toContain('ImmortalHandler');
    // Its queue was the last of its list, which would be empty.
    expect(yml!.items(['resources'])).toHaveLength(former!.items(['resources']).length - 1);
    expect(yml!.text).not.toContain('\n\n\n');
    expect(yml!.text).not.toContain('# The primary');
  });

  it('leaves no import of a removed file', () => {
    const importing = Object.keys(content).filter((file) =>
      /^import .* from '[^']*(cities|immortal-handler|csv-parse)/m.test(content[file]!),
    );
    expect(importing).toEqual([]);
    for (const project of ['apps/service', 'tools/local-cloud']) {
      const { dependencies, devDependencies } = readJson<Record<string, object | undefined>>(
        tree,
        `${project}/package.json`,
      );
      const names = Object.keys({ ...dependencies, ...devDependencies });
      expect(names).not.toHaveLength(0);
      expect(names.filter((name) => /cities|csv/.test(name))).toEqual([]);
    }
  });

  it('leaves npm start without a default', () => {
    expect(content['tools/local-cloud/src/cli/demo/the-sample.ts']).toBe(
      `// The sample that \`npm start\` runs by default; a service can have none.
import { type Sample } from './sample';

export const SAMPLE: Sample | undefined = undefined;
`,
    );
  });

  it('removes the sample’s marked text from the README, and keeps it formatted', async () => {
    const { 'README.md': readme = '' } = content;
    expect(readme).not.toMatch(/cities|GeoNames|<!-- \/?sample -->|<!-- of the sample -->/);
    expect(readme).toContain('## Make a function immortal');
    expect(await isFormatted(tree, 'README.md', readme)).toBe(true);
  });

  it('refuses if the sample was removed already', async () => {
    await expect(removeSample(tree)).rejects.toThrow('the sample was removed already');
  });

  it('is part of init, also for a project that keeps its name', async () => {
    const other = workspaceTree();
    const { name } = readJson<{ name: string }>(other, 'package.json');
    const scope = name.replace(/^@(.*)\/.*$/, '$1');
    await initGenerator(other, { name: scope, removeSample: true });
    expect(contentOf(other)).toEqual(content);
  });
});
