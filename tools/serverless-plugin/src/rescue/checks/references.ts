// Finds references to missing resources: CloudFormation refuses a template with any.
import { referencedBy, type Template } from '../../template';
import { error, type Finding } from './finding';

/** Checks every `Ref` and `Fn::GetAtt`; skips a template with macros, which may change their meaning. */
export function danglingReferences(template: Template): Finding[] {
  const { Resources, Parameters = {}, Transform } = template;
  if (Transform !== undefined) return [];
  return Object.entries(Resources).flatMap(([id, resource]) =>
    [...new Set(referencesIn(resource))]
      .filter((name) => !(name in Resources || name in Parameters || name.startsWith('AWS::')))
      .map((name) =>
        error(
          `The resource ${id} refers to ${name}, which is not in the stack. Correct the name, or add ${name} under resources.`,
        ),
      ),
  );
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const reference = Object.keys(value).length === 1 ? referencedBy(value) : undefined;
  return reference === undefined ? Object.values(value).flatMap(referencesIn) : [reference];
}
