// The output of a runtime that is a short shell script.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type OutputListener, type OutputSink } from './output';
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

class CollectingSink implements OutputSink {
  readonly chunks: Buffer[] = [];

  /** @param wait until the sink accepts more */
  constructor(private readonly wait: () => Promise<unknown> = () => Promise.resolve()) {}

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }
  async take(chunk: Buffer): Promise<void> {
    this.chunks.push(chunk);
    await this.wait();
  }
}

it('is passed on byte for byte', async () => {
  const sink = new CollectingSink();
  const started = await start(String.raw`printf 'a\nb\r\0\377\n'; printf c`, sink);
  await started.exited;
  const { isOutputCut } = await started.stop();

  expect(Buffer.concat(sink.chunks)).toEqual(Buffer.from('a\nb\r\0\xff\nc', 'latin1'));
  expect(isOutputCut).toBe(false);
});

it('can be opened as /dev/stdout and /dev/stderr, as on Lambda', async () => {
  const sink = new CollectingSink();
  const started = await start('echo one > /dev/stdout; echo two > /dev/stderr', sink);
  await started.exited;
  await started.stop();

  expect(sink.text.split('\n').sort()).toEqual(['', 'one', 'two']);
});

it('blocks the runtime while the sink accepts nothing, and is cut when the wait is aborted', async () => {
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

it('is not awaited from a silent process that has left the group', async () => {
  const sink = new CollectingSink();
  const started = await start('setsid sleep 60 & echo $!', sink);
  await started.exited;
  const { isOutputCut } = await started.stop();

  expect(isOutputCut).toBe(false);
  process.kill(Number(sink.text));
});

it.each([
  ['without a pause', 'exec yes'],
  ['at intervals', 'while echo yes; do sleep 0.05; done'],
])(
  'is not awaited from a process that has left the group and keeps writing %s',
  async (_, command) => {
    const sink = new CollectingSink();
    const started = await start(`setsid sh -c "echo \\$\\$; ${command}" &`, sink);
    while (sink.chunks.length === 0) await sleep(5);
    await started.exited;
    const { isOutputCut } = await started.stop(0, new AbortController().signal);

    expect(isOutputCut).toBe(false);
    process.kill(Number(/^\d+/.exec(sink.text)?.[0]));
  },
);

it.each([
  ['at once', () => Promise.resolve()],
  ['a little later', () => setImmediate()],
  ['slowly', () => sleep(1)],
])('is complete when the runtime is idle and the sink accepts it %s', async (_, wait) => {
  // Responds while output that does not fit into the pipe is still in its memory: https://github.com/nodejs/node/issues/19218
  const script = `exec "${process.execPath}" -e '
    const { request } = require("node:http");
    const api = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/";
    request(api + "next", () => {
      process.stdout.write("x".repeat(5_000_000));
      request(api + "r-1/response", { method: "POST" }, () => request(api + "next").end()).end("null");
    }).end();'`;
  const sink = new CollectingSink(wait);
  const started = await start(script, sink);
  const outcome = await started.invoke({
    event: Buffer.from('{}'),
    requestId: 'r-1',
    invokedFunctionArn: 'arn',
  });
  await started.settled(new AbortController().signal);
  await started.stop();

  expect(outcome).toMatchObject({ kind: 'response' });
  expect(sink.text).toHaveLength(5_000_000);
});
