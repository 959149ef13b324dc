// What a user can get wrong: one line that says so, and nothing left behind.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type CloudOptions, startCloud } from './cloud';
import { UsageError } from './errors';
import { TemplateError } from './template';
import {
  cluster,
  functionArn,
  invokeConfig,
  lambdaFunction,
  mapping,
  packageFolder,
  queue,
  queueArn,
  type Resources,
} from './testing/fixture';
import { optionsFor } from './testing/spec-cloud';

const temporary = mkdtempSync(path.join(os.tmpdir(), 'spec-'));
const base = path.join(temporary, `immortal-${os.userInfo().uid}`);
beforeEach(() => {
  jest.spyOn(os, 'tmpdir').mockReturnValue(temporary);
});
afterAll(() => {
  rmSync(temporary, { recursive: true });
});

async function errorOf(folder: string, more: Partial<CloudOptions> = {}): Promise<Error> {
  const error: unknown = await startCloud(optionsFor(folder, more)).then(
    (cloud) => cloud.stop(),
    (reason: unknown) => reason,
  );
  expect(existsSync(base) ? readdirSync(base) : []).toStrictEqual([]);
  expect((error as Error).message).not.toContain('\n');
  return error as Error;
}

const ECHO = { Echo: lambdaFunction('echo', 'echo') };
const rule = (more: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: { EventPattern: { source: ['aws.ecs'] }, ...more },
});
const task = (...containers: object[]) => {
  const { Runner } = cluster();
  const Properties = { ...Runner?.Properties, ContainerDefinitions: containers };
  return { Runner: { Type: 'AWS::ECS::TaskDefinition', Properties } };
};

describe('a template is refused with', () => {
  it.each<[string, Resources, string]>([
    [
      'an unknown type',
      { Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } },
      'resource "Table" has the type AWS::DynamoDB::Table, which the local cloud does not know',
    ],
    [
      'an unknown intrinsic',
      { Queue: queue('q', { VisibilityTimeout: { 'Fn::Transform': {} } }) },
      'resource "Queue" uses Fn::Transform',
    ],
    [
      'a runtime that is not played',
      { Echo: lambdaFunction('echo', 'echo', { Runtime: 'python3.13' }) },
      'resource "Echo" has the Runtime python3.13',
    ],
    [
      'a mapping from no queue',
      { ...ECHO, Mapping: mapping('nowhere', 'echo') },
      `resource "Mapping" reads from ${queueArn('nowhere')}, which is no queue of this stack`,
    ],
    [
      'a mapping to no function',
      { Queue: queue('q'), Mapping: mapping('q', 'nobody') },
      'resource "Mapping" is for the function nobody, which this stack does not have',
    ],
    [
      'settings of no function',
      { ...ECHO, Config: invokeConfig('nobody', {}) },
      'resource "Config" is for the function nobody, which this stack does not have',
    ],
    [
      'settings of a version',
      { ...ECHO, Config: invokeConfig('echo', { Qualifier: 'prod' }) },
      'resource "Config" has the Qualifier prod, but the local cloud runs $LATEST only',
    ],
    [
      'a dead-letter target that is no queue',
      { F: lambdaFunction('f', 'echo', { DeadLetterConfig: { TargetArn: 'arn:aws:sns:a:b:c' } }) },
      'resource "F" sends failures to arn:aws:sns:a:b:c, which is no queue of this stack',
    ],
    [
      'an OnFailure destination that is no queue',
      {
        ...ECHO,
        Config: invokeConfig('echo', {
          DestinationConfig: { OnFailure: { Destination: functionArn('echo') } },
        }),
      },
      `resource "Config" sends failures to ${functionArn('echo')}, which is no queue`,
    ],
    [
      'a rule on another bus',
      { Rule: rule({ EventBusName: 'orders' }) },
      'resource "Rule" is a rule on the event bus orders, but the local cloud has the default bus',
    ],
    [
      'a rule without a pattern and a schedule',
      { Rule: rule({ EventPattern: undefined }) },
      'resource "Rule" has neither an EventPattern nor a ScheduleExpression',
    ],
    [
      'a schedule for nobody',
      {
        Rule: rule({
          EventPattern: undefined,
          ScheduleExpression: 'rate(1 day)',
          Targets: [{ Id: 't', Arn: functionArn('nobody') }],
        }),
      },
      `resource "Rule" has the target ${functionArn('nobody')}`,
    ],
    [
      'a rule with an unknown operator',
      { Rule: rule({ EventPattern: { source: [{ wildcard: '*' }] } }) },
      'resource "Rule": source has {"wildcard":"*"} in its event pattern',
    ],
    [
      'a rule with a target that is not played',
      { Rule: rule({ Targets: [{ Id: 't', Arn: 'arn:aws:sns:a:b:c' }] }) },
      'resource "Rule" has the target arn:aws:sns:a:b:c',
    ],
    ['two containers', task({ Name: 'a' }, { Name: 'b' }), 'resource "Runner" has 2 containers'],
    ['no container', task(), 'resource "Runner" has 0 containers'],
    [
      'a container that is not essential',
      task({ Name: 'a', Essential: false }),
      'resource "Runner" has no essential container',
    ],
    [
      'a StopTimeout that Fargate does not take',
      task({ Name: 'a', StopTimeout: 121 }),
      'resource "Runner" has the StopTimeout 121',
    ],
    [
      'an entry point, which no process can be started by',
      task({ Name: 'a', EntryPoint: ['sh'] }),
      'resource "Runner" has the property ContainerDefinitions.EntryPoint',
    ],
  ])('%s', async (_title, resources, message) => {
    const error = await errorOf(packageFolder(resources));
    expect(error).toBeInstanceOf(TemplateError);
    expect(error.message).toContain(message);
  });
});

