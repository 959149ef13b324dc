// Resolves CloudFormation's intrinsic functions in a value, however deep they stand.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
import { cidrBlocks } from './cidr';
import { failIn, NO_VALUE, type Scope } from './scope';
import { substitute } from './substitute';
import { asList, asObject, asText, isObject, show } from './values';

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/**
 * A value with every intrinsic function in it replaced by what it gives.
 *
 * @returns NO_VALUE when the value as a whole is AWS::NoValue
 * @throws TemplateError for a function that is not known or is used wrongly
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isObject(value)) return value;
  const name = intrinsicName(value, scope);
  if (name !== undefined) return intrinsicOf(name, scope)(value[name], scope);
  return resolveEntries(value, scope);
}

/** Every value of an object resolved; those that are AWS::NoValue are left out. */
export function resolveEntries(
  value: Readonly<Record<string, unknown>>,
  scope: Scope,
): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, item]) => [key, resolve(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
}

function intrinsicName(value: Record<string, unknown>, scope: Scope): string | undefined {
  const keys = Object.keys(value);
  const name = keys.find((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (name === undefined || keys.length === 1) return name;
  // A plain property may be called Ref; nothing but a function is called Fn::something.
  if (name === 'Ref') return undefined;
  throw failIn(scope, `has ${name} beside other keys (${keys.join(', ')}): let it stand alone`);
}

function intrinsicOf(name: string, scope: Scope): Intrinsic {
  const intrinsic = INTRINSICS[name];
  if (intrinsic) return intrinsic;
  if (scope.isWithoutEffect === true) return () => NO_VALUE;
  throw failIn(
    scope,
    `uses ${name}, which the local cloud does not know: write the value out or teach tools/local-cloud/src/kernel/template/intrinsics.ts`,
  );
}

/** A list whose items may themselves be functions, or a function that gives a list. */
const listOf = (argument: unknown, scope: Scope, name: string): unknown[] =>
  asList(resolve(argument, scope), `${scope.where}: the list of ${name}`);

const textOf = (argument: unknown, scope: Scope, name: string): string =>
  asText(resolve(argument, scope), `${scope.where}: a value of ${name}`);

const argumentsOf = (
  argument: unknown,
  scope: Scope,
  name: string,
  [min, max]: [number, number],
): unknown[] => asList(argument, `${scope.where}: ${name}`, min, max);

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(asText(argument, `${scope.where}: Ref`)),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': (argument, scope) => substitute(argument, scope, resolve),
  'Fn::Join': (argument, scope) => {
    const [separator, list] = argumentsOf(argument, scope, 'Fn::Join', [2, 2]);
    const parts = listOf(list, scope, 'Fn::Join');
    return parts
      .map((part) => textOf(part, scope, 'Fn::Join'))
      .join(asText(separator, `${scope.where}: the separator of Fn::Join`));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = argumentsOf(argument, scope, 'Fn::Split', [2, 2]);
    return textOf(text, scope, 'Fn::Split').split(
      asText(separator, `${scope.where}: the separator of Fn::Split`),
    );
  },
  'Fn::Select': select,
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = argumentsOf(argument, scope, 'Fn::If', [3, 3]);
    const condition = asText(name, `${scope.where}: the condition of Fn::If`);
    return resolve(scope.condition(condition) ? yes : no, scope);
  },
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': (argument, scope) => {
    const region = textOf(argument, scope, 'Fn::GetAZs') || scope.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(textOf(argument, scope, 'Fn::Base64')).toString('base64'),
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = argumentsOf(argument, scope, 'Fn::Cidr', [2, 3]);
    const number = (value: unknown) => Number(textOf(value, scope, 'Fn::Cidr'));
    const size = bits === undefined ? undefined : number(bits);
    return cidrBlocks(textOf(block, scope, 'Fn::Cidr'), number(count), size, scope);
  },
  'Fn::Length': (argument, scope) => listOf(argument, scope, 'Fn::Length').length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
  'Fn::ImportValue': (argument, scope) =>
    scope.imported(textOf(argument, scope, 'Fn::ImportValue')),
};

function getAtt(argument: unknown, scope: Scope): unknown {
  const what = `${scope.where}: Fn::GetAtt`;
  const path = typeof argument === 'string' ? argument.split('.') : asList(argument, what, 2, 2);
  const [logicalId, ...attribute] = path;
  const names = attribute.map((name) => asText(resolve(name, scope), what));
  if (names.length === 0)
    throw failIn(scope, `uses Fn::GetAtt of ${show(argument)}: name an attribute`);
  return scope.getAtt(asText(logicalId, what), names.join('.'));
}

function select(argument: unknown, scope: Scope): unknown {
  const [position, list] = argumentsOf(argument, scope, 'Fn::Select', [2, 2]);
  const index = Number(textOf(position, scope, 'Fn::Select'));
  const items = listOf(list, scope, 'Fn::Select');
  if (Number.isInteger(index) && index >= 0 && index < items.length) return items[index];
  throw failIn(
    scope,
    `uses Fn::Select with the index ${index}, but its list has ${items.length} values: name one from 0 on`,
  );
}

function findInMap(argument: unknown, scope: Scope): unknown {
  const [map, top, second, fallback] = argumentsOf(argument, scope, 'Fn::FindInMap', [3, 4]);
  const [name = '', topKey = '', key = ''] = [map, top, second].map((part) =>
    textOf(part, scope, 'Fn::FindInMap'),
  );
  const found = scope.mapping(name, topKey, key);
  if (found !== undefined) return found;
  if (fallback !== undefined) {
    const byDefault = asObject(fallback, `${scope.where}: the fourth value of Fn::FindInMap`);
    return resolve(byDefault['DefaultValue'], scope);
  }
  throw failIn(scope, `looks for ${name}.${topKey}.${key}, which Mappings does not have: add it`);
}
