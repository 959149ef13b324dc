import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { awsError, FakeAws } from './testing/fake-aws';
import { RUNTIME_DIR, startRunner, stopRunners } from './testing/runner-process';

const fixture = (name: string) => fs.readFileSync(path.join(__dirname, '../fixtures', name));
const ZIP = buildZip([{ name: 'index.js', data: fixture('index.js'), mode: 0o100644, method: 8 }]);
const EXECUTABLE = 0o100755;

let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
});

afterEach(async () => {
  await stopRunners();
  await aws.stop();
});

/** Runs one of the fixture's handlers to its end. */
function run(handler: string, variables?: Record<string, string | undefined>, args?: string[]) {
  aws.onFunction('orders', ZIP, { Handler: `index.${handler}` });
  return startRunner(aws.url, variables, args).ended;
}

describe('the runner', () => {
  it('exits with 0 and reports the result when the handler returns', async () => {
    const { code, end, stdout, stderr } = await run('handler');

    expect(stderr).toBe('');
    expect(stdout).toHaveLength(1);
    expect(end).toMatchObject({
      level: 'INFO',
      outcome: 'succeeded',
      requestId: 'request-1',
      functionName: 'orders',
      exitCode: 0,
      durationMs: expect.any(Number) as number,
      result: { received: { id: 1 } },
    });
    expect(code).toBe(0);
  });

  it('exits with 1 and reports the error when the handler fails', async () => {
    const { code, end } = await run('fails');

    expect(end).toMatchObject({
      level: 'ERROR',
      outcome: 'failed',
      error: { errorType: 'TypeError', errorMessage: 'no such order' },
    });
    expect(code).toBe(1);
  });

  it('exits with 76 when the handler fails with an error that is worth another task', async () => {
    const { code, end } = await run('fails', { RUNNER_RETRY_ERRORS: 'BusyError,TypeError' });

    expect(end).toMatchObject({ outcome: 'failed', exitCode: 76 });
    expect(code).toBe(76);
  });

  it('tells the handler how much time it has, and does not stop it then', async () => {
    aws.onFunction('orders', ZIP, { Handler: 'index.reflects' });
    const { end } = await startRunner(aws.url, { RUNNER_REPORTED_SECONDS: '1' }).ended;
    const { remaining } = (end['result'] as { context: { remaining: number } }).context;
    expect(remaining).toBeLessThanOrEqual(1000);

    aws.onFunction('orders', ZIP, { Handler: 'index.waits' });
    const runner = startRunner(aws.url, {
      RUNNER_REPORTED_SECONDS: '1',
      RUNNER_WARN_AFTER_SECONDS: '2',
    });
    await runner.printed('running for 2 seconds');
    runner.kill('SIGTERM');
    await runner.ended;
  });

  it('exits with 2 when the handler cannot be loaded', async () => {
    const { code, end } = await run('missing');

    expect(end).toMatchObject({ outcome: 'init-failed', exitCode: 2 });
    expect(code).toBe(2);
  });

  it('exits with 1 when the handler ends the process instead of returning', async () => {
    const { code, end } = await run('exits');

    expect(end).toMatchObject({ outcome: 'died', exitCode: 1 });
    expect(end['message']).toContain('Runtime exited without providing a reason');
    expect(code).toBe(1);
  });

  it("exits with 1 and a hint at the heap when V8's heap is full", async () => {
    aws.onFunction('orders', ZIP, {
      Handler: 'index.fillsHeap',
      Environment: { Variables: { NODE_OPTIONS: '--max-old-space-size=20' } },
    });
    const { code, end } = await startRunner(aws.url).ended;

    expect(end['message']).toMatch(/signal: aborted.*V8's heap was full/);
    expect(code).toBe(1);
  });

  it('exits with 3 when something outside the function kills the runtime', async () => {
    const { code, end } = await run('killed');

    expect(end).toMatchObject({ outcome: 'killed', exitCode: 3 });
    expect(end['message']).toContain('Runtime exited with error: signal: killed');
    expect(code).toBe(3);
  });

  it('exits with 1 when the handler exceeds RUNNER_MAX_SECONDS', async () => {
    const { code, end } = await run('waits', { RUNNER_MAX_SECONDS: '1' });

    expect(end).toMatchObject({ outcome: 'timed-out' });
    expect(end['message']).toContain('after 1 seconds');
    expect(code).toBe(1);
  });

  it('warns at every interval that the function is still running', async () => {
    aws.onFunction('orders', ZIP, { Handler: 'index.waits' });
    const runner = startRunner(aws.url, { RUNNER_WARN_AFTER_SECONDS: '1' });
    await runner.printed('running for 1 seconds');
    await runner.printed('running for 2 seconds');
    runner.kill('SIGTERM');
    const { stdout } = await runner.ended;

    expect(JSON.parse(stdout.find((line) => line.includes('for 2 seconds')) ?? '')).toEqual({
      level: 'WARN',
      message: expect.stringContaining('has been running for 2 seconds') as string,
      service: 'runner',
      timestamp: expect.any(String) as string,
      requestId: 'request-1',
      functionName: 'orders',
      longRunning: true,
    });
  });

  it('cuts a result larger than 240 KB and marks it as cut', async () => {
    const { code, end } = await run('large');

    expect(end['resultTruncated']).toBe(true);
    expect(end['result']).toMatch(/^"é+$/);
    expect(Buffer.byteLength(end['result'] as string)).toBe(239_997);
    expect(code).toBe(0);
  });
});

it('runs code that Lambda does not store, from the bucket in its response', async () => {
  const { Configuration } = aws.functionAnswer('orders', ZIP, { Handler: 'index.handler' });
  const ResolvedS3Object = { S3Bucket: 'artifacts', S3Key: 'orders.zip', S3ObjectVersion: 'v1' };
  aws.on('/2015-03-31/functions/orders', {
    body: JSON.stringify({ Configuration, Code: { RepositoryType: 'S3', ResolvedS3Object } }),
  });
  aws.on('/artifacts/orders.zip?versionId=v1', { body: ZIP });
  const { code, end } = await startRunner(aws.url).ended;

  expect(end).toMatchObject({ outcome: 'succeeded', result: { received: { id: 1 } } });
  expect(code).toBe(0);
});

it('refuses a context whose nesting overflows a stack, in one line', async () => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  const { code, end } = await run('handler', {
    AWS_LAMBDA_FUNCTION_CONTEXT: `{"functionName":"orders","awsRequestId":"r","clientContext":${deep}}`,
  });

  expect(end).toMatchObject({ outcome: 'refused', exitCode: 2 });
  expect(end['message']).toContain('AWS_LAMBDA_FUNCTION_CONTEXT is nested deeper than 100 levels');
  expect(code).toBe(2);
});

describe('what the function sees', () => {
  it.each([
    ["the task's zone", '{"AvailabilityZone":"eu-west-1a"}', { AvailabilityZoneID: 'eu-west-1a' }],
    ['no zone if ECS reports none', '{}', {}],
  ])('includes a metadata endpoint that returns %s', async (_title, body, metadata) => {
    aws.on('/metadata/task', { body });
    aws.onFunction('orders', ZIP, { Handler: 'index.zone' });
    const variables = { ECS_CONTAINER_METADATA_URI_V4: `${aws.url}/metadata` };
    const { end } = await startRunner(aws.url, variables).ended;
    expect(end['result']).toEqual({ metadata, statusWithoutToken: 401 });
  });

  it('is what Lambda provides, without the variables of the runner and its contract', async () => {
    aws.on('/metadata/task', { body: '{"Limits":{"CPU":0.25,"Memory":512}}' });
    aws.onFunction('orders', ZIP, {
      Handler: 'index.reflects',
      Environment: { Variables: { TABLE: 'orders', AWS_REGION: 'mars-1', NODE_OPTIONS: '' } },
    });

    const { end, taskRoot } = await startRunner(aws.url, {
      AWS_LAMBDA_FUNCTION_CONTEXT:
        '{"functionName":"orders","awsRequestId":"request-1","invokedFunctionArn":"arn:original","clientContext":{"a":1},"xRayTraceId":"Root=1;Lineage=a:1"}',
      AWS_PROFILE: 'developer',
      HOME: '/nowhere',
      NODE_OPTIONS: '--no-warnings',
      ECS_CONTAINER_METADATA_URI_V4: `${aws.url}/metadata`,
    }).ended;

    const { env, context, event, cwd } = end['result'] as Record<string, Record<string, unknown>>;
    expect(event).toEqual({ id: 1 });
    expect(cwd).toBe(taskRoot);
    expect(context).toMatchObject({
      awsRequestId: 'request-1',
      functionName: 'orders',
      invokedFunctionArn: 'arn:original',
      memoryLimitInMB: '512',
      clientContext: { a: 1 },
    });
    expect(env).toMatchObject({
      _HANDLER: 'index.reflects',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      _X_AMZN_TRACE_ID: 'Root=1;Lineage=a:1',
      AWS_ENDPOINT_URL: aws.url,
      LAMBDA_TASK_ROOT: taskRoot,
      NODE_OPTIONS: '',
      TABLE: 'orders',
      TZ: ':UTC',
    });
    expect(
      Object.keys(env!).filter((name) =>
        /^(RUNNER_|AWS_LAMBDA_FUNCTION_(EVENT|CONTEXT)|AWS_LAMBDA_HANDLER|AWS_PROFILE|HOME)/.test(
          name,
        ),
      ),
    ).toEqual([]);
  });

  it('includes the layers, with later ones overriding earlier ones', async () => {
    const layer = (text: string) =>
      buildZip([
        {
          name: 'nodejs/node_modules/greeting/index.js',
          data: `module.exports = () => '${text}';`,
        },
      ]);
    aws.onLayer('arn:aws:lambda:eu-west-1:1:layer:a:1', layer('good morning'));
    aws.onLayer('arn:aws:lambda:eu-west-1:1:layer:b:7', layer('good evening'));
    aws.onFunction('orders', ZIP, {
      Handler: 'index.usesLayer',
      Layers: [
        { Arn: 'arn:aws:lambda:eu-west-1:1:layer:a:1' },
        { Arn: 'arn:aws:lambda:eu-west-1:1:layer:b:7' },
      ],
    });

    const { end } = await startRunner(aws.url).ended;

    expect(end['result']).toBe('good evening');
  });

  it('includes a layer whose location Lambda throttles at first', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:1:layer:a:1';
    const path = `/2018-10-31/layers?Arn=${encodeURIComponent(arn)}&find=LayerVersion`;
    const text = "module.exports = () => 'good morning';";
    const layer = buildZip([{ name: 'nodejs/node_modules/greeting/index.js', data: text }]);
    let throttled = 3;
    aws.on(path, () => {
      if (--throttled === 0) aws.onLayer(arn, layer);
      return awsError(429, 'TooManyRequestsException', 'Rate exceeded');
    });
    aws.onFunction('orders', ZIP, { Handler: 'index.usesLayer', Layers: [{ Arn: arn }] });

    const { end } = await startRunner(aws.url).ended;

    expect(end['result']).toBe('good morning');
    expect(aws.requests.filter((one) => one === `GET ${path}`)).toHaveLength(4);
  });

  it('lacks external extensions, and a warning names them', async () => {
    aws.onLayer('arn:layer:1', buildZip([{ name: 'extensions/watcher', mode: EXECUTABLE }]));
    aws.onFunction('orders', ZIP, { Layers: [{ Arn: 'arn:layer:1' }] });
    const { stdout, code } = await startRunner(aws.url).ended;

    expect(JSON.parse(stdout[0]!)).toMatchObject({
      level: 'WARN',
      message: expect.stringContaining('watcher') as string,
      requestId: 'request-1',
    });
    expect(code).toBe(0);
  });

  it("includes the configured memory size, with a warning, if ECS does not report the task's memory", async () => {
    aws.on('/metadata/task', { status: 500 });
    aws.onFunction('orders', ZIP, { Handler: 'index.reflects' });
    const { stdout, end } = await startRunner(aws.url, {
      ECS_CONTAINER_METADATA_URI_V4: `${aws.url}/metadata`,
    }).ended;

    expect(stdout[0]).toContain("ECS did not report the task's memory");
    expect(end).toMatchObject({ result: { context: { memoryLimitInMB: '256' } } });
  });

  it('includes the event from S3, fetched with a signed request', async () => {
    let authorization: string | undefined;
    aws.on('/hand-over/events/a%20b%2B1.json', ({ headers }) => {
      authorization = headers.authorization;
      return { body: '{ "price": 1.0 }' };
    });

    const { end } = await run('handler', {
      AWS_LAMBDA_FUNCTION_EVENT: undefined,
      AWS_LAMBDA_FUNCTION_EVENT_S3: 's3://hand-over/events/a b+1.json',
    });

    expect(end['result']).toEqual({ received: { price: 1 } });
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/s3\//);
  });

  it('includes the handler in another file if AWS_LAMBDA_HANDLER_PATH names it', async () => {
    const zip = buildZip([{ name: 'path/to/other.js', data: fixture('index.js') }]);
    aws.onFunction('orders', zip);

    const { end, code } = await startRunner(aws.url, {
      AWS_LAMBDA_HANDLER_PATH: 'path/to/other.js',
    }).ended;

    expect(end).toMatchObject({ outcome: 'succeeded' });
    expect(code).toBe(0);
  });

  describe('with credentials from ECS', () => {
    const fromEcs = () => ({
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token',
    });

    beforeEach(() => {
      aws.on('/credentials', ({ headers }) => ({
        status: headers.authorization === 'token' ? 200 : 401,
        body: JSON.stringify({
          AccessKeyId: 'task-key',
          SecretAccessKey: 'task-secret',
          Token: 'session',
          Expiration: '2999-01-01T00:00:00Z',
        }),
      }));
    });

    const variablesIn = (result: unknown) => {
      const { env } = result as { env: Record<string, string> };
      return Object.fromEntries(
        Object.entries(env).filter(([name]) => /^AWS_(ACCESS|SECRET|SESSION)_/.test(name)),
      );
    };

    it('includes the credentials endpoint and no variables with credentials', async () => {
      const { code, end } = await run('reflects', fromEcs());

      expect(aws.requests[0]).toBe('GET /credentials');
      expect(code).toBe(0);
      expect(variablesIn(end['result'])).toEqual({});
    });

    it('includes variables with credentials on request, and a warning about their expiry', async () => {
      const { end, stdout } = await run('reflects', {
        ...fromEcs(),
        RUNNER_CREDENTIALS_IN_ENVIRONMENT: 'true',
      });

      expect(variablesIn(end['result'])).toEqual({
        AWS_ACCESS_KEY_ID: 'task-key',
        AWS_SECRET_ACCESS_KEY: 'task-secret',
        AWS_SESSION_TOKEN: 'session',
      });
      const warning = stdout.find((line) => line.includes('"WARN"')) ?? '';
      expect(warning).toContain('expire at 2999-01-01T00:00:00.000Z and are not renewed');
      expect(warning).not.toMatch(/task-secret|session/);
    });
  });
});

