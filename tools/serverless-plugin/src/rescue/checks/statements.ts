// What the roles of the compiled template allow, as far as it is not computed.
import { referencedBy, type Template } from '../../template';

export interface Allowed {
  /** The name of its policy. */
  readonly policy: unknown;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  /** The statement as written. */
  readonly written: unknown;
}

interface Policy {
  readonly PolicyName?: unknown;
  readonly PolicyDocument?: { readonly Statement?: unknown };
}

/** The `Allow` statements of a role's inline policies. */
export function statementsIn(roleId: string, template: Template): Allowed[] {
  const { Policies } = template.Resources[roleId]?.Properties ?? {};
  if (!Array.isArray(Policies)) return [];
  return (Policies as Policy[]).flatMap(allowedBy);
}

/** The `Allow` statements of one policy. */
export function allowedBy({ PolicyName: policy, PolicyDocument }: Policy): Allowed[] {
  return [PolicyDocument?.Statement ?? []].flat().flatMap((written) => {
    const { Effect, Action, Resource } = written as Record<string, unknown>;
    if (Effect !== 'Allow' || Action === undefined) return [];
    const actions = [Action].flat().map(String);
    return [{ policy, written, actions, resources: [Resource].flat() }];
  });
}

/**
 * Whether a role may call an action on the resource of a name, as far as its statements show.
 *
 * @param logicalId of that resource, for statements that refer to it
 * @returns undefined if they don't: none has the action, or a resource is computed
 */
export function mayByName(
  roleId: string,
  action: string,
  { name, logicalId }: { readonly name: string; readonly logicalId?: string },
  template: Template,
): boolean | undefined {
  const resources = statementsIn(roleId, template)
    .filter(({ actions }) => actions.includes(action))
    .flatMap((statement) => statement.resources);
  if (resources.length === 0) return undefined;
  const verdicts = resources.map((resource) => {
    const { 'Fn::GetAtt': attribute, 'Fn::Sub': text = resource } = Object(resource) as {
      'Fn::GetAtt'?: unknown;
      'Fn::Sub'?: unknown;
    };
    if (attribute !== undefined) return referencedBy(resource) === logicalId;
    return typeof text === 'string' ? matches(text, name) : undefined;
  });
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** Whether the last part of an ARN, with its wildcards, matches a name. */
function matches(arn: string, name: string): boolean {
  const pattern = arn.replace(/(:\*)+$/, '').replace(/^.*:/, '');
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
