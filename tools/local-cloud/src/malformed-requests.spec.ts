// What no client of AWS sends: answered as the client's error, never as a failure of the local cloud.
import { rawRequest } from './testing/raw-request';
import { cluster, lambdaFunction, queue } from './testing/fixture';
import { signedHeaders } from './testing/signed';
import { type SpecCloud, startSpecCloud } from './testing/spec-cloud';

let spec: SpecCloud;
beforeAll(async () => {
  const Echo = lambdaFunction('echo', 'echo');
  spec = await startSpecCloud({ ...cluster(), Echo, Orders: queue('orders') });
});
afterAll(() => spec.stop());

const targets = (service: string, ...operations: string[]) =>
  operations.map((operation) => `${service}.${operation}`);
const TARGETS = [
  ...targets(
    'AmazonEC2ContainerServiceV20141113',
    'RunTask',
    'DescribeTasks',
    'ListTasks',
    'StopTask',
    'DescribeClusters',
    'DescribeTaskDefinition',
  ),
  ...targets(
    'Logs_20140328',
    'FilterLogEvents',
    'GetLogEvents',
    'DescribeLogGroups',
    'DescribeLogStreams',
  ),
  ...targets('AmazonSQS', 'SendMessage', 'ReceiveMessage', 'SendMessageBatch', 'GetQueueUrl'),
  'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
];
/** By what their targets begin with. */
const SERVICES: Readonly<Record<string, string>> = {
  AmazonEC2ContainerService: 'ecs',
  AmazonEC2ContainerRegistry: 'ecr',
  Logs: 'logs',
  AmazonSQS: 'sqs',
};
const BODIES = ['null', '[]', '7', '"text"', '', '{', '\u0000'];
/** Members that some operation has, of types that none has. */
const TYPES = [
  '{"cluster":{},"tasks":5,"task":[],"taskDefinition":{},"overrides":[],"clusters":"x"}',
  '{"taskDefinition":"runner","cluster":"spec","tags":[null],"count":"two"}',
  '{"taskDefinition":"runner","cluster":"spec","overrides":{"containerOverrides":[[]]}}',
  '{"logGroupName":{},"logStreamNames":5,"logGroupNamePrefix":[],"limit":"x"}',
  '{"QueueUrl":5,"QueueName":[],"MessageBody":{},"Entries":7}',
  '{"repositoryNames":[{}]}',
];

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
  service: string,
): Promise<number> {
  const url = `${spec.cloud.origin}/`;
  const signed = await signedHeaders({ method, url, body, headers, path, service });
  const { status = 0 } = await rawRequest(url, signed, { method, path, body });
  return status;
}

it.each(TARGETS)('of %s are the client’s', async (target) => {
  const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
  for (const body of [...BODIES, ...TYPES]) {
    const status = await send(
      'POST',
      '/',
      headers,
      body,
      SERVICES[target.split(/[_.]|V20/)[0] ?? ''] ?? '',
    );
    expect({ body, isFailure: status >= 500 }).toEqual({ body, isFailure: false });
  }
});

it.each([
  '//',
  '/%ff',
  '/bucket/%ff',
  '/%',
  '*',
  '/2015-03-31/functions/%ff/invocations',
  '/2015-03-31/functions/echo%ff',
  '//2015-03-31/functions',
  '/2018-10-31/layers?Arn=%ff',
  '/_local/code/%ff',
  '/?Action=%ff',
  '/2015-03-31/functions/?Marker=x',
])('with the address %s are the client’s', async (path) => {
  for (const method of ['GET', 'POST', 'PUT']) {
    const status = await send(method, path, {}, 'null', path.includes('/20') ? 'lambda' : 's3');
    // 501 is S3's own word for what it does not implement.
    const isRefused = status === 501 || (status >= 400 && status < 500);
    expect({ method, status, isRefused }).toEqual({ method, status, isRefused: true });
  }
});

it.each(BODIES)('of CloudFormation and STS with the body %j are the client’s', async (body) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const versions = { cloudformation: '2010-05-15', sts: '2011-06-15' };
  for (const [service, version] of Object.entries(versions)) {
    const form = `Version=${version}&Action=DescribeStacks&StackName.member.x=1&${body}`;
    expect(await send('POST', '/', headers, form, service)).toBeLessThan(500);
  }
});

it('are not failures of the local cloud, as its timeline shows', () => {
  expect(spec.recorder.all('cloud')).toEqual([]);
});
