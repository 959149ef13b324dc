// The projects and what they depend on, as `npx nx graph --file=…` shows them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Dependency {
  readonly source: string;
  readonly target: string;
  /** `implicit`: named in `implicitDependencies`; the others come from imports and from package.json. */
  readonly type: 'static' | 'dynamic' | 'implicit';
}

export interface Project {
  /** Its folder, relative to the workspace. */
  readonly root: string;
  readonly tags: readonly string[];
  readonly targets: Readonly<Record<string, unknown>>;
}

export interface ProjectGraph {
  /** By their names. */
  readonly nodes: Readonly<Record<string, { readonly data: Project }>>;
  /** By their source. */
  readonly dependencies: Readonly<Record<string, readonly Dependency[]>>;
}

/**
 * Nx also keeps the graph in its cache, where the boundary rule reads it.
 * @param workspace the folder of a clone
 */
export function readProjectGraph(workspace: string): ProjectGraph {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'graph-'));
  try {
    const file = path.join(folder, 'graph.json');
    const nx = path.join(workspace, 'node_modules/nx/dist/bin/nx.js');
    const { PATH, HOME } = process.env; // without the variables of an Nx that runs these tests
    const options = { cwd: workspace, env: { PATH, HOME }, stdio: 'pipe' } as const;
    execFileSync(process.execPath, [nx, 'graph', `--file=${file}`], options);
    return (JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph }).graph;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
