// How the name of a role begins, as far as the template tells.
import { resourceOfArn, type Template } from '../../template';

/** Characters of a role's name: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_NAME_LENGTH = 64;
/** The hyphen and the random characters at the end of a name that CloudFormation generates. */
const RANDOM_LENGTH = 13;

/**
 * Whether an ARN with this prefix and a wildcard covers a role. CloudFormation generates missing names from the stack's
 * name, which is the prefix without its hyphen, and shortens that if the logical id leaves no room.
 *
 * @param arn as in `TaskRoleArn`
 */
export function isNamedWith(prefix: string, arn: unknown, template: Template): boolean {
  const roleId = resourceOfArn(arn);
  const role = roleId === undefined ? undefined : template.Resources[roleId];
  if (roleId === undefined || role?.Type !== 'AWS::IAM::Role') return false;
  const { RoleName, Path = '/' } = role.Properties ?? {};
  if (Path !== '/') return false;
  if (RoleName !== undefined) return startOf(RoleName).startsWith(prefix);
  return prefix.length + roleId.length + RANDOM_LENGTH <= MAX_NAME_LENGTH;
}

/** The text before the first part that CloudFormation computes. */
function startOf(name: unknown): string {
  if (typeof name === 'string') return name;
  const { 'Fn::Sub': text, 'Fn::Join': join } = Object(name) as Record<string, unknown>;
  if (typeof text === 'string') return text.replace(/\$\{.*$/s, '');
  if (!Array.isArray(join)) return '';
  const [separator, parts] = join as [string, readonly unknown[]];
  const end = parts.findIndex((part) => typeof part !== 'string');
  const known = end === -1 ? parts : [...parts.slice(0, end), ''];
  return known.join(separator);
}
