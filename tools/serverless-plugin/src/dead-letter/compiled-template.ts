// Writes dead letters into the compiled template, so that CloudFormation owns them and a deployment is atomic.
import { DeadLetterError } from './errors';
import { type AwsProvider, type FunctionConfig, type Template } from './framework';
import { grant, roleOf } from './grant';
import { type MadeResources, resolveTarget } from './target';
import { propertiesOf } from './template';

interface Compilation {
  readonly template: Template;
  readonly naming: AwsProvider['naming'];
  readonly madeResources: () => MadeResources;
  readonly warn: (message: string) => void;
}

/**
 * Gives one compiled function its `DeadLetterConfig` and its role the right to send there.
 *
 * @throws {DeadLetterError} if the configuration can't be deployed
 */
export function writeDeadLetter(
  functionName: string,
  { name, deadLetter }: FunctionConfig,
  { template, naming, madeResources, warn }: Compilation,
): void {
  if (deadLetter === undefined || deadLetter === null) return;
  const target = resolveTarget(functionName, deadLetter, template, madeResources);
  if (target === undefined) return;
  const functionId = naming.getLambdaLogicalId(functionName);
  const properties = propertiesOf(functionId, template);
  if (properties['DeadLetterConfig'] !== undefined) {
    throw new DeadLetterError(
      `functions.${functionName} has both onError and deadLetter. Keep deadLetter: it also grants the right to send.`,
    );
  }
  properties['DeadLetterConfig'] = { TargetArn: target.arn };
  const roleId = roleOf(functionId, template);
  if (roleId !== undefined) grant(roleId, target, template, 'dead-letters', functionId);
  else {
    warn(
      `The role of ${name} is not part of this stack. See to it that it may ${target.action} to ` +
        `${JSON.stringify(target.arn)}, or Lambda will drop what it should send there.`,
    );
  }
}
