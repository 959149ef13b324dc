// Lambda's API through an unchanged SDK client: results, errors and refusals.
import { rmSync, writeFileSync } from 'node:fs';
import {
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  InvokeCommand,
  type InvokeCommandInput,
} from '@aws-sdk/client-lambda';
import { stateOf, untilFrozen } from '@immortal/runtime-api/testing';
import { arnOf, functionArn, handlersZip, lambdaFunction, queueArn } from '../../testing/fixture';
import { eventually } from '../../testing/recorder';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const LAYER = arnOf('lambda', 'layer:tools:1');
let spec: SpecCloud;

beforeAll(async () => {
  const code = { S3Bucket: 'deployment', S3Key: 'serverless/handlers.zip' };
  spec = await startSpecCloud({
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Tools: {
      Type: 'AWS::Lambda::LayerVersion',
      Properties: { LayerName: 'tools', Content: code },
    },
    Echo: lambdaFunction('echo', 'echo', {
      Environment: { Variables: { COLOR: 'red' } },
      Layers: [LAYER],
      DeadLetterConfig: { TargetArn: queueArn('dead') },
    }),
    Fail: lambdaFunction('fail', 'fail'),
    Chatty: lambdaFunction('chatty', 'chatty'),
    Exit: lambdaFunction('exit', 'exit'),
    Hang: lambdaFunction('hang', 'hang', { Timeout: 1 }),
    Broken: lambdaFunction('broken', 'broken.handler'),
    Missing: lambdaFunction('missing', 'behaviors.nothing'),
    Custom: lambdaFunction('custom', 'any', { Runtime: 'provided.al2023' }),
    Short: lambdaFunction('short', 'pid'),
    Late: lambdaFunction('late', 'finishesLater', { Timeout: 60 }),
  });
});
afterAll(() => spec.stop());

async function invoke(FunctionName: string, more: Partial<InvokeCommandInput> = {}) {
  const answer = await spec.lambda.send(new InvokeCommand({ FunctionName, ...more }));
  const payload = JSON.parse(answer.Payload?.transformToString() || 'null') as unknown;
  return { ...answer, payload };
}

it('brings the end of the log along where that is asked for', async () => {
  const { LogResult } = await invoke('chatty', { LogType: 'Tail', Payload: Buffer.from('3') });
  const log = Buffer.from(LogResult ?? '', 'base64').toString();
  expect(log.split('\n').map((line) => line.replace(/^.*\t/, ''))).toEqual([
    'line 0',
    'line 1',
    'line 2',
    '',
  ]);
  const long = await invoke('chatty', { LogType: 'Tail', Payload: Buffer.from('20000') });
  const tail = Buffer.from(long.LogResult ?? '', 'base64');
  expect(tail).toHaveLength(4096);
  expect(tail.toString()).toMatch(/line 19999\n$/);
  const without = await invoke('chatty', { Payload: Buffer.from('1') });
  expect(without.LogResult).toBeUndefined();
});

it.each([
  ['a payload that is not UTF-8', { Payload: Buffer.from([0x22, 0xff, 0x22]) }, 'Invalid UTF-8'],
  ['a payload that is not JSON', { Payload: Buffer.from('{') }, 'Could not parse request body'],
  [
    'a client context that is not JSON',
    { ClientContext: Buffer.from('{').toString('base64') },
    'Client context must be a valid Base64-encoded JSON object.',
  ],
])('refuses %s', async (_title, more, message) => {
  await expect(invoke('echo', more)).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringContaining(message) as unknown,
  });
});

it('gives the result, and passes the client context on', async () => {
  const context = { client: { app_title: 'spec' }, custom: { a: 'b' } };
  const answer = await invoke('echo', {
    Payload: Buffer.from('{"order":1}'),
    ClientContext: Buffer.from(JSON.stringify(context)).toString('base64'),
  });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer.FunctionError).toBeUndefined();
  expect(answer.payload).toMatchObject({
    event: { order: 1 },
    requestId: answer.$metadata.requestId,
    arn: functionArn('echo'),
    clientContext: context,
  });
});

it.each([
  ['an error that is thrown', 'fail', 'TypeError', /^no such order: undefined$/],
  ['the end of the process', 'exit', 'Runtime.ExitError', /exited with error: exit status 7$/],
  ['a timeout', 'hang', 'Sandbox.Timedout', /Task timed out after 1\.00 seconds$/],
  ['a module that fails while it loads', 'broken', 'RangeError', /^the configuration is empty$/],
  ['a bootstrap that is not there', 'custom', 'Runtime.InvalidEntrypoint', /bootstrap ENOENT/],
  ['an export that is not there', 'missing', 'Runtime.HandlerNotFound', /not exported$/],
])('gives %s as a function error', async (_title, name, errorType, message) => {
  const answer = await invoke(name);
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(answer.payload).toMatchObject({
    errorType,
    errorMessage: expect.stringMatching(message) as unknown,
  });
});

