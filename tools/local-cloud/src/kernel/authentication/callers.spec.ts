// Who a request comes from, as the processes that the local cloud starts sign it.
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { cluster, lambdaFunction } from '../../testing/fixture';
import { SERVICES } from '../../services';
import { Recognizer } from '../recognition';
import { eventually } from '../../testing/recorder';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const ROLE = 'arn:aws:iam::000000000000:role/tasks';
let spec: SpecCloud;

beforeAll(async () => {
  spec = await startSpecCloud({
    ...cluster({}, { TaskRoleArn: ROLE }),
    Environment: lambdaFunction('environment', 'environment'),
  });
});
afterAll(() => spec.stop());

/** A request as a client with this key would sign it. */
const signedBy = (keyId: string) => ({
  url: '/',
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
  },
});
function callerOf(request: { url: string; headers: Record<string, string> }) {
  const recognizer = new Recognizer(SERVICES, spec.cloud.callers);
  const call = recognizer.recognize({ method: 'POST', body: Buffer.alloc(0), ...request });
  return call.kind === 'call' ? call.caller : undefined;
}
const callerBy = (keyId: string) => callerOf(signedBy(keyId));

async function invoke(FunctionName: string): Promise<unknown> {
  const { Payload } = await spec.lambda.send(new InvokeCommand({ FunctionName }));
  return JSON.parse(Payload?.transformToString() ?? '');
}

async function keyOfFunction(): Promise<string> {
  const { AWS_ACCESS_KEY_ID } = (await invoke('environment')) as Record<string, string>;
  return AWS_ACCESS_KEY_ID ?? '';
}

async function startTask(more: object = {}): Promise<{ id: string; keyId: string }> {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: '{"waits":1}' }];
  const { tasks } = await spec.ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'runner', environment }], ...more },
    }),
  );
  const id = String(tasks?.[0]?.taskArn).replace(/^.*\//, '');
  const { line } = await spec.recorder.until(
    'log',
    (one) => one.name === id && one.line.startsWith('environment'),
  );
  return { id, keyId: /"AWS_ACCESS_KEY_ID":"(\w+)"/.exec(line)?.[1] ?? '' };
}

it('knows a function and its role by the key of its process', async () => {
  const keyId = await keyOfFunction();
  expect(keyId).toMatch(/^LOCAL[0-9A-F]{16}$/);
  expect(callerBy(keyId)).toMatchObject({
    kind: 'function',
    name: 'environment',
    roleArn: 'arn:aws:iam::000000000000:role/handlers',
  });
});

it('knows a function by a presigned address, too', async () => {
  const credential = `${await keyOfFunction()}%2F20260101%2Feu-west-1%2Fs3%2Faws4_request`;
  const url = `/data/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&X-Amz-Date=0`;
  expect(callerOf({ url, headers: {} })).toMatchObject({ name: 'environment' });
});

it('knows a task and its role, and kills it with all that runs in it', async () => {
  const { id, keyId } = await startTask();
  const caller = callerBy(keyId);
  expect(caller).toMatchObject({ kind: 'task', name: id, roleArn: ROLE });
  await caller?.kill();
  const { exitCode } = await spec.recorder.until(
    'task',
    (one) => one.taskArn.endsWith(id) && one.status === 'STOPPED',
  );
  expect(exitCode).toBe(137);
});

it('gives each task a key, and the role that RunTask says', async () => {
  const [one, other] = [await startTask(), await startTask({ taskRoleArn: `${ROLE}-2` })];
  expect(one.keyId).not.toBe(other.keyId);
  expect(callerBy(other.keyId)?.roleArn).toBe(`${ROLE}-2`);
  for (const { keyId } of [one, other]) await callerBy(keyId)?.kill();
});

it('kills a function, whose next invocation gets another process', async () => {
  const keyId = await keyOfFunction();
  await callerBy(keyId)?.kill();
  await eventually(
    () => callerBy(keyId),
    (caller) => caller === undefined,
  );
  expect(await keyOfFunction()).not.toBe(keyId);
});

it.each(['LOCALCLOUD', 'LOCAL0000000000000000', 'spec'])(
  'knows no caller by the key %s',
  (keyId) => {
    expect(callerBy(keyId)).toBeUndefined();
  },
);

it('knows no caller of a request without a signature', () => {
  expect(callerOf({ url: '/', headers: {} })).toBeUndefined();
});
