// Downloads of code and the metadata of tasks, when they go wrong.
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { cluster, handlersZip, lambdaFunction } from './testing/fixture';
import { type SpecCloud, startSpecCloud } from './testing/spec-cloud';

let spec: SpecCloud;
beforeAll(async () => {
  spec = await startSpecCloud({ ...cluster(), Echo: lambdaFunction('echo', 'echo') });
});
afterAll(() => spec.stop());

async function download(): Promise<Response> {
  const { Code } = await spec.lambda.send(new GetFunctionCommand({ FunctionName: 'echo' }));
  return fetch(Code?.Location ?? '');
}
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

it('interrupts a download halfway', async () => {
  spec.cloud.faults.arm({ point: 'code', kind: 'truncated' });
  const response = await download();
  expect(response.headers.get('content-length')).toBe(String(handlersZip().length));
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
});

it('changes one byte of the code', async () => {
  spec.cloud.faults.arm({ point: 'code', kind: 'corrupt' });
  const [zip, received] = [handlersZip(), await bytesOf(await download())];
  expect(received).toHaveLength(zip.length);
  expect([...received].filter((byte, index) => byte !== zip[index])).toHaveLength(1);
});

it.each([
  ['expired', 403, '<Message>Request has expired</Message>'],
  ['missing', 404, '<Code>NoSuchKey</Code>'],
])('no longer returns the code from its URL: %s', async (kind, status, text) => {
  spec.cloud.faults.arm({ point: 'code', kind });
  const response = await download();
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(text);
});

it('serves the code again after the fault has struck', async () => {
  spec.cloud.faults.arm({ point: 'code', kind: 'missing' });
  await download();
  expect((await bytesOf(await download())).equals(handlersZip())).toBe(true);
});

it('has no metadata for a task', async () => {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: '{"waits":1}' }];
  const { tasks } = await spec.ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'runner', environment }] },
    }),
  );
  const id = String(tasks?.[0]?.taskArn).replace(/^.*\//, '');
  const { line } = await spec.recorder.until(
    'log',
    (one) => one.name === id && one.line.startsWith('environment'),
  );
  const { ECS_CONTAINER_METADATA_URI_V4: uri = '' } = JSON.parse(
    line.replace('environment ', ''),
  ) as Record<string, string>;
  const address = `${uri}/task`;
  spec.cloud.faults.arm({ point: 'metadata', kind: 'unavailable' });
  expect((await fetch(address)).status).toBe(500);
  expect(await (await fetch(address)).json()).toMatchObject({ Limits: { CPU: 1, Memory: 2048 } });
});
