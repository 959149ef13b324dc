// `nx g …:init --name acme`: turns a clone into your own project.
import { type GeneratorCallback, installPackagesTask, logger, type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { checkProjectName, readProjectName } from './project-name';
import { removeCertification } from './remove-certification';
import { removeSample } from './remove-sample';
import { rename } from './rename';

export interface InitOptions {
  readonly name: string;
  readonly removeSample?: boolean;
  readonly withoutCertification?: boolean;
  readonly skipInstall?: boolean;
}

/**
 * @returns a callback that installs the packages under their new names, and prints the next steps
 * @throws {GeneratorError} for a name that is not allowed, and if there is nothing to do
 */
export default async function initGenerator(
  tree: Tree,
  options: InitOptions,
): Promise<GeneratorCallback> {
  const { name, skipInstall = false } = options;
  const { removeSample: withoutSample = false, withoutCertification = false } = options;
  checkProjectName(name);
  const from = readProjectName(tree);
  const isNew = from.scope !== name || from.service !== name;
  if (!isNew && !withoutSample && !withoutCertification) {
    throw new GeneratorError(`The project is already named ${name}. Pass another name.`);
  }
  if (withoutSample) await removeSample(tree);
  const removed = withoutCertification ? await removeCertification(tree) : [];
  if (isNew) await rename(tree, from, { scope: name, service: name });
  return () => {
    if (!skipInstall) installPackagesTask(tree, true);
    if (removed.length > 0) logger.info(withoutText(removed));
    logger.info(nextSteps(name, skipInstall));
  };
}

function withoutText(removed: readonly string[]): string {
  return ['', 'Removed the certification of the kit:', ...removed.map((one) => `  ${one}`)].join(
    '\n',
  );
}

function nextSteps(name: string, skipInstall: boolean): string {
  return [
    '',
    `The project is now named ${name}. Next:`,
    ...(skipInstall ? ['  npm install'] : []),
    '  npm test',
    `  npx nx g @${name}/generators:handler NAME`,
    '  git diff, then commit',
  ].join('\n');
}
