// Finds a stack with more resources than CloudFormation allows.
import { type Template } from '../../template';
import { type Finding, warning } from './finding';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_RESOURCES = 500;

/** A warning and no error: other plugins, which run later, move resources into nested stacks. */
export function resourceCount({ Resources }: Template, rescued: number): Finding[] {
  const count = Object.values(Resources).filter((resource) => resource !== undefined).length;
  if (count <= MAX_RESOURCES) return [];
  return [
    warning(
      `The stack has ${count} resources, ${rescued} of its functions are rescued, and CloudFormation allows ${MAX_RESOURCES} resources: the deployment will fail. Split the service, or move resources into nested stacks.`,
    ),
  ];
}