describe('the command line', () => {
  it('overrides the environment', async () => {
    const { end } = await run('handler', {}, ['--event', '"from the command line"']);

    expect(end['result']).toEqual({ received: 'from the command line' });
  });

  it('sets the folder of the bootstrap', async () => {
    const args = ['--runtime-dir', RUNTIME_DIR];
    const { code } = await run('handler', { LAMBDA_RUNTIME_DIR: '/nowhere' }, args);

    expect(code).toBe(0);
  });

  it.each([
    ['--help', /--event.*AWS_LAMBDA_FUNCTION_EVENT/],
    ['--version', /^\d+\.\d+\.\d+$/],
  ])('prints the text for %s and exits with 0', async (option, expected) => {
    const { code, stdout } = await startRunner(aws.url, {}, [option]).ended;

    expect(stdout.join(' ')).toMatch(expected);
    expect(code).toBe(0);
    expect(aws.requests).toEqual([]);
  });
});

it('leaves a function that is redeployed during the download to another task', async () => {
  const [before, after] = ['before', 'after'].map((data) => buildZip([{ name: 'index.js', data }]));
  aws.onFunction('orders', before!);
  aws.on('/code/orders', () => {
    aws.onFunction('orders', after!, { Handler: 'renamed.handler' });
    return { status: 404 };
  });
  const { end, code } = await startRunner(aws.url).ended;
  expect(end['message']).toContain('was redeployed during the download');
  expect(code).toBe(75);
});

