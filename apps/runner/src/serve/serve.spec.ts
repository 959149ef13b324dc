// The end of a run: the function's output, and then the runner's end line.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildZip } from '@immortal/archive/testing';
import { FakeAws } from '../testing/fake-aws';
import { startRunner, stopRunners } from '../testing/runner-process';

const data = fs.readFileSync(path.join(__dirname, '../../fixtures/index.js'));
const ZIP = buildZip([{ name: 'index.js', data, mode: 0o100644, method: 8 }]);

jest.setTimeout(60_000);

let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
});

afterEach(async () => {
  await stopRunners();
  await aws.stop();
});

type Read = Parameters<typeof startRunner>[3];

function start(handler: string, event: unknown, variables = {}, readFrom?: Read) {
  aws.onFunction('orders', ZIP, { Handler: `index.${handler}` });
  const contract = { AWS_LAMBDA_FUNCTION_EVENT: JSON.stringify(event) };
  return startRunner(aws.url, { ...contract, ...variables }, [], readFrom);
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
/** The lines without the time, the request id, and the level. */
const texts = (stdout: readonly string[]) => stdout.map((line) => line.replace(/^.*\t/, ''));

it('writes the end line after 20,000 lines that the function wrote at once', async () => {
  const { stdout, end, code } = await start('writesLines', 20_000).ended;

  expect(texts(stdout.slice(0, -1))).toEqual(lines(20_000));
  expect(end).toMatchObject({ outcome: 'succeeded', result: 20_000 });
  expect(code).toBe(0);
});

it('writes the end line after all output, even if the log is slow', async () => {
  const slowly = new Transform({
    transform: (chunk, _encoding, done) =>
      setTimeout(() => {
        done(null, chunk);
      }, 50),
  });
  const { stdout, end } = await start('writesLines', 20_000, {}, (from) => from.pipe(slowly)).ended;

  expect(texts(stdout.slice(0, -1))).toEqual(lines(20_000));
  expect(end).toMatchObject({ outcome: 'succeeded' });
});

it("keeps the line of the function's error after 3,000 others", async () => {
  const { stdout, end, code } = await start('writesLinesAndFails', 3_000).ended;

  expect(texts(stdout.slice(0, 3_000))).toEqual(lines(3_000));
  expect(stdout[3_000]).toContain('Invoke Error');
  expect(stdout).toHaveLength(3_002);
  expect(end).toMatchObject({ outcome: 'failed' });
  expect(code).toBe(1);
});

it('writes the end line separately if the function has not ended its last line', async () => {
  const { stdout, stderr, end } = await start('writesNoLineBreak', null).ended;

  expect(stdout).toEqual(['progress 100%', expect.stringContaining('"succeeded"')]);
  expect(stderr).toBe('progress of errors 100%');
  expect(end).toMatchObject({ outcome: 'succeeded' });
});

it('writes warnings on separate lines', async () => {
  const runner = start('writesDots', null, { RUNNER_WARN_AFTER_SECONDS: '1' });
  await runner.printed('running for 1 seconds');
  runner.kill('SIGTERM');
  const { stdout } = await runner.ended;

  expect(stdout.find((line) => line.includes('for 1 seconds'))).toMatch(
    /^\{.*"longRunning":true\}$/,
  );
  expect(stdout.filter((line) => !/^\.+$|^\{.*\}$/.test(line))).toEqual([]);
});

it('writes the end line for a result that is nested too deeply to serialize', async () => {
  const result = '['.repeat(2_500) + ']'.repeat(2_500);
  const { end, code } = await start('returnsItsEvent', null, { AWS_LAMBDA_FUNCTION_EVENT: result })
    .ended;

  expect(end).toMatchObject({ outcome: 'succeeded', result });
  expect(code).toBe(0);
});

it('warns if the log does not accept the output within RUNNER_OUTPUT_SECONDS', async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'end-')), 'pid');
  const late = new PassThrough();
  const runner = start('writesMuch', file, { RUNNER_OUTPUT_SECONDS: '1' }, (stdout) => {
    void isGone(file).then(() => stdout.pipe(late));
    return late;
  });
  const { stdout, end, code } = await runner.ended;

  expect(stdout.at(-2)).toMatch(/^\{"level":"WARN".*RUNNER_OUTPUT_SECONDS.*"outputCut":true\}$/);
  expect(stdout.length).toBeLessThan(20_000);
  expect(end).toMatchObject({ outcome: 'succeeded' });
  expect(code).toBe(0);
  fs.rmSync(path.dirname(file), { recursive: true });
});

it('exits with the right code even if nothing reads the log', async () => {
  const runner = start('writesLines', 20_000, { RUNNER_OUTPUT_SECONDS: '1' }, (stdout) => {
    const nothing = new PassThrough();
    stdout.once('close', () => nothing.end());
    return nothing;
  });

  expect((await runner.ended).code).toBe(0);
});

it("does not let the function open the runner's inspector", async () => {
  const { stderr, end } = await start('signalsTheRunner', null).ended;

  expect(stderr).toBe('');
  expect(end).toMatchObject({ result: 'still there' });
});

it('keeps what a program of the function writes to /dev/stdout and /dev/stderr', async () => {
  const { stdout, stderr, end } = await start('writesByName', null).ended;

  expect(end).toMatchObject({ outcome: 'succeeded' });
  expect(stdout[0]).toBe('out');
  expect(stderr).toBe('err\n');
});

/** Resolves when the process whose id is in the file has ended. */
async function isGone(file: string): Promise<void> {
  while (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') === '') await sleep(20);
  while (fs.existsSync(`/proc/${fs.readFileSync(file, 'utf8')}`)) await sleep(20);
}
