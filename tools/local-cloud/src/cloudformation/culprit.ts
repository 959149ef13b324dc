// Which resource a failure is about: what is wrong with one begins with its name.
import { readTemplate } from '../template/template';
import type { Subject } from './stack-record';

const RESOURCE = /^resource "(\w+)"/;
const FUNCTION = /^function ([\w-]+)/;

/**
 * @param reason a message of a TemplateError or UsageError
 * @returns undefined for what is wrong with the template as a whole
 */
export function culpritOf(reason: string, template: unknown): Omit<Subject, 'ref'> | undefined {
  const resources = [...readTemplate(template).resources];
  const [logicalId, functionName] = [RESOURCE.exec(reason)?.[1], FUNCTION.exec(reason)?.[1]];
  const found = resources.find(([id, { type, properties }]) => {
    if (logicalId !== undefined) return id === logicalId;
    return type === 'AWS::Lambda::Function' && properties['FunctionName'] === functionName;
  });
  return found && { logicalId: found[0], type: found[1].type };
}
