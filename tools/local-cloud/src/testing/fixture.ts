// For specs: resources of small stacks, and the folder that packaging such a stack would leave.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipOf } from './zip';

export const REGION = 'eu-west-1';
export const ACCOUNT = '000000000000';
const HANDLERS = path.join(__dirname, 'handlers');

export interface FixtureResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export type Resources = Readonly<Record<string, FixtureResource>>;

export const arnOf = (service: string, rest: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
export const queueArn = (name: string): string => arnOf('sqs', name);
export const functionArn = (name: string): string => arnOf('lambda', `function:${name}`);

/** @param handler `file.export`, or an export of behaviors.cjs */
export function lambdaFunction(name: string, handler: string, more: object = {}): FixtureResource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Handler: handler.includes('.') ? handler : `behaviors.${handler}`,
      Runtime: 'nodejs24.x',
      Role: `arn:aws:iam::${ACCOUNT}:role/handlers`,
      Code: { S3Bucket: 'deployment', S3Key: 'serverless/spec/dev/1/handlers.zip' },
      ...more,
    },
  };
}

export function queue(name: string, more: object = {}): FixtureResource {
  return { Type: 'AWS::SQS::Queue', Properties: { QueueName: name, ...more } };
}

/** Lets a service of AWS send to a queue. */
export function queuePolicy(queueName: string, service: string): FixtureResource {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: queueArn(queueName),
  };
  const Queues = [`http://127.0.0.1/${ACCOUNT}/${queueName}`];
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues, PolicyDocument: { Statement } } };
}

export function mapping(queueName: string, fn: string, more: object = {}): FixtureResource {
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: queueArn(queueName), FunctionName: fn, ...more },
  };
}

export function invokeConfig(fn: string, more: object): FixtureResource {
  const Properties = { FunctionName: fn, Qualifier: '$LATEST', ...more };
  return { Type: 'AWS::Lambda::EventInvokeConfig', Properties };
}

/** A cluster and a task definition whose one container is called runner. */
export function cluster(container: object = {}, task: object = {}): Resources {
  const containers = [{ Name: 'runner', Image: 'runner:1', ...container }];
  return {
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'spec' } },
    Runner: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: 'runner',
        NetworkMode: 'awsvpc',
        Cpu: '1024',
        Memory: '2048',
        ContainerDefinitions: containers,
        ...task,
      },
    },
  };
}

/** Writes a package: the template, and handlers.zip with every file of testing/handlers. */
export function packageFolder(Resources: Resources, zip = handlersZip()): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'package-'));
  const template = path.join(folder, 'cloudformation-template-update-stack.json');
  writeFileSync(template, JSON.stringify({ Resources }));
  writeFileSync(path.join(folder, 'handlers.zip'), zip);
  return folder;
}

export function handlersZip(): Buffer {
  const files = readdirSync(HANDLERS).map((name) => [
    name,
    readFileSync(path.join(HANDLERS, name)),
  ]);
  return zipOf(Object.fromEntries(files) as Record<string, Buffer>);
}