describe('a custom runtime', () => {
  const zip = buildZip([{ name: 'bootstrap', data: fixture('bootstrap'), mode: EXECUTABLE }]);
  const provided = { Runtime: 'provided.al2023', Handler: 'anything' };
  const curl = spawnSync('curl', ['--version']).status === 0;
  if (!curl)
    console.warn('Skipped, because curl is missing: a custom runtime that is a shell script.');

  (curl ? describe : describe.skip)('that is a shell script with curl', () => {
    it('runs from the zip', async () => {
      aws.onFunction('orders', zip, provided);
      const { end, code } = await startRunner(aws.url).ended;

      expect(end['result']).toEqual({ handler: 'anything', event: { id: 1 } });
      expect(code).toBe(0);
    });

    it('handles an event and a result whose nesting overflows a stack', async () => {
      aws.onFunction('orders', zip, provided);
      const deep = '['.repeat(20_000) + ']'.repeat(20_000);
      const { end, code } = await startRunner(aws.url, { AWS_LAMBDA_FUNCTION_EVENT: deep }).ended;

      expect(end).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
      expect(end['result']).toBe(`{"handler":"anything","event":${deep}}`);
      expect(code).toBe(0);
    });

    it('runs from a layer when the zip has no bootstrap', async () => {
      aws.onFunction('orders', ZIP, { ...provided, Layers: [{ Arn: 'arn:layer:1' }] });
      aws.onLayer('arn:layer:1', zip);
      const { code } = await startRunner(aws.url).ended;

      expect(code).toBe(0);
    });
  });

  it('is refused when there is no bootstrap', async () => {
    aws.onFunction('orders', ZIP, provided);
    const { end, code, taskRoot } = await startRunner(aws.url).ended;

    expect(end['message']).toContain(`There is no ${taskRoot}/bootstrap and no `);
    expect(code).toBe(2);
  });

  it('is refused when its bootstrap is not executable', async () => {
    aws.onFunction('orders', buildZip([{ name: 'bootstrap', data: '', mode: 0o100644 }]), provided);
    const { end, code } = await startRunner(aws.url).ended;

    expect(end).toMatchObject({ outcome: 'refused' });
    expect(end['message']).toContain('EACCES');
    expect(code).toBe(2);
  });
});

