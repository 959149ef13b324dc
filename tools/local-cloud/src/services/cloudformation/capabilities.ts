// Which capabilities a template wants acknowledged, since it grants permissions.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
import { ApiError } from '../../kernel/errors';
import { readTemplate } from '../../kernel/template/template';
import type { Input } from './input';

/** The types of that list that grant permissions, and the property that names them. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::AccessKey': '',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': '',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': '',
};

const ANY = 'CAPABILITY_IAM';
const NAMED = 'CAPABILITY_NAMED_IAM';

/** @returns undefined if it wants none */
export function neededCapability(template: unknown): string | undefined {
  const granting = [...readTemplate(template).resources.values()].filter(({ type }) =>
    Object.hasOwn(NAMES, type),
  );
  if (granting.length === 0) return undefined;
  const isNamed = granting.some(({ type, properties }) => (NAMES[type] ?? '') in properties);
  return isNamed ? NAMED : ANY;
}

/** @throws {ApiError} InsufficientCapabilitiesException */
export function checkCapabilities(template: unknown, input: Input): void {
  const needed = neededCapability(template);
  const given = input.list('Capabilities');
  if (needed === undefined || given.includes(needed) || given.includes(NAMED)) return;
  throw new ApiError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
}
