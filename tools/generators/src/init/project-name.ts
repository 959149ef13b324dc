// The name of the project, and the rules for names.
import { readJson, type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { readService } from '../rescued-function/read-service';
import { serviceName } from '../rescued-function/service-name';
import { type ProjectName } from './word-rules';

/** The same rule as in .github/bootstrap.yml and bootstrap-stage.yml, whose roles contain the name. */
const FORM = /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/;

/** @throws {GeneratorError} with the rules */
export function checkProjectName(name: string): void {
  if (FORM.test(name)) return;
  throw new GeneratorError(
    `The name ${JSON.stringify(name)} is not allowed. Use 3 to 20 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen, such as acme: ` +
      'names on AWS begin with it, and it is the scope of the packages.',
  );
}

/** @throws {GeneratorError} if package.json or serverless.yml does not contain it */
export function readProjectName(tree: Tree): ProjectName {
  const { name } = readJson<{ name: string }>(tree, 'package.json');
  const scope = /^@([a-z0-9-]+)\//.exec(name)?.[1];
  if (scope === undefined) {
    throw new GeneratorError(
      `The name in package.json is ${JSON.stringify(name)}. Restore its scope, as in @acme/source.`,
    );
  }
  return { scope, service: serviceName(readService(tree)) };
}

/** `acme-orders` as a title: `Acme Orders`. */
export function titleOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