describe('stopping the runner', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('with %s before the function starts exits with %d', async (signal, expected) => {
    const runner = new Promise<ReturnType<typeof startRunner>>((resolve) => {
      aws.on('/2015-03-31/functions/orders', () => {
        resolve(started);
        return new Promise(() => undefined);
      });
      const started = startRunner(aws.url);
    });
    (await runner).kill(signal);
    const { code, end, stdout } = await (await runner).ended;

    expect(stdout).toHaveLength(1);
    expect(end).toMatchObject({ outcome: 'stopped', requestId: 'request-1', exitCode: expected });
    expect(code).toBe(expected);
  });

  it.each([
    ['ends on SIGTERM', 'waits', '120', 'ended without a response'],
    ['ignores SIGTERM for the whole grace period', 'ignores', '2', 'did not end within 1 seconds'],
  ])('with a function that %s exits with 143', async (_what, handler, stopTimeout, how) => {
    aws.onFunction('orders', ZIP, { Handler: `index.${handler}` });
    const runner = startRunner(aws.url, { RUNNER_STOP_TIMEOUT_SECONDS: stopTimeout });
    await runner.printed('waiting');
    runner.kill('SIGTERM');
    const { code, end } = await runner.ended;

    expect(end).toMatchObject({ outcome: 'stopped', exitCode: 143 });
    expect(end['message']).toContain(how);
    expect(code).toBe(143);
  });

  it('counts a response within the grace period as success', async () => {
    aws.onFunction('orders', ZIP, { Handler: 'index.obeys' });
    const runner = startRunner(aws.url);
    await runner.printed('waiting');
    runner.kill('SIGTERM');
    const { code, end } = await runner.ended;

    expect(end).toMatchObject({ outcome: 'succeeded', result: 'saved' });
    expect(code).toBe(0);
  });
});

