// What a user can get wrong: one line that says so, and nothing left behind.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type CloudOptions, startCloud } from './cloud';
import { UsageError } from './kernel/errors';
import { TemplateError } from './kernel/template';
import {
  cluster,
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
      'an unknown intrinsic',
      { Queue: queue('q', { VisibilityTimeout: { 'Fn::Transform': {} } }) },
      'resource "Queue" uses Fn::Transform',
    ],
    [
      'a mapping to no function',
      { Queue: queue('q'), Mapping: mapping('q', 'unknown') },
      'resource "Mapping" is for the function unknown, which this stack does not have',
    ],
    [
      'settings of no function',
      { ...ECHO, Config: invokeConfig('unknown', {}) },
      'resource "Config" is for the function unknown, which this stack does not have',
    ],
    [
      'settings of a version',
      { ...ECHO, Config: invokeConfig('echo', { Qualifier: 'prod' }) },
      'resource "Config" has the Qualifier prod, but the local cloud runs $LATEST and aliases of this stack only',
    ],
    [
      'a dead-letter queue that is not there',
      { F: lambdaFunction('f', 'echo', { DeadLetterConfig: { TargetArn: queueArn('none') } }) },
      `resource "F" sends failures to ${queueArn('none')}, which is no queue of this stack`,
    ],
    [
      'a rule without a pattern and a schedule',
      { Rule: rule({ EventPattern: undefined }) },
      'resource "Rule" has neither an EventPattern nor a ScheduleExpression',
    ],
    [
      'a rule for events of ECS that changes them',
      { Rule: rule({ Targets: [{ Id: 't', Arn: queueArn('q'), InputPath: '$' }] }) },
      'resource "Rule" is for events of ECS and has the property Targets.InputPath',
    ],
    [
      'a rule with an unknown operator',
      { Rule: rule({ EventPattern: { source: [{ wildcard: '*' }] } }) },
      'resource "Rule": source has {"wildcard":"*"} in its event pattern',
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
      'a template that is not JSON',
      (folder) => {
        writeFileSync(path.join(folder, 'cloudformation-template-update-stack.json'), '{');
      },
      {},
      'cloudformation-template-update-stack.json is not JSON',
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

it('stops listening if it refuses the package, so that its process can end', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const folder = packageFolder({ Queue: queue('q', { Color: 'red' }) });
  expect(await errorOf(folder, { port })).toBeInstanceOf(TemplateError);
  const again = createServer().listen(port, '127.0.0.1');
  await once(again, 'listening');
  again.close();
});
