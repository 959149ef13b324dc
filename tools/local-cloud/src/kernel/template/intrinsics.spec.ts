// Every function that the local cloud knows, and how each is refused when it is used wrongly.
import { resolve } from './intrinsics';
import { NO_VALUE, type Scope } from './scope';
import { TemplateError } from './errors';

const names = new Map<string, unknown>([
  ['AWS::Region', 'eu-west-1'],
  ['AWS::NoValue', NO_VALUE],
  ['Name', 'queue'],
  ['List', ['a', 'b', 'c']],
]);
const scope: Scope = {
  where: 'resource "R"',
  region: 'eu-west-1',
  ref: (name) => names.get(name),
  getAtt: (id, attribute) => `${id}/${attribute}`,
  condition: (name) => name === 'Yes',
  imported: (name) => `export ${name}`,
  mapping: (map, top, key) => (map === 'M' && top === 'eu-west-1' && key === 'k' ? 'v' : undefined),
};

it.each<[string, unknown, unknown]>([
  ['plain values', { a: [1, 'b', true, null] }, { a: [1, 'b', true, null] }],
  ['Ref', { Ref: 'Name' }, 'queue'],
  ['a property called Ref beside others', { Ref: 'x', More: 1 }, { Ref: 'x', More: 1 }],
  [
    'a policy’s Condition',
    { Condition: { Bool: { a: 'b' } } },
    { Condition: { Bool: { a: 'b' } } },
  ],
  ['Fn::ImportValue', { 'Fn::ImportValue': { Ref: 'Name' } }, 'export queue'],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Q', 'Arn'] }, 'Q/Arn'],
  ['Fn::GetAtt with dots', { 'Fn::GetAtt': 'Q.Nested.Attribute' }, 'Q/Nested.Attribute'],
  ['Fn::GetAtt with a function', { 'Fn::GetAtt': ['Q', { Ref: 'Name' }] }, 'Q/queue'],
  ['Fn::Sub', { 'Fn::Sub': '${Name} in ${AWS::Region}: ${Q.Arn}' }, 'queue in eu-west-1: Q/Arn'],
  ['Fn::Sub with names', { 'Fn::Sub': ['${a}-${Name}', { a: { Ref: 'Name' } }] }, 'queue-queue'],
  ['Fn::Sub with a literal', { 'Fn::Sub': '${!Name} $x {y}' }, '${Name} $x {y}'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 1]] }, 'a-queue-1'],
  ['Fn::Join of a list', { 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b,c'],
  ['Fn::Join without AWS::NoValue', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
  ['Fn::Split', { 'Fn::Split': ['-', { Ref: 'Name' }] }, ['queue']],
  ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b'] }] }, 'b'],
  ['Fn::If', [{ 'Fn::If': ['Yes', 1, 2] }, { 'Fn::If': ['No', 1, 2] }], [1, 2]],
  ['Fn::If, whose other branch is not looked at', { 'Fn::If': ['Yes', 1, { 'Fn::Magic': 1 }] }, 1],
  [
    'Fn::If that takes a property away',
    { a: 1, b: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] } },
    { a: 1 },
  ],
  ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] }, 'v'],
  [
    'Fn::FindInMap with a default',
    { 'Fn::FindInMap': ['M', 'none', 'k', { DefaultValue: { Ref: 'Name' } }] },
    'queue',
  ],
  ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  ['Fn::GetAZs of a region', { 'Fn::Select': [0, { 'Fn::GetAZs': 'us-east-1' }] }, 'us-east-1a'],
  ['Fn::Base64', { 'Fn::Base64': { Ref: 'Name' } }, 'cXVldWU='],
  [
    'Fn::Cidr',
    { 'Fn::Cidr': ['10.0.0.0/16', 3, '12'] },
    ['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20'],
  ],
  ['Fn::Cidr without bits', { 'Fn::Cidr': ['10.1.2.3/16', '2'] }, ['10.1.0.0/24', '10.1.1.0/24']],
  ['Fn::Cidr of high addresses', { 'Fn::Cidr': ['200.0.0.0/8', 1, 8] }, ['200.0.0.0/24']],
  ['Fn::Length', { 'Fn::Length': { Ref: 'List' } }, 3],
  ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Name' } } }, '{"a":"queue"}'],
])('resolves %s', (_what, value, expected) => {
  expect(resolve(value, scope)).toStrictEqual(expected);
});

it.each<[string, unknown, string]>([
  [
    'an unknown function',
    { 'Fn::Magic': 1 },
    'uses Fn::Magic, which the local cloud does not know',
  ],
  ['a function beside others', { 'Fn::Sub': 'a', b: 1 }, 'has Fn::Sub beside other keys'],
  ['Fn::GetAtt without an attribute', { 'Fn::GetAtt': 'Q' }, 'name an attribute'],
  ['Fn::Select out of its list', { 'Fn::Select': [3, ['a']] }, 'the index 3, but its list has 1'],
  ['Fn::Select of no number', { 'Fn::Select': ['x', ['a']] }, 'the index NaN'],
  ['Fn::Join of no list', { 'Fn::Join': ['-', 'a'] }, 'the list of Fn::Join must be a list'],
  ['Fn::Join of objects', { 'Fn::Join': ['-', [{ a: 1 }]] }, 'must be text, not {"a":1}'],
  ['Fn::Join with three arguments', { 'Fn::Join': [1, 2, 3] }, 'must be a list of 2 values'],
  ['Fn::Sub of a list', { 'Fn::Sub': '${List}' }, '${List} must be text'],
  ['Fn::Sub with spaces', { 'Fn::Sub': '${ Name }' }, 'write ${Name} without spaces'],
  ['a value that no map has', { 'Fn::FindInMap': ['M', 'x', 'k'] }, 'looks for M.x.k'],
  ['an IPv6 block', { 'Fn::Cidr': ['2001:db8::/48', 1, 64] }, 'give an IPv4 block'],
  ['too many blocks', { 'Fn::Cidr': ['10.0.0.0/24', 2, 8] }, 'for 2 blocks of 256 addresses'],
])('refuses %s', (_what, value, message) => {
  const resolving = () => resolve(value, scope);
  expect(resolving).toThrow(TemplateError);
  expect(resolving).toThrow(message);
  expect(resolving).toThrow(/^resource "R"/);
});
