// Removes the certification of the kit, for owners who don't change the kit: e2e, and what only it needs.
import { type Tree, updateJson, visitNotIgnoredFiles } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { keepFormatted } from '../format';
import { removeMarked } from './marked-text';

const WORKFLOW = '.github/workflows/certify.yml';
const DEPLOY = '.github/workflows/deploy.yml';
const GATE = '.ci/run';

/** Whole folders and files. */
const FILES = [
  'e2e',
  'libs/runtime-api/conformance',
  WORKFLOW,
  '.ci/kit-changed.sh',
  'tools/checks/src/pipeline/certification.spec.ts',
  'tools/checks/src/pipeline/kit-changed.spec.ts',
];
const SPECS = /\.certify\.spec\.ts$/;
/** Scripts of package.json that run something below e2e, or the conformance. */
const SCRIPTS = /^(certify|flood|picture|test:.+)$/;

interface PackageJson {
  workspaces?: string[];
  scripts?: Record<string, string>;
  nx?: { targets?: Record<string, { command?: string; inputs?: unknown[] }> };
}

/**
 * @returns the removed parts, to print
 * @throws {GeneratorError} if it was removed already
 */
export async function removeCertification(tree: Tree): Promise<string[]> {
  if (!tree.exists(WORKFLOW)) {
    throw new GeneratorError(
      `There is no ${WORKFLOW}: the certification was removed already. Remove the option --without-certification.`,
    );
  }
  const specs = specsOf(tree);
  const targets = projectsWithTarget(tree);
  for (const file of [...FILES, ...specs]) tree.delete(file);
  const scripts = removeScripts(tree);
  for (const file of targets) removeTarget(tree, file);
  await removeTargetDefault(tree);
  edit(tree, DEPLOY, withoutJob);
  edit(tree, GATE, withoutCertify);
  await removeMarked(tree, 'certification');
  return [...FILES, ...specs, ...scripts.map((name) => `npm run ${name}`)];
}

function specsOf(tree: Tree): string[] {
  const files: string[] = [];
  visitNotIgnoredFiles(tree, '.', (file) => void files.push(file));
  return files.filter((file) => SPECS.test(file) && !FILES.some((one) => file.startsWith(one)));
}

function projectsWithTarget(tree: Tree): string[] {
  return ['apps', 'libs', 'tools']
    .flatMap((folder) => tree.children(folder).map((name) => `${folder}/${name}/package.json`))
    .filter((file) => tree.exists(file));
}

function removeScripts(tree: Tree): string[] {
  let removed: string[] = [];
  updateJson<PackageJson>(tree, 'package.json', (json) => {
    const all = Object.entries(json.scripts ?? {});
    removed = all.map(([name]) => name).filter((name) => SCRIPTS.test(name));
    json.scripts = Object.fromEntries(all.filter(([name]) => !SCRIPTS.test(name)));
    json.workspaces = json.workspaces?.filter((folder) => folder !== 'e2e');
    return json;
  });
  return removed;
}

/** Removes the target, and e2e from the commands and inputs of others. */
function removeTarget(tree: Tree, file: string): void {
  updateJson<PackageJson>(tree, file, (json) => {
    const targets = json.nx?.targets ?? {};
    delete targets['certify'];
    for (const target of Object.values(targets)) {
      if (target.command) target.command = target.command.replace(/ e2e$/, '');
      target.inputs = target.inputs?.filter(
        (input) => typeof input !== 'string' || !input.startsWith('{workspaceRoot}/e2e/'),
      );
      if (target.inputs === undefined) delete target.inputs;
    }
    return json;
  });
}

async function removeTargetDefault(tree: Tree): Promise<void> {
  const file = 'nx.json';
  const before = tree.read(file, 'utf8') ?? '';
  updateJson<{ targetDefaults: Record<string, unknown> }>(tree, file, (json) => {
    delete json.targetDefaults['certify'];
    return json;
  });
  tree.write(file, await keepFormatted(tree, file, before, tree.read(file, 'utf8') ?? ''));
}

function edit(tree: Tree, file: string, change: (text: string) => string): void {
  const text = tree.read(file, 'utf8') ?? '';
  tree.write(file, change(text));
}

/** Removes the job, and the conditions that wait for it. */
function withoutJob(workflow: string): string {
  return workflow
    .replace(/^ {2}certify:\n(?: {4}.*\n)+\n/m, '')
    .replace('needs: [verify, certify]', 'needs: verify')
    .replace(/^ +# The suites of an unchanged kit are skipped.*\n/m, '')
    .replace(
      /if: >-\n +\$\{\{ !cancelled\(\)[^}]*certify\.result == 'success' &&\s+([^}]*?) \}\}/,
      'if: $1',
    )
    .replace('check the service, certify a changed kit →', 'check the service →');
}

/** The gate without the suites, and without the Docker engine that only they need. */
function withoutCertify(script: string): string {
  return script
    .replace(/^engine=.*\n(?:.*\n)*?npm run certify\n\n/m, '')
    .replace(/^# The lint needs shellcheck, .*$/m, '# The lint needs shellcheck.')
    .replace(' || ! command -v chromium >/dev/null', '')
    .replace('--no-install-recommends chromium shellcheck', '--no-install-recommends shellcheck');
}
