// The layers of the workspace, as Nx and ESLint see them.
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Clone } from './clone/clone';
import { ALLOWED, PLUGIN, WRONG } from './layers/imports';
import { cycles, layerOfFolder, taggedLayers, wrongDependencies } from './layers/layers';
import { type LintMessage, lintBoundaries } from './layers/lint-boundaries';
import { type ProjectGraph, readProjectGraph } from './layers/project-graph';

const ROOT = path.join(__dirname, '..');
const RULE = '@nx/enforce-module-boundaries';

let graph: ProjectGraph;
beforeAll(() => {
  graph = readProjectGraph(ROOT);
});

function foldersOfProjects(): string[] {
  const inside = ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`),
  );
  return ['e2e', ...inside].filter((folder) => existsSync(path.join(ROOT, folder, 'package.json')));
}

describe('the graph of the projects', () => {
  it('has every project in the one layer of its folder', () => {
    const found = Object.entries(graph.nodes).map(([name, { data }]) => [
      data.root,
      taggedLayers(graph, name),
    ]);
    const wanted = foldersOfProjects().map((folder) => [folder, [layerOfFolder(folder)]]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  it('lints the imports of every project', () => {
    const unlinted = Object.entries(graph.nodes).filter(([, { data }]) => !data.targets.lint);
    expect(unlinted.map(([name]) => name)).toEqual([]);
  });

  it('runs downwards', () => {
    expect(wrongDependencies(graph)).toEqual([]);
  });

  it('has no cycles', () => {
    expect(cycles(graph)).toEqual([]);
  });
});

describe('the graph of a clone with wrong imports', () => {
  let wrong: ProjectGraph;
  beforeAll(() => {
    const clone = new Clone();
    try {
      for (const [file, text] of WRONG) appendFileSync(path.join(clone.folder, file), `${text}\n`);
      wrong = readProjectGraph(clone.folder);
    } finally {
      clone.remove();
    }
  });

  it.each(WRONG)('shows that in %s: %s', (_, __, dependency) => {
    const named = wrongDependencies(wrong).filter((one) => one.startsWith(`${dependency} (`));
    expect(named).toEqual([expect.stringMatching(/: layer \w+ may not depend on layer \w+$/)]);
  });

  it('shows the cycle', () => {
    expect(cycles(wrong)).toContain('shared → archive → shared');
  });
});

describe('the lint of imports', () => {
  const refused = [...WRONG, PLUGIN].map(([file, text], index) => [file, text, index] as const);
  const allowed = ALLOWED.map((one, index) => [...one, refused.length + index] as const);
  let messages: LintMessage[][];
  beforeAll(() => {
    const texts = [...refused, ...allowed].map(([file, text]) => ({ file, text: `${text}\n` }));
    messages = lintBoundaries(texts);
  });

  it.each(refused)('refuses in %s: %s', (_, __, index) => {
    expect(messages[index]?.map(({ ruleId }) => ruleId)).toEqual([RULE]);
  });

  it.each(allowed)('allows in %s: %s', (_, __, index) => {
    expect(messages[index]).toEqual([]);
  });
});
