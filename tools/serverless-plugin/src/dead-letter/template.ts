// Access to the compiled CloudFormation template.
import { type Template } from './framework';

/** The properties of a resource, to be read and written. */
export function propertiesOf(logicalId: string, template: Template): Record<string, unknown> {
  const resource = template.Resources[logicalId];
  if (!resource) throw new Error(`the compiled template has no resource "${logicalId}"`);
  return (resource.Properties ??= {});
}
