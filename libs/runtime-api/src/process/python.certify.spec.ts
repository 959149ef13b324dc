// Python functions, on the Python of this machine.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Invocation, type Outcome } from '../invocation';
import { Runtime } from './runtime';

const root = path.join(__dirname, '../..');
const taskRoot = path.join(root, 'fixtures/python');
const ID = '8476a536-e9f4-11e8-9739-2dfe598c3fcd';
const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:orders';
let lines: string[] = [];

const start = (handler: string, variables: Record<string, string> = {}) =>
  Runtime.start({
    command: path.join(root, 'dist/runtime/bootstrap'),
    cwd: taskRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      PYTHONDONTWRITEBYTECODE: '1',
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: taskRoot,
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13',
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      ...variables,
    },
    output: (line) => lines.push(line),
  });

const invoke = (runtime: Runtime, event: unknown, more: Partial<Invocation> = {}) =>
  runtime.invoke({
    event: Buffer.from(JSON.stringify(event)),
    requestId: ID,
    invokedFunctionArn: ARN,
    ...more,
  });

/** What a handler returns or how it fails, as JSON. */
async function resultOf(handler: string, event: unknown = null, more: Partial<Invocation> = {}) {
  const runtime = await start(handler);
  const outcome = await invoke(runtime, event, more);
  await runtime.stop();
  return { kind: outcome.kind, json: jsonOf(outcome) };
}

function jsonOf(outcome: Outcome): unknown {
  return 'payload' in outcome ? JSON.parse(outcome.payload.toString()) : outcome;
}

/** A machine that is to try out functions in Python has it. */
function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    process.stderr.write('There is no python3 here: Python functions are not tested.\n');
    return false;
  }
}

beforeEach(() => {
  lines = [];
});

(hasPython() ? describe : describe.skip)('a function in Python', () => {
  it('gets one event after the other, and modules beside its own', async () => {
    const runtime = await start('app.echo');
    for (const event of [{ name: 'Zoë 日' }, [1, null, 2.5]]) {
      expect(jsonOf(await invoke(runtime, event))).toEqual({ event, path: true });
    }
    await runtime.stop();
  });

  it('gets the documented context', async () => {
    const clientContext = JSON.stringify({ client: { app_title: 'shop' }, custom: { n: '日' } });
    const more = { clientContext, timeoutMs: 10_000 };
    expect((await resultOf('app.describe', null, more)).json).toEqual({
      id: ID,
      arn: ARN,
      name: 'orders',
      version: '$LATEST',
      memory: '256',
      group: '/aws/lambda/orders',
      stream: 'stream',
      identity: null,
      custom: { n: '日' },
      app: 'shop',
      hasTime: true,
    });
  });

  it('fails with the type, message, and stack trace of its error', async () => {
    expect(await resultOf('app.fail')).toEqual({
      kind: 'error',
      json: {
        errorType: 'KeyError',
        errorMessage: "'order'",
        requestId: ID,
        stackTrace: [
          expect.stringMatching(
            /^ {2}File ".*app\.py", line \d+, in fail\n {4}raise KeyError\("order"\)\n/,
          ),
        ],
      },
    });
    expect(lines).toContain("[ERROR] KeyError: 'order'");
  });

  it('fails with a result that is no JSON', async () => {
    expect((await resultOf('app.unserializable')).json).toMatchObject({
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
    });
  });

  it('can end its runtime', async () => {
    expect(await resultOf('app.leave')).toMatchObject({ kind: 'exit', json: { code: 3 } });
  });

  it.each([
    ['app', 'Runtime.MalformedHandlerName', "Bad handler 'app'"],
    ['app.none', 'Runtime.HandlerNotFound', "Handler 'none' missing on module 'app'"],
    ['missing.handler', 'Runtime.ImportModuleError', "No module named 'no_such_module'"],
    ['syntax.handler', 'Runtime.UserCodeSyntaxError', "Syntax error in module 'syntax'"],
    ['broken.handler', 'ValueError', 'at load'],
  ])('%s fails to start: %s', async (handler, errorType, message) => {
    expect(await resultOf(handler)).toMatchObject({
      kind: 'init-error',
      json: { errorType, errorMessage: expect.stringContaining(message) as unknown },
    });
  });

  it('logs with the request id', async () => {
    await resultOf('app.log', 'a');
    expect(lines).toEqual([
      'printed',
      expect.stringMatching(
        /^\[WARNING\]\t\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z\t8476a536-\S+\tlogged a$/,
      ),
    ]);
  });
});
