import { functionEnvironment, type EnvironmentInput } from './environment';

const INPUT: EnvironmentInput = {
  context: { functionName: 'orders', awsRequestId: 'request-1' },
  deployed: {
    arn: 'arn',
    version: '7',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    architecture: 'x86_64',
    memoryMb: 128,
    variables: {},
    layers: [],
    mountPaths: [],
    code: { url: 'https://code' },
  },
  handler: 'index.handler',
  region: 'eu-west-1',
  memoryMb: 2048,
  taskRoot: '/var/task',
  runtimeDir: '/var/runtime',
  optDir: '/opt',
};

const withVariables = (variables: Record<string, string>, more = {}): EnvironmentInput => ({
  ...INPUT,
  deployed: { ...INPUT.deployed, variables, ...more },
});

describe("the function's environment", () => {
  it('is what Lambda defines', () => {
    expect(functionEnvironment(INPUT, { PATH: '/usr/bin' })).toEqual({
      _HANDLER: 'index.handler',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '2048',
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_VERSION: '7',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
      AWS_LAMBDA_LOG_STREAM_NAME: 'container/request-1',
      AWS_REGION: 'eu-west-1',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      LAMBDA_TASK_ROOT: '/var/task',
      LANG: 'en_US.UTF-8',
      LD_LIBRARY_PATH:
        '/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
      NODE_PATH:
        '/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task',
      PATH: '/usr/bin:/opt/bin',
      TZ: ':UTC',
    });
  });

  it("includes the function's variables, which override the defaults", () => {
    const env = functionEnvironment(
      withVariables({
        TZ: 'Europe/Berlin',
        AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
        NODE_OPTIONS: '--inspect',
        TABLE: 'orders',
        EMPTY: '',
      }),
      { NODE_OPTIONS: '--no-warnings' },
    );

    expect(env).toMatchObject({
      TZ: 'Europe/Berlin',
      AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
      NODE_OPTIONS: '--inspect',
      TABLE: 'orders',
      EMPTY: '',
    });
  });

  it.each([
    ['AWS_REGION', 'eu-west-1'],
    ['_HANDLER', 'index.handler'],
    ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', '2048'],
    ['LAMBDA_TASK_ROOT', '/var/task'],
    ['AWS_ACCESS_KEY_ID', 'task'],
    ['AWS_SESSION_TOKEN', undefined],
    ['AWS_LAMBDA_RUNTIME_API', undefined],
    ['_X_AMZN_TRACE_ID', undefined],
  ])('does not let a variable of the function set %s', (name, expected) => {
    const env = functionEnvironment(withVariables({ [name]: 'forged' }), {
      AWS_ACCESS_KEY_ID: 'task',
    });

    expect(env[name]).toBe(expected);
  });

  it("inherits the task's credentials and endpoints, and nothing else from the runner", () => {
    const passed = {
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://localhost/1',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/token',
      ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2',
    };
    const kept = {
      AWS_PROFILE: 'developer',
      AWS_CONFIG_FILE: '/home/me/.aws/config',
      AWS_LAMBDA_FUNCTION_EVENT: '{}',
      AWS_LAMBDA_FUNCTION_CONTEXT: '{}',
      AWS_LAMBDA_HANDLER_PATH: 'a.js',
      RUNNER_MAX_SECONDS: '1',
      HOME: '/root',
      NODE_OPTIONS: '--inspect',
    };
    const env = functionEnvironment(INPUT, { ...passed, ...kept });

    expect(env).toMatchObject(passed);
    expect(Object.keys(env).filter((name) => name in kept)).toEqual([]);
  });

  it('uses the version and the logs in the context of the failed invocation', () => {
    const env = functionEnvironment(
      {
        ...INPUT,
        traceId: 'Root=1',
        context: {
          ...INPUT.context,
          functionVersion: '3',
          logGroupName: '/logs',
          logStreamName: 'stream',
        },
      },
      {},
    );

    expect(env).toMatchObject({
      AWS_LAMBDA_FUNCTION_VERSION: '3',
      AWS_LAMBDA_LOG_GROUP_NAME: '/logs',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      _X_AMZN_TRACE_ID: 'Root=1',
    });
  });

  it('prefers the trace of the failed invocation to that of its own', () => {
    const context = { ...INPUT.context, xRayTraceId: 'Root=2' };
    const env = functionEnvironment({ ...INPUT, traceId: 'Root=1', context }, {});
    expect(env['_X_AMZN_TRACE_ID']).toBe('Root=2');
  });

  it('sets the format and the level of JSON logs', () => {
    expect(functionEnvironment(withVariables({}, { jsonLogLevel: 'WARN' }), {})).toMatchObject({
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'WARN',
    });
  });

  it("keeps the image's paths and sets no Node.js variables for other runtimes", () => {
    const runnerEnv = { PATH: '/var/lang/bin:/opt/bin', LD_LIBRARY_PATH: '/var/lang/lib' };
    const env = functionEnvironment(withVariables({}, { runtime: 'provided.al2023' }), runnerEnv);

    expect(env).toMatchObject(runnerEnv);
    expect(env).not.toHaveProperty('NODE_PATH');
    expect(env).not.toHaveProperty('AWS_EXECUTION_ENV');
  });
});
