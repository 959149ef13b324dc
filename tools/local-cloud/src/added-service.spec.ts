// A service is added by its folder, here testing/weather, and one line in the list of services.
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { SERVICES } from './services';
import { arnOf, lambdaFunction, type Resources } from './testing/fixture';
import { rawRequest } from './testing/raw-request';
import { signedHeaders } from './testing/signed';
import { type SpecCloud, startSpecCloud } from './testing/spec-cloud';
import { weather } from './testing/weather';

const services = [...SERVICES, weather];

const statement = (Effect: string, Action: string, Resource: string) => ({
  Effect,
  Action,
  Resource,
});
const roleOf = (RoleName: string, ...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: {
      Statement: {
        ...statement('Allow', 'sts:AssumeRole', '*'),
        Resource: undefined,
        Principal: { Service: 'lambda.amazonaws.com' },
      },
    },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement } }],
  },
});
const Role = (name: string) => ({ Role: { 'Fn::GetAtt': [name, 'Arn'] } });

const RESOURCES: Resources = {
  Station: { Type: 'AWS::Weather::Station', Properties: { StationName: 'roof', Altitude: 12 } },
  ReporterRole: roleOf('reporter', {
    Effect: 'Allow',
    Action: 'weather:PutReport',
    Resource: { 'Fn::GetAtt': ['Station', 'Arn'] },
  }),
  VisitorRole: roleOf('visitor', statement('Allow', 'weather:Get*', '*')),
  Reporter: lambdaFunction('reporter', 'call', Role('ReporterRole')),
  Visitor: lambdaFunction('visitor', 'call', {
    ...Role('VisitorRole'),
    Environment: { Variables: { STATION: { Ref: 'Station' } } },
  }),
};

let spec: SpecCloud;
beforeAll(async () => {
  spec = await startSpecCloud(RESOURCES, { services });
});
afterAll(() => spec.stop());

const call = { service: 'weather', target: 'Weather_20260101.PutReport' };

/** What the service answers to a function that calls it with the credentials of its role. */
async function callAs(FunctionName: string, input: object): Promise<unknown> {
  const Payload = JSON.stringify({ ...call, input });
  const answer = await spec.lambda.send(new InvokeCommand({ FunctionName, Payload }));
  return JSON.parse(answer.Payload?.transformToString() ?? '');
}

/** What it answers to the developer. */
async function send(target: string, input: object): Promise<{ status?: number; body: unknown }> {
  const url = `${spec.cloud.origin}/`;
  const body = JSON.stringify(input);
  const headers = await signedHeaders({
    url,
    body,
    service: 'weather',
    headers: { 'x-amz-target': target },
  });
  const { status, body: text } = await rawRequest(url, headers, { method: 'POST', body });
  return { ...(status !== undefined && { status }), body: JSON.parse(text) as unknown };
}

it('handles its operation, which can read the stack and keep state', async () => {
  const station = arnOf('weather', 'roof');
  const report = (text: string) => send(call.target, { station: 'roof', report: text });
  expect(await report('sun')).toStrictEqual({ status: 200, body: { station, reports: ['sun'] } });
  expect(await report('rain')).toMatchObject({ body: { reports: ['sun', 'rain'] } });
});

it.each([
  ['its own errors', call.target, { station: 'cellar' }, 'StationNotFoundException'],
  ['input of another type', call.target, { station: 7 }, 'SerializationException'],
  ['another operation', 'Weather_20260101.GetReport', {}, 'UnknownOperationException'],
  // Signed for this service: the permission check of the other one would not see it.
  [
    'an operation of another service',
    'AmazonEC2ContainerServiceV20141113.ListTasks',
    {},
    'UnknownOperationException',
  ],
])('answers %s in its protocol', async (_title, target, input, code) => {
  expect(await send(target, input)).toMatchObject({ status: 400, body: { __type: code } });
});

it('is allowed to a role whose policy allows it', async () => {
  expect(await callAs('reporter', { station: 'roof', report: 'snow' })).toMatchObject({
    status: 200,
  });
});

it('is denied to a role whose policy does not allow it', async () => {
  const role = 'User: arn:aws:sts::000000000000:assumed-role/visitor/local-cloud';
  expect(await callAs('visitor', { station: 'roof', report: 'fog' })).toStrictEqual({
    status: 400,
    body: {
      __type: 'AccessDeniedException',
      message: `${role} is not authorized to perform: weather:PutReport on resource: ${arnOf('weather', 'roof')} because no identity-based policy allows the weather:PutReport action`,
    },
  });
});

it('fails when a fault is injected, which the timeline shows', async () => {
  spec.cloud.faults.arm({ point: 'weather.PutReport', kind: 'ThrottlingException' });
  expect(await send(call.target, { station: 'roof' })).toStrictEqual({
    status: 400,
    body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
  });
  expect(spec.recorder.all('fault')).toMatchObject([
    { point: 'weather.PutReport', kind: 'ThrottlingException', struck: 'a caller from outside' },
  ]);
});

it('has its own kind of fault at its operation', async () => {
  spec.cloud.faults.arm({ point: 'weather.PutReport', kind: 'lost' });
  const { body } = await send(call.target, { station: 'roof', report: 'hail' });
  expect(body).not.toMatchObject({ reports: expect.arrayContaining(['hail']) as unknown });
});

it('adds a resource type, with its Ref, its attributes, and what is not emulated', () => {
  expect(spec.cloud.stack.resource('Station')).toMatchObject({
    ref: 'roof',
    attributes: { Arn: arnOf('weather', 'roof') },
    isKnown: true,
    notEmulated: ['Altitude'],
  });
  expect(spec.cloud.functions.get('visitor').variables).toStrictEqual({ STATION: 'roof' });
});

it('is refused by name if it is not in the list of services', async () => {
  const without = await startSpecCloud({});
  const url = `${without.cloud.origin}/`;
  const headers = await signedHeaders({ url, service: 'weather', body: '{}' });
  const { body } = await rawRequest(url, headers, { method: 'POST', body: '{}' });
  await without.stop();
  expect(body).toContain('weather is not emulated by the local cloud.');
});