describe('a run that cannot start', () => {
  it.each([
    ['an empty event', { AWS_LAMBDA_FUNCTION_EVENT: '' }, 'AWS_LAMBDA_FUNCTION_EVENT is empty'],
    ['no context', { AWS_LAMBDA_FUNCTION_CONTEXT: undefined }, 'AWS_LAMBDA_FUNCTION_CONTEXT is'],
    ['a malformed limit', { RUNNER_MAX_SECONDS: '5m' }, 'RUNNER_MAX_SECONDS is "5m"'],
  ])('exits with 2 and a one-line error for %s', async (_what, variables, message) => {
    const { code, end, stdout, stderr } = await startRunner(aws.url, variables).ended;

    expect(stdout).toHaveLength(1);
    expect(stderr).toBe('');
    expect(end['message']).toContain(message);
    expect(end).not.toHaveProperty('stack');
    expect(code).toBe(2);
    expect(aws.requests).toEqual([]);
  });

  it.each([
    [
      'with a runtime that the image does not provide',
      {},
      { RUNNER_RUNTIMES: 'nodejs22.x' },
      'nodejs22.x',
    ],
    [
      'with a file system that is not mounted',
      { FileSystemConfigs: [{ LocalMountPath: '/mnt/nowhere' }] },
      {},
      'a file system at /mnt/nowhere',
    ],
    ['without a bootstrap', {}, { LAMBDA_RUNTIME_DIR: '/nowhere' }, 'no /nowhere/bootstrap'],
  ])('exits with 2 for a function %s', async (_what, configuration, variables, message) => {
    aws.onFunction('orders', ZIP, configuration);
    const { code, end } = await startRunner(aws.url, variables).ended;

    expect(end['message']).toContain(message);
    expect(code).toBe(2);
  });

  it('exits with 2 for a function that does not exist', async () => {
    const { code, end } = await startRunner(aws.url).ended;

    expect(end).toMatchObject({ outcome: 'refused', requestId: 'request-1' });
    expect(end['message']).toContain('no function orders in eu-west-1');
    expect(code).toBe(2);
  });

  it('exits with 75 when Lambda is unavailable', async () => {
    aws.on('/2015-03-31/functions/orders', awsError(503, 'ServiceUnavailable', 'later'));
    const { code, end } = await startRunner(aws.url, { RUNNER_PREPARE_SECONDS: '1' }).ended;

    expect(end).toMatchObject({ outcome: 'temporary-failure', exitCode: 75 });
    expect(code).toBe(75);
  });

  it('exits with 75 when the download exceeds RUNNER_PREPARE_SECONDS', async () => {
    aws.onFunction('orders', ZIP).on('/code/orders', { body: ZIP, dripMs: 100 });
    const { code, end, stdout } = await startRunner(aws.url, { RUNNER_PREPARE_SECONDS: '1' }).ended;

    expect(stdout).toHaveLength(1);
    expect(end).toMatchObject({
      outcome: 'temporary-failure',
      requestId: 'request-1',
      exitCode: 75,
    });
    expect(end['message']).toContain('after 1 seconds, the limit of RUNNER_PREPARE_SECONDS');
    expect(code).toBe(75);
  });

  it('exits with 75 when there is no network', async () => {
    const { url } = aws;
    await aws.stop();
    const { code, end } = await startRunner(url, { RUNNER_PREPARE_SECONDS: '1' }).ended;
    aws = await FakeAws.start();

    expect(end['message']).toContain('ECONNREFUSED');
    expect(code).toBe(75);
  });

  it('exits with 75 when the connection to Lambda breaks', async () => {
    aws.on('/2015-03-31/functions/orders', { body: '{"Configuration":{}}', hangUpAfter: 5 });
    const { code, end } = await startRunner(aws.url, { RUNNER_PREPARE_SECONDS: '1' }).ended;

    expect(end).toMatchObject({ outcome: 'temporary-failure', exitCode: 75 });
    expect(code).toBe(75);
  });

  it('exits with 2 and logs the stack of an unexpected error', async () => {
    aws.on('/2015-03-31/functions/orders', () => new Promise(() => undefined));
    const { code, end, stdout } = await startRunner(aws.url, {
      NODE_OPTIONS: `--require ${path.join(__dirname, '../fixtures/throws-later.js')}`,
    }).ended;

    expect(stdout).toHaveLength(1);
    expect(end).toMatchObject({
      outcome: 'crashed',
      message: 'The runner failed unexpectedly: uncaught',
      stack: expect.stringContaining('throws-later.js') as string,
    });
    expect(code).toBe(2);
  });

  it('exits with 2 for a hostile zip', async () => {
    aws.onFunction('orders', buildZip([{ name: 'index.js' }, { name: '../evil.js' }]));
    const { code, end } = await startRunner(aws.url).ended;

    expect(end['message']).toBe(
      'The zip with the code of function orders is refused: its entry "../evil.js" would be unpacked outside of the folder.',
    );
    expect(code).toBe(2);
  });

  it('exits with 2 for a truncated zip', async () => {
    aws.onFunction('orders', ZIP.subarray(0, -1));
    const { code, end } = await startRunner(aws.url).ended;

    expect(end['message']).toContain('truncated');
    expect(code).toBe(2);
  });

  it('exits with 2 when the task root is not empty', async () => {
    aws.onFunction('orders', ZIP);
    const { code, end } = await startRunner(aws.url, { LAMBDA_TASK_ROOT: __dirname }).ended;

    expect(end['message']).toContain(`${__dirname} is not empty`);
    expect(code).toBe(2);
    expect(fs.existsSync(__filename)).toBe(true);
  });
});
