// What the values of a compiled template refer to.
import { type Template } from './framework';

/** The framework's own role, to which it grants by itself. */
export const FRAMEWORKS_ROLE = 'IamRoleLambdaExecution';

/** The logical id of the function that a value refers to, or names. */
export function functionIn(value: unknown, template: Template): string | undefined {
  const id = resourceIn(value);
  if (id !== undefined) return template.Resources[id] && id;
  const named = Object.entries(template.Resources).find(
    ([, one]) =>
      one?.Type === 'AWS::Lambda::Function' && one.Properties?.['FunctionName'] === value,
  );
  return named?.[0];
}

/** The logical id in a `Ref` or a `Fn::GetAtt` of either spelling. */
export function resourceIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('Ref' in value) return String(value.Ref);
  if (!('Fn::GetAtt' in value)) return undefined;
  return [value['Fn::GetAtt']].flat().map(String)[0]?.split('.')[0];
}
