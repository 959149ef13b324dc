// What a runtime of a few lines of shell writes, however it ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { OutputListener, OutputSink } from './output';
import { Runtime } from '../process/runtime';

jest.setTimeout(60_000);

let folder: string;
let runtime: Runtime | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'output-spec-'));
});

afterEach(async () => {
  await runtime?.stop(0);
  rmSync(folder, { recursive: true });
});

async function start(script: string, output: OutputListener | OutputSink): Promise<Runtime> {
  const command = path.join(folder, 'bootstrap');
  writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  runtime = await Runtime.start({ command, cwd: folder, env: { ...process.env } as never, output });
  return runtime;
}

class Kept implements OutputSink {
  readonly chunks: Buffer[] = [];

  /** @param wait until more can be taken */
  constructor(private readonly wait: () => Promise<unknown> = () => Promise.resolve()) {}

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }
  async take(chunk: Buffer): Promise<void> {
    this.chunks.push(chunk);
    await this.wait();
  }
}

it('arrives as it was written, whatever its bytes are', async () => {
  const kept = new Kept();
  const started = await start(String.raw`printf 'a\nb\r\0\377\n'; printf c`, kept);
  await started.exited;
  const { isOutputCut } = await started.stop();

  expect(Buffer.concat(kept.chunks)).toEqual(Buffer.from('a\nb\r\0\xff\nc', 'latin1'));
  expect(isOutputCut).toBe(false);
});

it('can be opened by its name, as on Lambda', async () => {
  const kept = new Kept();
  const started = await start('echo one > /dev/stdout; echo two > /dev/stderr', kept);
  await started.exited;
  await started.stop();

  expect(kept.text.split('\n').sort()).toEqual(['', 'one', 'two']);
});

it('waits in the runtime while nobody takes it, and is cut when that is given up', async () => {
  const taken: number[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const started = await start('head -c 10000000 /dev/zero', {
    take: (chunk) => {
      taken.push(chunk.length);
      return held;
    },
  });
  while (taken.length === 0) await sleep(5);
  const { isOutputCut } = await started.stop(0, AbortSignal.timeout(100));

  expect(isOutputCut).toBe(true);
  expect(taken).toHaveLength(1);
  release();
});

it('is not waited for from a process that has left the group and says nothing', async () => {
  const kept = new Kept();
  const started = await start('setsid sleep 60 & echo $!', kept);
  await started.exited;
  const { isOutputCut } = await started.stop();

  expect(isOutputCut).toBe(false);
  process.kill(Number(kept.text));
});

it.each([
  ['without a pause', 'exec yes'],
  ['now and then', 'while echo yes; do sleep 0.05; done'],
])(
  'is not waited for from a process that has left the group and goes on writing %s',
  async (_, command) => {
    const kept = new Kept();
    const started = await start(`setsid sh -c "echo \\$\\$; ${command}" &`, kept);
    while (kept.chunks.length === 0) await sleep(5);
    await started.exited;
    const { isOutputCut } = await started.stop(0, new AbortController().signal);

    expect(isOutputCut).toBe(false);
    process.kill(Number(/^\d+/.exec(kept.text)?.[0]));
  },
);

it.each([
  ['at once', () => Promise.resolve()],
  ['a little later', () => setImmediate()],
  ['slowly', () => sleep(1)],
])('is all there when the runtime is idle, though it is taken %s', async (_, wait) => {
  // Writes more than a pipe holds while it answers, from its memory: https://github.com/nodejs/node/issues/19218
  const script = `exec "${process.execPath}" -e '
    const { request } = require("node:http");
    const api = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/";
    request(api + "next", () => {
      process.stdout.write("x".repeat(5_000_000));
      request(api + "r-1/response", { method: "POST" }, () => request(api + "next").end()).end("null");
    }).end();'`;
  const kept = new Kept(wait);
  const started = await start(script, kept);
  const outcome = await started.invoke({
    event: Buffer.from('{}'),
    requestId: 'r-1',
    invokedFunctionArn: 'arn',
  });
  await started.settled(new AbortController().signal);
  await started.stop();

  expect(outcome).toMatchObject({ kind: 'response' });
  expect(kept.text).toHaveLength(5_000_000);
});
