// The section Conditions.
import { readConditions } from './conditions';
import { NO_VALUE, type Scope } from './scope';

const holds = (expression: unknown, more: Record<string, unknown> = {}) =>
  readConditions({ C: expression, ...more }, (where, condition): Scope => ({
    where,
    condition,
    region: 'eu-west-1',
    ref: (name) => (name === 'Stage' ? 'prod' : NO_VALUE),
    getAtt: () => undefined,
    imported: (name) => name,
    mapping: () => undefined,
  }))('C', 'resource "R"');

const YES = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
const NO = { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] };

it.each<[string, unknown, boolean]>([
  ['Fn::Equals', YES, true],
  ['Fn::Equals of others', NO, false],
  ['Fn::Equals of a boolean and its text', { 'Fn::Equals': [true, 'true'] }, true],
  ['Fn::Equals of a number and its text', { 'Fn::Equals': ['1', 1] }, true],
  ['Fn::Not', { 'Fn::Not': [NO] }, true],
  ['Fn::And', { 'Fn::And': [YES, NO] }, false],
  ['Fn::Or', { 'Fn::Or': [NO, YES] }, true],
  ['Condition', { Condition: 'Other' }, true],
  ['all of them', { 'Fn::And': [YES, { 'Fn::Not': [{ 'Fn::Or': [NO, NO] }] }] }, true],
])('evaluates %s', (_what, expression, expected) => {
  expect(holds(expression, { Other: YES })).toBe(expected);
});

it.each<[string, unknown, string]>([
  ['a plain value', true, 'condition "C" must be an object'],
  ['an unknown function', { 'Fn::Xor': [YES, NO] }, 'use one of Fn::Equals'],
  ['two functions', { ...YES, 'Fn::Not': [YES] }, 'use one of Fn::Equals'],
  ['one operand of two', { 'Fn::Equals': ['a'] }, 'Fn::Equals must be a list of 2 values'],
  ['a missing condition', { Condition: 'None' }, 'condition "C" needs the condition "None"'],
])('refuses %s', (_what, expression, message) => {
  expect(() => holds(expression)).toThrow(message);
});
