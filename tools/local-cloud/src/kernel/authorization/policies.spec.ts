import { TemplateError } from '../template';
import { decide, type RequiredPermission } from './decide';
import { readPolicyDocument } from './policy-document';
import { matchesPattern } from './wildcards';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:orders';
const send: RequiredPermission = { action: 'sqs:SendMessage', resource: QUEUE };
const ENFORCED = ['ecs', 'iam', 'lambda', 'logs', 's3', 'sqs', 'sts'];
const read = (...Statement: object[]) =>
  readPolicyDocument({ Statement }, 'resource "Role"', ENFORCED);
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

describe('policies', () => {
  it('allow nothing unless a statement does', () => {
    expect(decide([], send)).toBe('not allowed');
    expect(decide(read(allow('sqs:SendMessage', QUEUE)), send)).toBe('allowed');
  });

  it.each([
    ['another action', allow('sqs:ReceiveMessage', QUEUE)],
    ['another resource', allow('sqs:SendMessage', `${QUEUE}-failures`)],
    ['a resource in other capitals', allow('sqs:SendMessage', QUEUE.replace('orders', 'Orders'))],
    [
      'a condition that does not hold',
      allow('sqs:SendMessage', QUEUE, { ArnEquals: { 'aws:SourceArn': 'arn:aws:x' } }),
    ],
  ])('do not allow by a statement for %s', (_, statement) => {
    expect(decide(read(statement), send)).toBe('not allowed');
  });

  it.each([
    ['a list', allow(['sqs:ReceiveMessage', 'sqs:SendMessage'], ['arn:aws:x', QUEUE])],
    ['wildcards', allow('SQS:send*', 'arn:aws:sqs:*:??????000000:*')],
  ])('allow by %s', (_, statement) => {
    expect(decide(read(statement), send)).toBe('allowed');
  });

  it('let a Deny win over every Allow', () => {
    const statements = read(allow('*', '*'), { ...allow('sqs:*', '*'), Effect: 'Deny' });
    expect(decide(statements, send)).toBe('denied');
    expect(decide(statements, { action: 'ecs:RunTask', resource: QUEUE })).toBe('allowed');
  });

  it.each([
    ['StringEquals', 'ecs:CreateAction', 'RunTask', 'RunTask', 'RunTas?'],
    ['StringLike', 'ecs:CreateAction', 'RunTask', 'Run*', 'run*'],
    ['StringNotEquals', 'ecs:CreateAction', 'RunTask', 'RunTas?', 'RunTask'],
    ['ArnNotLike', 'aws:SourceArn', 'arn:aws:ecs:a:0:task/1', 'arn:aws:sqs:*', 'arn:aws:ecs:*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:ecs:a:0:task/1', 'arn:aws:ecs:a:0:*', 'arn:aws:sqs:*'],
    ['Bool', 'aws:SecureTransport', 'false', 'False', 'true'],
  ])('compare by %s', (operator, key, actual, fits, fails) => {
    const need = { ...send, context: { [key]: actual } };
    const statement = (wanted: string) =>
      read(allow('*', '*', { [operator]: { [key.toUpperCase()]: ['x', wanted] } }));
    expect(decide(statement(fits), need)).toBe('allowed');
    expect(decide(statement(fails), need)).toBe('not allowed');
  });

  it('compare with IfExists only what a request has', () => {
    const statements = read(
      allow('*', '*', { ArnEqualsIfExists: { 'lambda:SourceFunctionArn': 'a' } }),
    );
    const by = (source: string) => ({ ...send, context: { 'lambda:SourceFunctionArn': source } });
    expect(decide(statements, send)).toBe('allowed');
    expect(decide(statements, by('a'))).toBe('allowed');
    expect(decide(statements, by('b'))).toBe('not allowed');
  });

  it('take the loopback for a secure transport', () => {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    const statements = read(allow('*', '*'), { ...allow('*', '*', insecure), Effect: 'Deny' });
    expect(decide(statements, send)).toBe('allowed');
  });

  it('accept any statement about services that are not emulated', () => {
    const leading = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } };
    expect(read(allow(['dynamodb:GetItem', 'dynamodb:Query'], '*', leading))).toEqual([]);
    expect(() => read(allow(['dynamodb:GetItem', 'sqs:SendMessage'], '*', leading))).toThrow(
      'has the operator ForAllValues:StringEquals',
    );
  });

  it.each([
    [
      'NotAction',
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      'has NotAction in a policy',
    ],
    [
      'an operator',
      allow('*', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      'has the operator IpAddress in the condition of a policy',
    ],
    ['an effect', { ...allow('*', '*'), Effect: 'allow' }, 'has the Effect "allow" in a policy'],
  ])('refuse %s that they do not know', (_, statement, message) => {
    expect(() => read(statement)).toThrow(TemplateError);
    expect(() => read(statement)).toThrow(`resource "Role" ${message}`);
  });
});

describe('wildcards', () => {
  it('take nothing else for special', () => {
    expect(matchesPattern('a.b+c(d)', 'a.b+c(d)')).toBe(true);
    expect(matchesPattern('axb', 'a.b')).toBe(false);
  });
});
