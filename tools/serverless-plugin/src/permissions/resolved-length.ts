// How long a part of the template becomes after CloudFormation has resolved its intrinsic functions.
import { type Template } from '../template';

/** With values as long as the longest in practice. */
const PSEUDO_PARAMETERS: readonly (readonly [name: RegExp, value: string])[] = [
  [/\$\{AWS::Partition\}/g, 'aws-us-gov'],
  [/\$\{AWS::Region\}/g, 'ap-southeast-1'],
  [/\$\{AWS::AccountId\}/g, '123456789012'],
];
/** The characters around the name in `arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:…:*`. */
const AROUND_NAME = 60;
/** The length of a name that CloudFormation generates. */
const GENERATED_NAME = 80;
const NAMES = ['QueueName', 'TopicName', 'LogGroupName', 'FunctionName', 'BucketName', 'RoleName'];

/** @returns the characters of the JSON text: an estimate, too long rather than too short */
export function resolvedLength(value: unknown, template: Template): number {
  const resolved = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Object.keys(part).length !== 1) return part;
    const { 'Fn::Sub': text, 'Fn::GetAtt': attribute, Ref } = part as Record<string, unknown>;
    if (typeof text === 'string') return substituted(text, template);
    const id = Ref ?? (Array.isArray(attribute) ? (attribute as unknown[])[0] : attribute);
    return typeof id === 'string' ? 'x'.repeat(AROUND_NAME + nameLength(id, template)) : part;
  });
  return resolved.length;
}

function substituted(text: string, template: Template): string {
  return PSEUDO_PARAMETERS.reduce((rest, [name, value]) => rest.replace(name, value), text).replace(
    /\$\{([\w.]+)\}/g, // a reference, such as ${Bucket.Arn}
    (_, reference: string) => 'x'.repeat(AROUND_NAME + nameLength(reference, template)),
  );
}

function nameLength(reference: string, { Resources }: Template): number {
  const properties = Resources[reference.replace(/\..*$/, '')]?.Properties ?? {};
  const name = NAMES.map((key) => properties[key]).find((one) => one !== undefined);
  if (name === undefined) return GENERATED_NAME;
  return typeof name === 'string' ? name.length : JSON.stringify(name).length;
}
