// A runtime that is frozen between invocations.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startLateRuntime } from '../../fixtures/late-runtime';
import { type Outcome } from '../invocation';
import { type Runtime } from './runtime';
import { stateOf, untilEnded, untilFrozen } from '../testing/process-state';

const folder = mkdtempSync(path.join(tmpdir(), 'freezer-'));
const file = path.join(folder, 'there');
let runtime: Runtime | undefined;

afterEach(async () => {
  await runtime?.stop(0);
  runtime = undefined;
  rmSync(file, { force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function invoke(event: object): Promise<Outcome> {
  const bytes = Buffer.from(JSON.stringify(event));
  return runtime!.invoke({ event: bytes, requestId: 'request-1', invokedFunctionArn: 'arn' });
}

it('freezes the process while it waits, and thaws it for the next invocation', async () => {
  runtime = await startLateRuntime();
  for (let count = 1; count <= 2; count += 1) {
    const outcome = await invoke({ file });
    expect(outcome).toMatchObject({ kind: 'response' });
    expect(await runtime.untilIdle()).toBe(true);
    await untilFrozen(runtime.pid);
  }
});

it('continues unawaited work during the next invocation, and not before', async () => {
  runtime = await startLateRuntime();
  await invoke({ file });
  await runtime.untilIdle();
  await untilFrozen(runtime.pid);
  writeFileSync(file, '');
  expect(stateOf(runtime.pid)).toBe('T');
  expect(await invoke({ file: '/dev/null/nowhere', waits: true })).toEqual({
    kind: 'exit',
    code: 1,
    signal: null,
  });
  expect(await runtime.untilIdle()).toBe(false);
});

it('freezes a process only after it has written all of its output', async () => {
  const taken: string[] = [];
  runtime = await startLateRuntime((line) => taken.push(line));
  for (let count = 1; count <= 3; count += 1) {
    taken.length = 0;
    await invoke({ file, lines: 20_000 });
    expect(await runtime.untilIdle()).toBe(true);
    expect(taken).toHaveLength(20_000);
    expect(taken.at(-1)).toContain('line 20000');
    await untilFrozen(runtime.pid);
  }
});

it('stops a frozen process with SIGTERM', async () => {
  runtime = await startLateRuntime();
  await invoke({ file });
  await runtime.untilIdle();
  await untilFrozen(runtime.pid);
  await runtime.stop();
  expect(await runtime.exited).toMatchObject({ signal: 'SIGTERM' });
});

it('leaves no frozen process behind if its supervisor is killed', async () => {
  const script = path.join(__dirname, '../../fixtures/frozen-runtime.ts');
  const options = ['-r', '@swc-node/register', script];
  const parent = spawn(process.execPath, options, { cwd: path.join(__dirname, '../..') });
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const pid = Number(line);
  expect(pid).toBeGreaterThan(1);
  await untilFrozen(pid);
  parent.kill('SIGKILL');
  await untilEnded(pid);
});
