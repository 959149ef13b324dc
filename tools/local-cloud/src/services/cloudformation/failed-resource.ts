// Which resource a failure is about: what is wrong with one begins with its name.
import type { Stack } from '../../kernel/template';
import { readTemplate } from '../../kernel/template/template';
import type { Subject } from './stack-event';

const RESOURCE = /^resource "(\w+)"/;
const FUNCTION = /^function ([\w-]+)/;

/**
 * @param reason a message of a TemplateError or UsageError
 * @param stack what the template leads to, if it does: its functions have names, whether or not the template says them
 * @returns undefined for what is wrong with the template as a whole
 */
export function failedResource(
  reason: string,
  template: unknown,
  stack?: Stack,
): Omit<Subject, 'ref'> | undefined {
  const [functionName] = FUNCTION.exec(reason)?.slice(1) ?? [];
  const named = stack?.ofType('AWS::Lambda::Function').find(({ ref }) => ref === functionName);
  const logicalId = named?.logicalId ?? RESOURCE.exec(reason)?.[1] ?? '';
  const found = readTemplate(template).resources.get(logicalId);
  return found && { logicalId, type: found.type };
}
