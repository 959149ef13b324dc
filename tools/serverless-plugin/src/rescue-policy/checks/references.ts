// References to what the template does not have: CloudFormation refuses the whole template for one.
import { type Template } from '../framework';
import { error, type Finding } from './finding';

/** Every `Ref` and `Fn::GetAtt` of the resources; a template with macros may mean something else by them. */
export function danglingReferences(template: Template): Finding[] {
  const {
    Resources,
    Parameters = {},
    Transform,
  } = template as Template & {
    readonly Parameters?: object;
    readonly Transform?: unknown;
  };
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
  const keys = Object.keys(value);
  if (keys.length === 1 && 'Ref' in value) return [String(value.Ref)];
  if (keys.length === 1 && 'Fn::GetAtt' in value) {
    return [value['Fn::GetAtt']]
      .flat()
      .slice(0, 1)
      .map((name) => String(name).split('.')[0] ?? '');
  }
  return Object.values(value).flatMap(referencesIn);
}