it('replaces a process that was killed while it waited', async () => {
  const { payload: first } = await invoke('short');
  await untilFrozen(Number(first));
  process.kill(Number(first), 'SIGKILL');
  // Not even a zombie, so that this process, in which the local cloud runs, has noticed.
  await eventually(
    () => stateOf(Number(first)),
    (state) => state === '',
  );
  const { payload: second, FunctionError } = await invoke('short');
  expect(FunctionError).toBeUndefined();
  expect(second).not.toBe(first);
});

it('freezes a function until the next event comes, as Lambda does', async () => {
  const { payload: first } = await invoke('late');
  const { pid, file } = first as { pid: number; file: string };
  await untilFrozen(pid);
  writeFileSync(file, '');
  expect(stateOf(pid)).toBe('T');
  const next = await invoke('late', { Payload: Buffer.from(JSON.stringify({ waits: true })) });
  expect(next.payload).toStrictEqual({ pid, finished: true });
  rmSync(file);
});

it('only checks a dry run', async () => {
  expect(await invoke('fail', { InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
});

it.each([functionArn('echo'), 'function:echo', '000000000000:function:echo', 'echo:$LATEST'])(
  'finds a function as %s',
  async (name) => {
    expect(await invoke(name, { Qualifier: '$LATEST' })).toMatchObject({ StatusCode: 200 });
  },
);

it.each([
  ['no caller', {}],
  ['echo:prod', {}],
  ['echo', { Qualifier: 'prod' }],
  ['arn:aws:lambda:us-east-1:000000000000:function:echo', {}],
])('does not find %s %j', async (name, more) => {
  await expect(invoke(name, more)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
});

it.each<[string, number, Partial<InvokeCommandInput>]>([
  ['InvalidRequestContentException', 400, { Payload: Buffer.from('{') }],
  [
    'RequestTooLargeException',
    413,
    { InvocationType: 'Event', Payload: Buffer.from(`"${'x'.repeat(1_048_575)}"`) },
  ],
])('refuses an event with %s', async (name, httpStatusCode, input) => {
  const error = { name, $metadata: { httpStatusCode } };
  await expect(invoke('echo', input)).rejects.toMatchObject(error);
});

it('takes the largest asynchronous event', async () => {
  const Payload = Buffer.from(`"${'x'.repeat(1_048_574)}"`);
  expect(await invoke('echo', { InvocationType: 'Event', Payload })).toMatchObject({
    StatusCode: 202,
  });
});

it('shows a function', async () => {
  const { Configuration } = await spec.lambda.send(
    new GetFunctionCommand({ FunctionName: 'echo' }),
  );
  expect(Configuration).toMatchObject({
    FunctionName: 'echo',
    FunctionArn: functionArn('echo'),
    Handler: 'behaviors.echo',
    Runtime: 'nodejs24.x',
    Timeout: 3,
    MemorySize: 128,
    Architectures: ['x86_64'],
    Version: '$LATEST',
    PackageType: 'Zip',
    CodeSize: handlersZip().length,
    Environment: { Variables: { COLOR: 'red' } },
    Layers: [{ Arn: LAYER, CodeSize: handlersZip().length }],
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/echo' },
    DeadLetterConfig: { TargetArn: queueArn('dead') },
  });
  const command = new GetFunctionConfigurationCommand({ FunctionName: 'echo' });
  expect(await spec.lambda.send(command)).toMatchObject({ FunctionName: 'echo' });
});

async function codeUrls(): Promise<string[]> {
  const { Code } = await spec.lambda.send(new GetFunctionCommand({ FunctionName: 'echo' }));
  const { Content } = await spec.lambda.send(new GetLayerVersionByArnCommand({ Arn: LAYER }));
  return [Code?.Location ?? '', Content?.Location ?? ''];
}

it('serves the code of functions and layers for ten minutes', async () => {
  const urls = await codeUrls();
  const now = Date.now();
  const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 599_000);
  for (const url of urls) expect((await bytes(url)).equals(handlersZip())).toBe(true);
  clock.mockReturnValue(now + 601_000);
  for (const url of urls) {
    const late = await fetch(url);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('<Message>Request has expired</Message>');
  }
});

it.each([
  ['a layer of another stack', new GetLayerVersionByArnCommand({ Arn: `${LAYER}0` }), 404],
  ['what it does not support', new GetAccountSettingsCommand({}), 404],
])('refuses %s', async (_title, command, httpStatusCode) => {
  const answer = spec.lambda.send(command as GetLayerVersionByArnCommand);
  await expect(answer).rejects.toMatchObject({
    name: expect.stringMatching(/^(ResourceNotFound|UnknownOperation)Exception$/) as unknown,
    $metadata: { httpStatusCode },
  });
});
