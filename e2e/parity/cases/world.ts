// What handlers find around themselves, and how their console writes.
import { type Case, returns } from './case';

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
const more = {
  clientContext: { client: { installation_id: 'phone' }, custom: { a: 1 } },
  identity: { cognitoIdentityId: 'me', cognitoIdentityPoolId: 'pool' },
};
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
const JSON_LOG = { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN' } };
const text = (line: string) => `TIME\trequest-1\t${line}`;

export const world: readonly Case[] = [
  {
    name: 'the context',
    handler: 'world.context',
    aws: returns({ context: { ...CONTEXT, xRayTraceId: '' }, keys: KEYS.toSorted() }),
  },
  {
    name: "the context of a phone's call, with a trace",
    handler: 'world.context',
    variables: {
      AWS_LAMBDA_FUNCTION_CONTEXT: JSON.stringify({
        ...{ functionName: 'orders', awsRequestId: 'request-1' },
        ...more,
      }),
      _X_AMZN_TRACE_ID: TRACE,
    },
    aws: returns({
      context: { ...CONTEXT, ...more, xRayTraceId: TRACE },
      keys: KEYS.toSorted(),
      traceId: TRACE,
    }),
  },
  {
    name: 'globals',
    handler: 'world.globals',
    aws: returns({
      awslambda: ['HttpResponseStream', 'InvokeStore', 'streamifyResponse'],
      gc: 'function',
      arguments: 2,
    }),
    difference: {
      reason: 'libraries that use InvokeStore bring their own where the runtime has none',
      standIn: returns({
        awslambda: ['HttpResponseStream', 'streamifyResponse'],
        gc: 'function',
        arguments: 2,
      }),
    },
  },
  { name: 'a heap by the memory size', handler: 'world.heapMb', aws: returns(600) },
  {
    name: 'a heap by the NODE_OPTIONS of the function',
    handler: 'world.heapMb',
    configuration: { Environment: { Variables: { NODE_OPTIONS: '--max-old-space-size=1000' } } },
    // The usual room for new objects included.
    aws: returns(1200),
  },
  {
    name: 'a console of text',
    handler: 'console.handler',
    aws: {
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
    name: 'a console of JSON, from a level on',
    handler: 'console.handler',
    configuration: JSON_LOG,
    aws: {
      lines: [
        '{"timestamp":"TIME","level":"WARN","requestId":"request-1","message":"warn"}',
        '{"timestamp":"TIME","level":"ERROR","requestId":"request-1","message":"error { code: 1 }"}',
        '{"timestamp":"TIME","level":"FATAL","requestId":"request-1","message":"fatal"}',
        'raw',
      ],
    },
  },
  { name: 'objects in a console of text', handler: 'console.objects', aws: {} },
  {
    name: 'objects in a console of JSON',
    handler: 'console.objects',
    configuration: { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' } },
    aws: {},
  },
  { name: 'errors in a console of text', handler: 'console.logsAnError', aws: {} },
  {
    name: 'errors in a console of JSON',
    handler: 'console.logsAnError',
    configuration: JSON_LOG,
    aws: {},
  },
];
