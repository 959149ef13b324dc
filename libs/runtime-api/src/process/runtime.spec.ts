import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { RuntimeStartError } from '../errors';
import { LONGEST_DEADLINE_MS } from '../server/invocation-headers';
import { type Invocation, type Outcome } from '../invocation';
import { Runtime, type RuntimeOptions } from './runtime';

const root = path.join(__dirname, '../..');
const bootstrap = path.join(root, 'dist/runtime/bootstrap');
const running: Runtime[] = [];
let lines: string[] = [];

async function start(
  handler: string,
  options: Partial<RuntimeOptions> = {},
  variables: Record<string, string> = {},
): Promise<Runtime> {
  const runtime = await Runtime.start({
    command: bootstrap,
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: path.join(root, 'fixtures'),
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      ...variables,
    },
    output: (line) => lines.push(line),
    ...options,
  });
  running.push(runtime);
  return runtime;
}

const invocation = (event: unknown, more: Partial<Invocation> = {}): Invocation => ({
  event: Buffer.from(JSON.stringify(event)),
  requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:orders',
  ...more,
});

/** Starts a runtime, invokes it once and stops it. */
async function run(
  handler: string,
  event: unknown = null,
  variables: Record<string, string> = {},
): Promise<Outcome> {
  const runtime = await start(handler, {}, variables);
  const outcome = await runtime.invoke(invocation(event));
  await runtime.stop();
  return outcome;
}

const text = (outcome: Outcome): string =>
  'payload' in outcome ? outcome.payload.toString() : JSON.stringify(outcome);
const json = (outcome: Outcome): unknown => JSON.parse(text(outcome));

const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Resolves when the process has ended, which may take a moment on a busy machine. */
const ended = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await setImmediate();
};

beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((runtime) => runtime.stop(0)));
});

describe('a runtime', () => {
  it('passes the handler the event, the context and a deadline that does not overflow setTimeout', async () => {
    const runtime = await start('handlers.echo');
    const outcome = await runtime.invoke(
      invocation({ id: 1 }, { clientContext: '{"app":"shop"}', cognitoIdentity: '{"id":"me"}' }),
    );
    expect(json(outcome)).toEqual({
      event: { id: 1 },
      context: {
        awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:orders',
        functionName: 'orders',
        functionVersion: '$LATEST',
        memoryLimitInMB: '256',
        logGroupName: '/aws/lambda/orders',
        logStreamName: 'stream',
        clientContext: { app: 'shop' },
        identity: { id: 'me' },
        xRayTraceId: '',
        remaining: expect.any(Number) as unknown,
      },
    });
    const { context } = json(outcome) as { context: { remaining: number } };
    expect(context.remaining).toBeGreaterThan(LONGEST_DEADLINE_MS - 60_000);
    expect(context.remaining).toBeLessThan(2 ** 31 - 1);
  });

  it('serves consecutive invocations with the same process', async () => {
    const runtime = await start('handlers.echo');
    for (const id of [1, 2, 3]) {
      expect(json(await runtime.invoke(invocation({ id })))).toMatchObject({ event: { id } });
    }
  });

  it('accepts a response of the largest size that Lambda accepts', async () => {
    const outcome = await run('handlers.largest');
    expect(outcome.kind).toBe('response');
    expect(text(outcome)).toHaveLength(6_291_556);
  });

  it('accepts a streamed response', async () => {
    const outcome = await run('handlers.streams');
    expect(outcome).toMatchObject({ kind: 'response', contentType: 'application/octet-stream' });
    expect(text(outcome)).toBe('part one, part two');
  });

  it('refuses a response that is larger than Lambda accepts', async () => {
    const outcome = await run('handlers.tooLarge');
    const errorType = 'Function.ResponseSizeTooLarge';
    expect(outcome).toMatchObject({ kind: 'error', errorType });
    expect(json(outcome)).toMatchObject({
      errorMessage: expect.stringContaining('has 6291557 bytes') as unknown,
    });
  });

  it.each([
    ['handlers.exits', 7],
    ['handlers.settlesNever', 0],
  ])('reports that %s exits without a response', async (handler, code) => {
    expect(await run(handler)).toEqual({ kind: 'exit', code, signal: null });
  });

  it('kills a handler that never yields when it times out', async () => {
    const runtime = await start('handlers.runsForever');
    const outcome = await runtime.invoke(invocation(null, { timeoutMs: 100 }));
    expect(outcome).toEqual({ kind: 'timeout', timeoutMs: 100 });
    expect(await runtime.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  it('starts the timeout of the invocation after initTimeoutMs if the initialization hangs', async () => {
    const runtime = await start('', { command: 'sleep', args: ['600'], initTimeoutMs: 10 });
    const outcome = await runtime.invoke(invocation(null, { timeoutMs: 10 }));
    expect(outcome).toEqual({ kind: 'timeout', timeoutMs: 10 });
  });

  it('passes on each console call as one line', async () => {
    await run('handlers.logs');
    expect(lines).toEqual([
      expect.stringMatching(
        /^\S+Z\t8476a536-e9f4-11e8-9739-2dfe598c3fcd\tINFO\tone\rtwo \{ a: 1 \}$/,
      ),
    ]);
  });

  it('kills the child processes that the handler left running', async () => {
    const pid = Number(json(await run('handlers.leavesAChild')));
    expect(pid).toBeGreaterThan(1);
    await ended(pid);
  });

  it('kills a handler that ignores SIGTERM after the grace period', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'runtime-'));
    const script = path.join(folder, 'bootstrap');
    writeFileSync(script, '#!/bin/sh\ntrap "" TERM\necho ready\nwhile :; do sleep 1; done\n', {
      mode: 0o755,
    });
    const ready = new Promise((resolve) => {
      void start('', { command: script, output: resolve });
    });
    await ready;
    await running[0]!.stop(50);
    expect(await running[0]!.exited).toMatchObject({ signal: 'SIGKILL' });
    rmSync(folder, { recursive: true });
  });

  it('reports the peak memory of the runtime on Linux', async () => {
    const runtime = await start('handlers.nothing');
    await runtime.invoke(invocation(null));
    const { peakMemoryBytes } = await runtime.stop();
    expect(typeof peakMemoryBytes).toBe(existsSync('/proc/self/status') ? 'number' : 'undefined');
  });

  it('rejects a command that does not exist or is not executable', async () => {
    await expect(start('', { command: '/nowhere/bootstrap' })).rejects.toThrow(RuntimeStartError);
    await expect(start('', { command: __filename })).rejects.toThrow('EACCES');
  });

  it('survives idle times longer than the timeouts of the HTTP server', () => {
    // In a child process whose default HTTP timeouts are milliseconds instead of minutes.
    const script = path.join(root, 'fixtures/silent-invocation.ts');
    const options = [
      '-r',
      './fixtures/lower-http-defaults.cjs',
      '-r',
      '@swc-node/register',
      script,
    ];
    const output = execFileSync(process.execPath, options, {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(output.split('\n')).toEqual([
      'silent: response "awake"',
      'after idling: response "awake"',
      'streaming: response wide awake',
      '',
    ]);
  });
});
