// Many functions at once: a few processes, and all events get their turn.
import { readFileSync } from 'node:fs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { processesWith } from '../../kernel/processes';
import { lambdaFunction } from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const COUNT = 30;
const MAX_BYTES = 1.5 * 1024 ** 3;
const names = Array.from({ length: COUNT }, (_, index) => `crowd-${process.pid}-${index}`);
let spec: SpecCloud;

beforeAll(async () => {
  const functions = names.map((name, index) => [
    `Fn${index}`,
    lambdaFunction(name, 'pid', { Timeout: 60 }),
  ]);
  spec = await startSpecCloud(Object.fromEntries(functions) as Record<string, never>);
});
afterAll(() => spec.stop());

async function invoke(FunctionName: string): Promise<unknown> {
  const { Payload, FunctionError } = await spec.lambda.send(new InvokeCommand({ FunctionName }));
  expect(FunctionError).toBeUndefined();
  return JSON.parse(Payload?.transformToString() ?? '');
}

/** Bytes; 0 for one that has ended meanwhile, and where the system does not tell. */
function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

async function watch(until: Promise<unknown>): Promise<{ processes: number; bytes: number }> {
  const ended = new AbortController();
  const end = () => {
    ended.abort();
  };
  void until.then(end, end);
  const peak = { processes: 0, bytes: 0 };
  let before: number[] = [];
  while (!ended.signal.aborted) {
    const seen = await processesWith(`AWS_LAMBDA_FUNCTION_NAME=crowd-${process.pid}-`);
    // A look takes a while, so it may see one process and also its successor. Those that two looks
    // have seen were all there at once, between the two.
    const pids = seen.filter((pid) => before.includes(pid));
    before = seen;
    const bytes = pids.reduce((sum, pid) => sum + memoryOf(pid), process.memoryUsage.rss());
    peak.processes = Math.max(peak.processes, pids.length);
    peak.bytes = Math.max(peak.bytes, bytes);
  }
  return peak;
}

it('runs 30 cold functions in at most 4 processes and 1.5 GB, this one included', async () => {
  const all = Promise.all(names.map(invoke));
  const peak = await watch(all);
  expect(new Set(await all).size).toBe(COUNT);
  expect(peak.processes).toBeGreaterThan(1);
  expect(peak.processes).toBeLessThanOrEqual(4);
  expect(peak.bytes).toBeLessThan(MAX_BYTES);
});

it('uses a warm process again', async () => {
  const first = await invoke(names[0]!);
  expect(await invoke(names[0]!)).toBe(first);
});
