// The environment of handlers: context, variables, globals and console.
import { type Case, exits, fails, returns } from './case';

const CONTEXT = {
  functionName: 'orders',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
  awsRequestId: 'request-1',
  memoryLimitInMB: '512',
  logGroupName: '/aws/lambda/orders',
  logStreamName: 'container/request-1',
  getRemainingTimeInMillis: true,
};
const KEYS = [...Object.keys(CONTEXT), 'clientContext', 'identity', 'tenantId', 'xRayTraceId'];
/** The keys in the older client, whose context has methods and no trace. */
const OLDER_KEYS = [
  ...KEYS.filter((key) => key !== 'xRayTraceId'),
  'callbackWaitsForEmptyEventLoop',
  'done',
  'fail',
  'succeed',
];
const OLDER_CONTEXT = { ...CONTEXT, callbackWaitsForEmptyEventLoop: true };
const MOBILE = {
  clientContext: { client: { installation_id: 'phone' }, custom: { a: 1 } },
  identity: { cognitoIdentityId: 'me', cognitoIdentityPoolId: 'pool' },
};
const FOREIGN = {
  clientContext: { custom: { n: '日', delete: '\u007f', 'a\nb': 'Zoë' } },
  identity: { cognitoIdentityId: 'Zoë', cognitoIdentityPoolId: '日' },
};
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
const text = (line: string) => `TIME\trequest-1\t${line}`;

const context = (name: string, invocation: Case['invocation'], given: object): Case => ({
  name,
  handler: 'environment.context',
  ...(invocation && { invocation }),
  expected: returns({
    context: { ...CONTEXT, xRayTraceId: invocation?.traceId ?? '', ...given },
    keys: KEYS.toSorted(),
    ...(invocation?.traceId !== undefined && { traceId: invocation.traceId }),
  }),
  nodejs22: returns({
    context: { ...OLDER_CONTEXT, ...given },
    keys: OLDER_KEYS.toSorted(),
    ...(invocation?.traceId !== undefined && { traceId: invocation.traceId }),
  }),
});
const mobile = ({ clientContext, identity }: typeof MOBILE | typeof FOREIGN) => ({
  clientContext: JSON.stringify(clientContext, undefined, 2),
  cognitoIdentity: JSON.stringify(identity),
});

export const environment: readonly Case[] = [
  context('the context', undefined, {}),
  context("the context of a phone's call", mobile(MOBILE), MOBILE),
  context('a context in other scripts', mobile(FOREIGN), FOREIGN),
  context('a request id in another script', { requestId: 'Zoë 日' }, { awsRequestId: 'Zoë 日' }),
  context('a trace', { traceId: TRACE }, {}),
  {
    name: 'an error with a request id in another script',
    handler: 'failures.throws',
    invocation: { requestId: 'Zoë 日' },
    expected: fails('RangeError', 'too far'),
  },
  {
    name: 'a stream with a request id in another script',
    handler: 'streams.writes',
    invocation: { requestId: 'Zoë 日' },
    expected: returns('part one, part two'),
  },
  {
    name: 'a function that replaces exports of http and net',
    handler: 'commonjs.replacesHttp',
    expected: returns('all the same'),
  },
  {
    name: 'a wrapper script of a layer',
    handler: 'commonjs.wrapped',
    variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' },
    expected: returns('yes'),
  },
  {
    name: 'a wrapper script that does not exist',
    handler: 'commonjs.wrapped',
    variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/absent' },
    expected: { ...exits(127), lines: ['/opt/absent: does not exist'] },
  },
  {
    name: 'a wrapper script that is not executable',
    handler: 'commonjs.wrapped',
    variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/not-executable' },
    expected: { ...exits(126), lines: ['/opt/not-executable: is not an executable'] },
  },
  {
    name: 'metadata requested while the module loads',
    handler: 'environment.metadata',
    expected: returns({ AvailabilityZoneID: 'euw1-az1' }),
  },
  {
    name: 'globals',
    handler: 'environment.globals',
    expected: returns({
      awslambda: ['HttpResponseStream', 'InvokeStore', 'streamifyResponse'],
      gc: 'function',
      arguments: 2,
    }),
    nodejs22: returns({
      awslambda: ['HttpResponseStream', 'streamifyResponse'],
      gc: 'function',
      arguments: 3,
    }),
  },
  {
    name: 'a heap size derived from the memory size',
    handler: 'environment.heapMb',
    expected: returns(600),
  },
  {
    name: 'a heap size set in NODE_OPTIONS',
    handler: 'environment.hasHeapOf1000Mb',
    variables: { NODE_OPTIONS: '--max-old-space-size=1000' },
    expected: returns(true),
  },
  {
    name: 'console output as text',
    handler: 'console.handler',
    expected: {
      lines: [
        text('INFO\ttext { a: 1 } [ 2 ]'),
        text('INFO\ttwo\rlines'),
        text('INFO\tone is 1'),
        text('INFO\tundefined'),
        text('DEBUG\tdebug'),
        text('INFO\tinfo'),
        text('WARN\twarn'),
        text('ERROR\terror { code: 1 }'),
        text('TRACE\ttrace'),
        text('FATAL\tfatal'),
        'raw',
      ],
    },
  },
  {
    name: 'console output as JSON, with a minimum level',
    handler: 'console.handler',
    jsonLogLevel: 'WARN',
    expected: {
      lines: [
        '{"timestamp":"TIME","level":"WARN","requestId":"request-1","message":"warn"}',
        '{"timestamp":"TIME","level":"ERROR","requestId":"request-1","message":"error { code: 1 }"}',
        '{"timestamp":"TIME","level":"FATAL","requestId":"request-1","message":"fatal"}',
        'raw',
      ],
    },
  },
  { name: 'objects in console output as text', handler: 'console.objects', expected: {} },
  {
    name: 'objects in console output as JSON',
    handler: 'console.objects',
    jsonLogLevel: 'INFO',
    expected: {},
  },
  { name: 'errors in console output as text', handler: 'console.logsAnError', expected: {} },
  {
    name: 'errors in console output as JSON',
    handler: 'console.logsAnError',
    jsonLogLevel: 'WARN',
    expected: {},
  },
];
