// Looks things up in the compiled template.
import { type Template } from './framework';

/** The resources of a type, with their logical ids. */
export function resourcesOf(template: Template, type: string) {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) =>
    resource?.Type === type ? [{ logicalId, properties: (resource.Properties ??= {}) }] : [],
  );
}

/** The logical id in `!GetAtt Queue.Arn`, in either spelling; undefined for anything else. */
export function resourceOfArn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('Fn::GetAtt' in value)) return undefined;
  const attribute: unknown = value['Fn::GetAtt'];
  const [logicalId, name] = Array.isArray(attribute)
    ? (attribute as unknown[]).map(String)
    : String(attribute).split('.');
  return name === 'Arn' ? logicalId : undefined;
}
