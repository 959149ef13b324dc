// Reads the workflows and actions of the repository, with the place of each value.
import { readdirSync } from 'node:fs';
import { type Document, isMap, isPair, isScalar, visit, type YAMLMap } from 'yaml';
import { inWorkspace, readYaml } from '../workspace-file';

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly string[]>> };
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<
    Record<string, { readonly inputs?: Readonly<Record<string, object>> } | null>
  >;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly runs: { readonly steps: readonly Step[] };
}

export interface File<T> {
  readonly name: string;
  readonly document: Document;
  readonly content: T;
}

/** A scalar in a file, with the comment after it. */
export interface Noted {
  readonly file: string;
  readonly value: string;
  readonly comment: string;
}

export const workflows = yamlFiles<Workflow>('.github/workflows', (name) => name);
export const actions = yamlFiles<Action>('.github/actions', (name) => `${name}/action.yml`);

export const jobs = workflows.flatMap(({ name, content }) =>
  Object.entries(content.jobs).map(([id, job]) => ({ name: `${name}: ${id}`, job })),
);

export const steps = [
  ...jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step }))),
  ...actions.flatMap(({ name, content }) => content.runs.steps.map((step) => ({ name, step }))),
];

/** All values of a key, in any place. */
export function valuesOf(key: string): Noted[] {
  return [...workflows, ...actions].flatMap(({ name: file, document }) => {
    const found: Noted[] = [];
    visit(document, {
      Pair: (_, { key: one, value }) => {
        if (!isScalar(one) || one.value !== key || !isScalar(value)) return;
        found.push({ file, value: String(value.value), comment: value.comment ?? '' });
      },
    });
    return found;
  });
}

/** The permissions of the jobs' GitHub tokens. */
export function grants(): Noted[] {
  return workflows.flatMap(({ name: file, document }) =>
    permissionMaps(document).flatMap(({ items }) =>
      items.filter(isPair).flatMap(({ key, value }) => {
        const comment = isScalar(value) ? (value.comment ?? '') : '';
        return [{ file, value: `${String(key)}: ${String(value)}`, comment }];
      }),
    ),
  );
}

function permissionMaps(document: Document): YAMLMap[] {
  const maps: YAMLMap[] = [];
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'permissions' && isMap(value)) maps.push(value);
    },
  });
  return maps;
}

function yamlFiles<T>(folder: string, fileOf: (name: string) => string): File<T>[] {
  return readdirSync(inWorkspace(folder)).map((entry) => {
    const name = `${folder}/${fileOf(entry)}`;
    const document = readYaml(name);
    return { name, document, content: document.toJS() as T };
  });
}
