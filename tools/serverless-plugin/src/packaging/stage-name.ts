// The rule for stage names; .github/bootstrap-stage.yml has the same rule.
import { PluginError } from '../errors';

const FORM = /^[a-z][a-z0-9]*$/;

/**
 * Permissions are limited by names: a role that may change `shop-dev-*` could also change a stage `dev-anna`. Names of
 * buckets contain the stage, so it can't have capital letters.
 *
 * @throws {PluginError} with the rule and an example
 */
export function checkStageName(stage: string): void {
  if (FORM.test(stage)) return;
  throw new PluginError(
    `The stage ${JSON.stringify(stage)} can't be deployed: a stage's name consists of lower-case letters and digits and starts with a letter, because the permissions of a stage \`dev\` would also cover a stage \`dev-anna\`. Choose a name such as ${JSON.stringify(remedy(stage))}.`,
  );
}

function remedy(stage: string): string {
  const name = stage.toLowerCase().replace(/[^a-z0-9]|^[^a-z]+/g, '');
  return name === '' ? 'dev' : name;
}
