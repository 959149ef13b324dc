import { logger, readJson, type Tree } from '@nx/devkit';
import { isFormatted } from '../format';
import { YamlFile } from '../yaml-file/yaml-file';
import { SERVERLESS_YML } from '../service-files';
import { contentOf, serviceTree } from '../testing/service-tree';
import { workspaceTree } from '../testing/workspace-tree';
import initGenerator from './generator';
import { readProjectName } from './project-name';

/** In two words, so that this file itself does not contain the name. */
const NAME = ['zenith', 'shop'].join('-');
/** Files of the kit itself. */
const UNTOUCHED = ['LICENSE', 'CODE_OF_CONDUCT.md'];

const before = contentOf(workspaceTree());
const { scope, service } = readProjectName(workspaceTree());
const filesWith = (content: Record<string, string>, text: string | RegExp) =>
  Object.keys(content).filter((file) => content[file]?.match(text));

describe('init', () => {
  let tree: Tree;
  let content: Record<string, string>;

  beforeAll(async () => {
    tree = workspaceTree();
    await initGenerator(tree, { name: NAME });
    content = contentOf(tree);
  });

  it('gives every package and every import the new scope', () => {
    expect(filesWith(before, `@${scope}/`).length).toBeGreaterThan(50);
    expect(filesWith(content, `@${scope}/`)).toEqual([]);
    expect(readJson<{ name: string }>(tree, 'package.json').name).toBe(`@${NAME}/source`);
    expect(new YamlFile(SERVERLESS_YML, content[SERVERLESS_YML]!).get(['plugins'])).toEqual(
      expect.arrayContaining([`@${NAME}/serverless-plugin`]),
    );
  });

  it('renames the service, and everything that is named after it', () => {
    expect(new YamlFile(SERVERLESS_YML, content[SERVERLESS_YML]!).get(['service'])).toBe(NAME);
    for (const file of ['.github/bootstrap.yml', '.github/bootstrap-stage.yml'])
      expect(content[file]).toContain(`    Default: ${NAME}\n`);
    const namedAfter = new RegExp(
      `\\b${service}-(dev|prod|runner|<stage>|\\*)|(bootstrap|deployments)-${service}\\b`,
    );
    expect(filesWith(before, namedAfter).length).toBeGreaterThan(10);
    expect(filesWith(content, namedAfter)).toEqual([]);
  });

  it('gives the README the new title', () => {
    expect(content['README.md']).toMatch(/^# Zenith Shop\n/);
  });

  it('keeps the names of the sample’s function, of the kit and of its license', () => {
    for (const name of [/immortal-handler/g, /ImmortalLambda/g, /'immortal:function'/g]) {
      const count = (all: Record<string, string>) =>
        Object.values(all).flatMap((text) => text.match(name) ?? []).length;
      expect(count(content)).toBe(count(before));
    }
    for (const file of UNTOUCHED) expect(content[file]).toBe(before[file]);
  });

  it('keeps formatted files formatted', async () => {
    const changed = Object.keys(content).filter((file) => content[file] !== before[file]);
    for (const file of changed) {
      const was = await isFormatted(tree, file, before[file]!);
      expect([file, await isFormatted(tree, file, content[file]!)]).toEqual([file, was]);
    }
  });

  it('writes the lockfile in npm’s order', () => {
    const { packages } = JSON.parse(content['package-lock.json']!) as { packages: object };
    const names = Object.keys(packages);
    expect(names).toContain(`node_modules/@${NAME}/shared`);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  });

  it('can rename back: only titles and line breaks differ', async () => {
    await initGenerator(tree, { name: service });
    const bare = (file: string, text: string) => {
      const isTitled = file === 'README.md' || file === '.devcontainer/devcontainer.json';
      return isTitled ? '' : text.replace(/[\s,|()-]/g, '');
    };
    for (const [file, text] of Object.entries(contentOf(tree))) {
      expect([file, bare(file, text)]).toEqual([file, bare(file, before[file]!)]);
    }
  });
});

describe('init of a small project', () => {
  const smallTree = () => {
    const tree = serviceTree();
    tree.write('package.json', '{ "name": "@shop/source" }');
    return tree;
  };
  const refusal = async (name: string) => {
    const tree = smallTree();
    const error: unknown = await initGenerator(tree, { name }).catch((one: unknown) => one);
    expect(contentOf(tree)).toEqual(contentOf(smallTree()));
    return (error as Error).message;
  };

  it.each(['ab', 'Acme', '1acme', 'acme-', 'acme_orders', 'a'.repeat(21), '@acme'])(
    'refuses the name %j with the rules, and changes nothing',
    async (name) => {
      expect(await refusal(name)).toMatch(/^The name ".*" is not allowed\. Use 3 to 20 lower-case/);
    },
  );

  it('refuses the current name of the project', async () => {
    expect(await refusal('shop')).toBe('The project is already named shop. Pass another name.');
  });

  it('prints the next steps, with npm install if it skips it', async () => {
    const info = jest.spyOn(logger, 'info').mockReturnValue();
    const done = await initGenerator(smallTree(), { name: NAME, skipInstall: true });
    await done();
    expect(info.mock.calls.join()).toContain(`The project is now named ${NAME}.`);
    expect(info.mock.calls.join()).toContain('\n  npm install\n  npm test\n');
  });
});