describe('a package is refused with', () => {
  it.each<[string, (folder: string) => void, object, string]>([
    [
      'no template',
      (folder) => {
        rmSync(path.join(folder, 'cloudformation-template-update-stack.json'));
      },
      {},
      "cloudformation-template-update-stack.json can't be read: run `npx nx run service:package`",
    ],
    [
      'a template that is no JSON',
      (folder) => {
        writeFileSync(path.join(folder, 'cloudformation-template-update-stack.json'), '{');
      },
      {},
      'cloudformation-template-update-stack.json is no JSON',
    ],
    [
      'a missing zip',
      (folder) => {
        rmSync(path.join(folder, 'handlers.zip'));
      },
      {},
      'handlers.zip is missing: run `npx nx run service:package` first',
    ],
    [
      'a damaged zip',
      (folder) => {
        writeFileSync(path.join(folder, 'handlers.zip'), 'PK');
      },
      {},
      'The zip with handlers.zip is refused',
    ],
    [
      'a handler that is not in the zip',
      () => undefined,
      { Handler: 'src/orders.handler' },
      'function echo has the handler src/orders.handler, but handlers.zip holds no file src/orders.js',
    ],
    [
      'a layer of another stack',
      () => undefined,
      { Layers: ['arn:aws:lambda:eu-west-1:1:layer:a:1'] },
      'function echo has the layer arn:aws:lambda:eu-west-1:1:layer:a:1, which is none of this stack',
    ],
  ])('%s', async (_title, damage, properties, message) => {
    const folder = packageFolder({ Echo: lambdaFunction('echo', 'echo', properties) });
    damage(folder);
    const error = await errorOf(folder);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(message);
  });
});

it('refuses a port that is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const error = await errorOf(packageFolder(ECHO), { port });
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toBe(
    `port ${port} is in use: pass another one, or --port 0 for any free one`,
  );
  server.close();
  await once(server, 'close');
});

it('stops listening when it refuses what it is to serve, so that its process can end', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const folder = packageFolder({ Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } });
  expect(await errorOf(folder, { port })).toBeInstanceOf(TemplateError);
  const again = createServer().listen(port, '127.0.0.1');
  await once(again, 'listening');
  again.close();
});
