import { buildImage } from './images';
import { useRunner } from './runner';

const { start, runToEnd } = useRunner(buildImage);

describe('a container', () => {
  it('exits with 0 when the handler returns', async () => {
    const { exitCode, end } = await runToEnd({});
    expect(end).toMatchObject({ outcome: 'succeeded', result: { received: { id: 1 } } });
    expect(exitCode).toBe(0);
  });

  it('exits with 1 when the handler fails', async () => {
    const { exitCode, end } = await runToEnd({ Handler: 'index.fails' });
    expect(end).toMatchObject({
      outcome: 'failed',
      error: { errorType: 'TypeError', errorMessage: 'no such order' },
    });
    expect(exitCode).toBe(1);
  });

  it('exits with 2 when the function cannot be loaded', async () => {
    const { exitCode, end } = await runToEnd({ Handler: 'broken.handler' });
    expect(end).toMatchObject({ outcome: 'init-failed' });
    expect(exitCode).toBe(2);
  });

  it('exits with 2 when its parameters keep the image’s defaults', async () => {
    const { exitCode, end } = await runToEnd({}, { env: { AWS_LAMBDA_FUNCTION_EVENT: '' } });
    expect(end['message']).toContain('AWS_LAMBDA_FUNCTION_EVENT is empty');
    expect(exitCode).toBe(2);
  });

  it('exits with 2 when the image lacks the runtime of the function', async () => {
    const { exitCode, end } = await runToEnd({ Runtime: 'nodejs22.x' });
    expect(end['message']).toContain('nodejs22.x, but this image provides nodejs24.x');
    expect(exitCode).toBe(2);
  });

  it('exits with 2 when the disk is too small for the code', async () => {
    const { exitCode, end } = await runToEnd({}, { differences: { tmpfs: { '/var/task': '1m' } } });
    expect(end).toMatchObject({ outcome: 'refused' });
    expect(end['message']).toContain(
      "The disk is full: the function's code does not fit into /var/task",
    );
    expect(exitCode).toBe(2);
  });

  it('runs a custom runtime from the zip of the function', async () => {
    const { exitCode, end } = await runToEnd({ Runtime: 'provided.al2023' });
    expect(end).toMatchObject({ result: { handler: 'index.handler', event: { id: 1 } } });
    expect(exitCode).toBe(0);
  });
});

describe('the log of a container', () => {
  it('has all 20,000 lines of the function, and then the end line', async () => {
    const { lines, end } = await runToEnd({ Handler: 'index.writesLines' });
    const wanted = Array.from({ length: 20_000 }, (_, index) => `line ${index + 1}`);
    expect(lines.slice(0, -1).map((line) => line.replace(/^.*\t/, ''))).toEqual(wanted);
    expect(end).toMatchObject({ outcome: 'succeeded' });
  });

  it('has the function’s output to /dev/stdout', async () => {
    const { lines } = await runToEnd({ Handler: 'index.writesByName' });
    expect(lines[0]).toBe('to stdout');
  });

  it('shows no inspector of the runner, because the function can’t open one', async () => {
    const { end, stderr } = await runToEnd({ Handler: 'index.signalsTheRunner' });
    expect(stderr).toBe('');
    expect(end).toMatchObject({ result: 'still there' });
  });
});

describe('a container out of memory', () => {
  it('exits with 137 and says so when the kernel kills the function and not the runner', async () => {
    const { exitCode, outOfMemory, end } = await runToEnd(
      { Handler: 'index.fillsMemory' },
      { memoryMb: 256 },
    );
    expect(end).toMatchObject({ outcome: 'out-of-memory', exitCode: 137 });
    expect(end['message']).toContain('more than its 256 MB');
    expect({ exitCode, outOfMemory }).toEqual({ exitCode: 137, outOfMemory: true });
  });

  it('exits with 1 and says so when the kernel kills a program that the function started', async () => {
    const { exitCode, end } = await runToEnd(
      { Handler: 'index.startsAHungryProgram' },
      { memoryMb: 256 },
    );
    expect(end).toMatchObject({ outcome: 'died' });
    expect(end['message']).toContain('The kernel killed a process of the task');
    expect(exitCode).toBe(1);
  });

  it('exits with 3 when the function is killed with memory to spare', async () => {
    const { exitCode, end } = await runToEnd({ Handler: 'index.isKilled' });
    expect(end).toMatchObject({ outcome: 'killed' });
    expect(exitCode).toBe(3);
  });

  it('ends with 137 when the runner itself does not fit', async () => {
    const ended = await runToEnd({}, { memoryMb: 16 });
    expect(ended).toMatchObject({ exitCode: 137, outOfMemory: true });
  });
});

describe('a container that is stopped', () => {
  /** So long that waiting for it fails the test. */
  const STOP_SECONDS = 120;

  it('exits with 143 as soon as the function stops', async () => {
    const container = await start({ Handler: 'index.waits' });
    await container.printed('waiting');
    const { exitCode, end } = await container.stop(STOP_SECONDS);
    expect(end).toMatchObject({ outcome: 'stopped', exitCode: 143 });
    expect(exitCode).toBe(143);
  });

  it('exits with 143 as soon as the function stops, as the first process too', async () => {
    const container = await start({ Handler: 'index.waits' }, { differences: { init: false } });
    await container.printed('waiting');
    const { exitCode } = await container.stop(STOP_SECONDS);
    expect(exitCode).toBe(143);
  });

  it('exits with 0 when the function still responds', async () => {
    const container = await start({ Handler: 'index.saves' });
    await container.printed('waiting');
    const { exitCode, end, lines } = await container.stop(STOP_SECONDS);
    expect(lines.at(-2)).toMatch(/saving$/);
    expect(end).toMatchObject({ outcome: 'succeeded', result: 'saved' });
    expect(exitCode).toBe(0);
  });

  it('exits with 143 before ECS would kill a function that does not stop', async () => {
    const env = { RUNNER_STOP_TIMEOUT_SECONDS: '4' };
    const container = await start({ Handler: 'index.ignores' }, { env });
    await container.printed('waiting');
    const { exitCode, end } = await container.stop(STOP_SECONDS);
    expect(end['message']).toContain('did not end within 2 seconds');
    expect(exitCode).toBe(143);
  });
});
