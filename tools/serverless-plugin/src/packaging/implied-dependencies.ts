// The framework lists a function's role under `DependsOn` although `Role` refers to it, which cfn-lint reports (W3005).
import { type Resource, type Serverless } from './framework';

/** Drops what `Role` implies: CloudFormation makes first what a resource refers to. */
export function dropImpliedDependencies({ service }: Serverless): void {
  for (const resource of Object.values(service.provider.compiledCloudFormationTemplate.Resources)) {
    if (resource.Type === 'AWS::Lambda::Function') dropRole(resource);
  }
}

function dropRole(resource: Resource): void {
  const role = roleOf(resource);
  const remaining = [resource.DependsOn ?? []].flat().filter((name) => name !== role);
  if (remaining.length > 0) resource.DependsOn = remaining;
  else delete resource.DependsOn;
}

/** The logical id of a role that is referred to by `Fn::GetAtt: [Role, Arn]` or `Role.Arn`. */
function roleOf({ Properties }: Resource): string | undefined {
  const role = Properties?.['Role'];
  if (typeof role !== 'object' || role === null || !('Fn::GetAtt' in role)) return undefined;
  const attribute = role['Fn::GetAtt'];
  if (typeof attribute === 'string') return attribute.split('.')[0];
  return Array.isArray(attribute) ? String(attribute[0]) : undefined;
}
