// Writes dead letters into the compiled template, so that CloudFormation owns them and a deployment is atomic.
import { PluginError } from '../errors';
import { type AwsProvider, type FunctionConfig } from '../framework';
import { grant } from '../permissions/grant';
import { propertiesOf, roleOf, type Template } from '../template';
import { type CreatedResources, resolveTarget } from './target';

interface Compilation {
  readonly template: Template;
  readonly naming: Pick<AwsProvider['naming'], 'getLambdaLogicalId'>;
  readonly createdResources: () => CreatedResources;
  readonly warn: (message: string) => void;
}

/**
 * Gives one compiled function its `DeadLetterConfig`, and its role the permission to send there.
 *
 * @throws {PluginError} if the configuration can't be deployed
 */
export function writeDeadLetter(
  key: string,
  { name, deadLetter }: FunctionConfig,
  { template, naming, createdResources, warn }: Compilation,
): void {
  if (deadLetter === undefined || deadLetter === null) return;
  const target = resolveTarget(key, deadLetter, template, createdResources);
  if (target === undefined) return;
  const functionId = naming.getLambdaLogicalId(key);
  const properties = propertiesOf(functionId, template);
  if (properties['DeadLetterConfig'] !== undefined) {
    throw new PluginError(
      `functions.${key} has both onError and deadLetter. Keep deadLetter: it also grants the permission to send.`,
    );
  }
  properties['DeadLetterConfig'] = { TargetArn: target.arn };
  const roleId = roleOf(functionId, template);
  if (roleId !== undefined) grant(roleId, target, template, 'dead-letters', functionId);
  else {
    warn(
      `The role of ${name} is not part of this stack. Allow it ${target.action} on ` +
        `${JSON.stringify(target.arn)}; otherwise Lambda drops the function's dead letters.`,
    );
  }
}
