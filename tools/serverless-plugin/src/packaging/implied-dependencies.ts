// The framework lists a function's role under `DependsOn` although `Role` refers to it, which cfn-lint reports (W3005).
import { referencedBy, type Template } from '../template';

/** Drops the dependencies that `Role` implies: CloudFormation creates first what a resource refers to. */
export function dropImpliedDependencies({ Resources }: Template): void {
  for (const resource of Object.values(Resources)) {
    if (resource?.Type !== 'AWS::Lambda::Function') continue;
    const role = referencedBy(resource.Properties?.['Role']);
    const remaining = [resource.DependsOn ?? []].flat().filter((name) => name !== role);
    if (remaining.length > 0) resource.DependsOn = remaining;
    else delete resource.DependsOn;
  }
}
