// The section Parameters and AWS's pseudo parameters: the values of Ref that need no resource.
import { TemplateError } from './errors';
import { NO_VALUE } from './scope';
import { asObject, show, type Properties } from './values';

/** Where the stack is taken to run. */
export interface StackLocation {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly stackName: string;
}

const CHINA = /^cn-/;
const GOV = /^us-gov-/;

/** The partition of a region, the second part of its ARNs. */
export const partitionOf = (region: string): string =>
  CHINA.test(region) ? 'aws-cn' : GOV.test(region) ? 'aws-us-gov' : 'aws';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function pseudoParameters(location: StackLocation): Map<string, unknown> {
  const { region, accountId, stackName } = location;
  const partition = partitionOf(region);
  return new Map<string, unknown>([
    ['AWS::AccountId', accountId],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::Partition', partition],
    ['AWS::Region', region],
    [
      'AWS::StackId',
      `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    ],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'],
  ]);
}

/**
 * The values of the section Parameters: what is given, or else the default.
 *
 * @throws TemplateError for a parameter without a value, a value that is not allowed, or one that is not declared
 */
export function readParameters(
  declared: Properties,
  given: Readonly<Record<string, string>>,
): Map<string, unknown> {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declared, name)) continue;
    const known = Object.keys(declared).join(', ') || 'none';
    throw new TemplateError(
      `the parameter "${name}" is not declared: leave it out (known: ${known})`,
    );
  }
  return new Map(
    Object.entries(declared).map(([name, declaration]) => [
      name,
      valueOf(name, asObject(declaration, `parameter "${name}"`), given[name]),
    ]),
  );
}

function valueOf(name: string, declaration: Properties, given: string | undefined): unknown {
  const type = String(declaration['Type']);
  // The default of such a parameter is a name in SSM, not the value.
  const fallback = type.startsWith('AWS::SSM::') ? undefined : declaration['Default'];
  const value = given ?? fallback;
  if (value === undefined)
    throw new TemplateError(`parameter "${name}" (${type}) has no value: pass one for local runs`);
  const allowed = declaration['AllowedValues'];
  if (Array.isArray(allowed) && !allowed.map(show).includes(show(value)))
    throw new TemplateError(
      `parameter "${name}" is ${show(value)}: use one of ${allowed.join(', ')}`,
    );
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (!/^(CommaDelimitedList|List<)/.test(type)) return text;
  return text.split(',').map((item) => item.trim());
}
