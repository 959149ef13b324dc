// The name that the project has, and which names it can be given.
import { readJson, type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { readService } from '../rescued-function/read-service';
import { serviceName } from '../rescued-function/service-name';
import { type ProjectName } from './word-rules';

/** What .github/bootstrap.yml and bootstrap-stage.yml take as well, whose roles are made for it. */
const FORM = /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/;

/** @throws {GeneratorError} that says which names are allowed */
export function checkProjectName(name: string): void {
  if (FORM.test(name)) return;
  throw new GeneratorError(
    `The name ${JSON.stringify(name)} is not allowed. Use 3 to 20 lower-case letters, digits and hyphens, a letter first and no hyphen last, such as acme: ` +
      'AWS’s names begin with it, and it is the scope of the packages.',
  );
}

/** @throws {GeneratorError} if a file does not tell it */
export function readProjectName(tree: Tree): ProjectName {
  const { name } = readJson<{ name: string }>(tree, 'package.json');
  const scope = /^@([a-z0-9-]+)\//.exec(name)?.[1];
  if (scope === undefined) {
    throw new GeneratorError(
      `The name in package.json is ${JSON.stringify(name)}. Give it back its scope, as in @acme/source.`,
    );
  }
  return { scope, service: serviceName(readService(tree)) };
}

/** `acme-orders` as people write it: `Acme Orders`. */
export function titleOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
