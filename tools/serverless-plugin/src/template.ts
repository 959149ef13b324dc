// The compiled CloudFormation template, and what its values refer to.

/** A value in a template: plain text, or an intrinsic function such as `{ Ref: 'Queue' }`. */
export type TemplateValue = string | { readonly [intrinsic: string]: unknown };

export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string | readonly string[];
}

export interface Template {
  Resources: Record<string, Resource | undefined>;
  readonly Parameters?: object;
  readonly Transform?: unknown;
}

/** The role that the framework itself creates and grants permissions to. */
export const FRAMEWORKS_ROLE = 'IamRoleLambdaExecution';

/** The properties of a resource, to read and to change. */
export function propertiesOf(logicalId: string, template: Template): Record<string, unknown> {
  const resource = template.Resources[logicalId];
  if (!resource) throw new Error(`the compiled template has no resource "${logicalId}"`);
  return (resource.Properties ??= {});
}

/** The resources of a type, with their logical ids. */
export function resourcesOf(template: Template, type: string) {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) =>
    resource?.Type === type ? [{ logicalId, properties: (resource.Properties ??= {}) }] : [],
  );
}

/** The logical id in a `Ref` or a `Fn::GetAtt`, in either notation; undefined for any other value. */
export function referencedBy(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return 'Ref' in value ? String(value.Ref) : attributeIn(value)?.logicalId;
}

/** The logical id in `!GetAtt Queue.Arn`, in either notation; undefined for any other value. */
export function resourceOfArn(value: unknown): string | undefined {
  const attribute = attributeIn(value);
  return attribute?.name === 'Arn' ? attribute.logicalId : undefined;
}

/** CloudFormation accepts two notations: `['Queue', 'Arn']` and `'Queue.Arn'`. */
function attributeIn(value: unknown): { logicalId: string; name: string } | undefined {
  if (typeof value !== 'object' || value === null || !('Fn::GetAtt' in value)) return undefined;
  const attribute: unknown = value['Fn::GetAtt'];
  const path = Array.isArray(attribute) ? attribute.map(String).join('.') : String(attribute);
  const [logicalId = '', ...name] = path.split('.');
  return { logicalId, name: name.join('.') };
}

/** The logical id of the function that a value refers to or names. */
export function functionIn(value: unknown, template: Template): string | undefined {
  const id = referencedBy(value);
  if (id !== undefined) return template.Resources[id] && id;
  if (typeof value !== 'string') return undefined;
  return resourcesOf(template, 'AWS::Lambda::Function').find(
    ({ properties }) => properties['FunctionName'] === value,
  )?.logicalId;
}

/**
 * The logical id of the role that a compiled function refers to.
 *
 * @returns undefined if the role is given by ARN, import or substitution, or is not part of the template
 */
export function roleOf(functionId: string, template: Template): string | undefined {
  const roleId = referencedBy(template.Resources[functionId]?.Properties?.['Role']);
  const isOwned = roleId !== undefined && template.Resources[roleId]?.Type === 'AWS::IAM::Role';
  return isOwned ? roleId : undefined;
}
