// Which layer may depend on which, independent of the lint's configuration.
import { type Dependency, type ProjectGraph } from './project-graph';

type Layer = 'shared' | 'lib' | 'app' | 'tool' | 'e2e';

const PREFIX = 'layer:';

const MAY_IMPORT: Readonly<Record<Layer, readonly Layer[]>> = {
  shared: [],
  lib: ['shared', 'lib'],
  app: ['shared', 'lib'],
  tool: ['shared', 'lib'],
  e2e: ['shared', 'lib', 'tool'],
};

/** Dependencies without an import: tests that read or start what the other project builds. */
const MAY_USE: Readonly<Record<Layer, readonly Layer[]>> = {
  shared: [],
  lib: [],
  app: [],
  tool: ['app'],
  e2e: ['app', 'tool'],
};

/** Plugins that serverless.yml loads: package.json names them, no code imports them. */
const PLUGINS = ['service → serverless-plugin'];

/** By the project's folder. */
export function layerOfFolder(root: string): Layer {
  if (root === 'e2e') return 'e2e';
  if (root === 'libs/shared') return 'shared';
  if (root.startsWith('libs/')) return 'lib';
  return root.startsWith('apps/') ? 'app' : 'tool';
}

/** The layers named by its tags. */
export function taggedLayers(graph: ProjectGraph, project: string): string[] {
  const tags = graph.nodes[project]?.data.tags ?? [];
  return tags.filter((tag) => tag.startsWith(PREFIX)).map((tag) => tag.slice(PREFIX.length));
}

/** Dependencies that do not run downwards, each with its rule. */
export function wrongDependencies(graph: ProjectGraph): string[] {
  const layerOf = (project: string) => layerOfFolder(graph.nodes[project]?.data.root ?? '');
  return allDependencies(graph).flatMap((dependency) => {
    const edge = `${dependency.source} → ${dependency.target}`;
    const [source, target] = [layerOf(dependency.source), layerOf(dependency.target)];
    const rule = dependency.type === 'implicit' ? MAY_USE : MAY_IMPORT;
    if (rule[source].includes(target) || PLUGINS.includes(edge)) return [];
    return `${edge} (${dependency.type}): layer ${source} may not depend on layer ${target}`;
  });
}

/** Paths from a project back to itself, such as `shared → archive → shared`. */
export function cycles(graph: ProjectGraph): string[] {
  return allDependencies(graph).flatMap(({ source, target }) => {
    const back = pathBetween(graph, target, source);
    return back ? [[source, ...back].join(' → ')] : [];
  });
}

function allDependencies(graph: ProjectGraph): Dependency[] {
  return Object.values(graph.dependencies).flat();
}

/** @param seen projects that lead nowhere, or are already on the path */
function pathBetween(
  graph: ProjectGraph,
  from: string,
  to: string,
  seen = new Set<string>(),
): string[] | undefined {
  if (from === to) return [to];
  seen.add(from);
  for (const { target } of graph.dependencies[from] ?? []) {
    const rest = seen.has(target) ? undefined : pathBetween(graph, target, to, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
