import { readJson } from '@nx/devkit';
import { parse } from 'yaml';
import { isFormatted } from '../format';
import { contentOf } from '../testing/service-tree';
import { workspaceTree } from '../testing/workspace-tree';
import { removeCertification } from './remove-certification';

interface Deploy {
  readonly jobs: Readonly<Record<string, { readonly needs?: unknown; readonly if?: string }>>;
}

describe('removeCertification', () => {
  const tree = workspaceTree();
  const before = contentOf(tree);
  let removed: string[];
  let content: Record<string, string>;

  beforeAll(async () => {
    removed = await removeCertification(tree);
    content = contentOf(tree);
  });

  it('removes e2e, the conformance, the workflow and every certifying spec', () => {
    const left = Object.keys(content).filter((file) =>
      /^e2e\/|\/conformance\/|certify|certification\.spec|kit-changed/.test(file),
    );
    expect(left).toEqual([]);
  });

  it('returns what it removed', () => {
    expect(removed).toEqual(
      expect.arrayContaining(['e2e', '.github/workflows/certify.yml', 'npm run certify']),
    );
  });

  it('leaves no script, workspace or target that needs the removed files', () => {
    const { scripts, workspaces } = readJson<{
      scripts: Record<string, string>;
      workspaces: string[];
    }>(tree, 'package.json');
    expect(Object.values(scripts).filter((script) => /e2e|conformance/.test(script))).toEqual([]);
    expect(Object.keys(scripts)).toContain('test');
    expect(workspaces).toEqual(['apps/*', 'libs/*', 'tools/*']);
    const projects = Object.keys(content).filter((file) =>
      /^\w+\/[\w-]+\/package\.json$/.test(file),
    );
    expect(projects).toHaveLength(11);
    for (const file of [...projects, 'nx.json']) {
      expect(content[file]).not.toMatch(/"certify"|\/e2e\/| e2e"/);
    }
  });

  it('deploys once the service is verified', async () => {
    const { jobs } = parse(content['.github/workflows/deploy.yml']!) as Deploy;
    expect(Object.keys(jobs)).toEqual(['verify', 'image', 'dev', 'prod']);
    expect(jobs['image']).toMatchObject({
      needs: 'verify',
      if: "github.ref == 'refs/heads/main' && vars.IMAGE_ROLE != ''",
    });
    const file = '.github/workflows/deploy.yml';
    expect(await isFormatted(tree, file, content[file]!)).toBe(true);
  });

  it('leaves the gate npm test, without Docker and Chromium', () => {
    const gate = content['.ci/run']!;
    expect(before['.ci/run']).toMatch(/npm run certify/);
    expect(gate).toMatch(/^npm test$/m);
    expect(gate).not.toMatch(/certify|engine|chromium/i);
  });

  it('removes marked text from the documentation, and leaves no link to e2e', () => {
    for (const [file, text] of Object.entries(content).filter(([name]) => name.endsWith('.md'))) {
      expect({ file, marks: text.match(/<!-- \/?(of the )?certification -->/g) }).toEqual({
        file,
        marks: null,
      });
      expect({ file, links: text.match(/\]\([^)]*\be2e\b[^)]*\)/g) }).toEqual({
        file,
        links: null,
      });
    }
  });

  it('leaves every changed file formatted', async () => {
    const changed = Object.entries(content).filter(
      ([file, text]) => file !== '.ci/run' && before[file] !== text,
    );
    expect(changed.length).toBeGreaterThan(5);
    const formatted = await Promise.all(
      changed.map(async ([file, text]) => [file, await isFormatted(tree, file, text)]),
    );
    expect(formatted).toEqual(changed.map(([file]) => [file, true]));
  });

  it('refuses if the certification was removed already', async () => {
    await expect(removeCertification(tree)).rejects.toThrow(
      'There is no .github/workflows/certify.yml: the certification was removed already. Remove the option --without-certification.',
    );
  });
});
