// The rule for the name of a stage: .github/bootstrap-stage.yml has the same.
import { PackagingError } from './errors';

const FORM = /^[a-z][a-z0-9]*$/;

/**
 * Rights reach as far as names do: what may change `shop-dev-*` could also change a stage `dev-anna`. And buckets are
 * called after the stage, so capitals can't be in it.
 *
 * @throws {PackagingError} that says what a stage may be called
 */
export function checkStageName(stage: string): void {
  if (FORM.test(stage)) return;
  throw new PackagingError(
    `The stage ${JSON.stringify(stage)} can't be deployed: a stage's name has lower-case letters and digits only, a letter first, because the rights of a stage \`dev\` would reach into a stage \`dev-anna\`. Choose a name such as ${JSON.stringify(remedy(stage))}.`,
  );
}

function remedy(stage: string): string {
  const name = stage.toLowerCase().replace(/[^a-z0-9]|^[^a-z]+/g, '');
  return name === '' ? 'dev' : name;
}
