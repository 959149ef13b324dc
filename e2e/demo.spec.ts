import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linesOf, run } from './cli';
import { foldersLeft, processesLeft, temporaryFolder } from './left-behind';

const folder = mkdtempSync(path.join(tmpdir(), 'events-'));

function fileWith(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

afterAll(() => {
  rmSync(temporaryFolder, { recursive: true });
  rmSync(folder, { recursive: true });
});

describe('npm start with a function and an event', () => {
  const smokeEvent = (name: string, sleepSeconds: number) =>
    fileWith(`${name}.json`, JSON.stringify({ id: name, sleepSeconds }));

  it('exits with 0 when the function succeeds in Lambda, without a container', async () => {
    const event = smokeEvent('fast', 0);
    const ended = await run('demo', '--json', '--function', 'smoke', '--event', event);
    expect(linesOf(ended).at(-1)).toMatchObject({ rescued: false, attempts: 1, queuesEmpty: true });
    expect(ended.exitCode).toBe(0);
  });

  it('exits with 0 when an event that takes too long in Lambda is rescued', async () => {
    const event = smokeEvent('slow', 4);
    const ended = await run('demo', '--json', '--function', 'smoke', '--event', event);
    expect(linesOf(ended).at(-1)).toMatchObject({
      rescued: true,
      function: 'immortal-dev-smoke',
      attempts: 1,
      taskExitCode: 0,
      queuesEmpty: true,
      resultCorrect: null,
    });
    expect(ended.exitCode).toBe(0);
  });

  it('rescues any function when a fault makes its attempts time out', async () => {
    const event = smokeEvent('ended', 0);
    const fault = ['--fault', 'attempt=timeout'];
    const ended = await run('demo', '--json', '--function', 'smoke', '--event', event, ...fault);
    expect(linesOf(ended).at(-1)).toMatchObject({ rescued: true, attempts: 1, taskExitCode: 0 });
    expect(ended.exitCode).toBe(0);
  });

  it('exits with 1 when the handler fails in the container too, and parks the event', async () => {
    const event = fileWith('empty.json', '{}');
    const ended = await run('demo', '--json', '--function', 'smoke', '--event', event);
    expect(linesOf(ended).at(-1)).toMatchObject({
      rescued: false,
      attempts: 1,
      taskExitCode: 1,
      queuesEmpty: false,
    });
    expect(ended.exitCode).toBe(1);
  });

  it('exits with 1 when a function without a dead-letter queue drops its event', async () => {
    const event = fileWith('dropped.json', '{}');
    const ended = await run('demo', '--event', event, '--function', 'immortal-dev-secondary');
    expect(ended.stdout).toContain('has no dead-letter queue, so the event is gone');
    expect(ended.exitCode).toBe(1);
  });
});

describe('npm start with faults', () => {
  it('rescues the event in spite of faults on the way, and reports them', async () => {
    const event = fileWith('smoke.json', '{"id":"faults","sleepSeconds":4}');
    const faults = ['--fault', 'ecs.RunTask=crash-after', '--fault', 'task=pull'];
    const ended = await run('demo', '--json', '--function', 'smoke', '--event', event, ...faults);
    const lines = linesOf(ended);
    expect(lines.filter(({ type }) => type === 'fault')).toMatchObject([
      { point: 'ecs.RunTask', kind: 'crash-after', struck: 'the function immortal-dev-secondary' },
      { point: 'task', kind: 'pull', requestId: lines.at(-1)?.['requestId'] },
    ]);
    expect(lines.at(-1)).toMatchObject({
      rescued: true,
      attempts: 1,
      tasks: 2,
      taskExitCode: 0,
      queuesEmpty: true,
    });
    expect(ended.exitCode).toBe(0);
  });
});

describe('npm start with bad input', () => {
  it.each([
    [
      'a missing file',
      ['--event', '/nowhere/event.json'],
      "--event /nowhere/event.json can't be read (ENOENT)",
    ],
    [
      'a file without valid JSON',
      ['--event', fileWith('no.json', 'no\njson\n')],
      'is not valid JSON): correct the file',
    ],
    [
      'an event over 1 MB',
      ['--event', fileWith('large.json', JSON.stringify('x'.repeat(1_048_576)))],
      'has 1048578 bytes, but Lambda takes asynchronous events of up to 1048576',
    ],
    [
      'an unknown function',
      ['--function', 'nothing'],
      '--function nothing is not in the stack immortal-dev: use one of immortal-dev-',
    ],
    [
      'a function without its event',
      ['--function', 'secondary'],
      'immortal-dev-secondary has no sample event: pass its event by --event FILE',
    ],
    ['an unknown option', ['--evnt', 'x'], 'Unknown argument: evnt'],
    [
      'an invalid port',
      ['--port', '70000'],
      '--port is "70000": pass a whole number from 0 to 65535',
    ],
    [
      'an invalid time scale',
      ['--time-scale', 'fast'],
      '--time-scale is "fast": pass a whole number from 1 to 100000',
    ],
    ['a malformed fault', ['--fault', 'spot'], '--fault spot is not of the form POINT=KIND'],
    [
      'a fault at an unknown point',
      ['--fault', 'ecs.RunTask=failures', '--fault', 'ecs.StartTask=failures'],
      '--fault ecs.StartTask=failures: the fault point "ecs.StartTask" does not exist: use RunTask,',
    ],
    [
      'a fault of an unknown kind',
      ['--fault', 'task=spott:2'],
      '--fault task=spott:2: the fault task=spott has an unknown kind: use pull, eni, spot,',
    ],
    [
      'an invalid --token-failures',
      ['--token-failures', 'maybe'],
      '--token-failures is "maybe": pass remembered or forgotten',
    ],
    [
      'an invalid rate',
      ['--run-task-rate', '20/0'],
      '--run-task-rate is "20/0": pass calls per second as N or N/BURST, such as 20/100',
    ],
    [
      'a fault that never fires',
      ['--fault', 'task=spot:0'],
      'the fault task=spot has the count 0: pass a whole number from 1 on',
    ],
  ])('refuses %s in one line', async (_, args, message) => {
    const ended = await run('demo', '--json', ...args);
    const [line, ...rest] = ended.stderr
      .split('\n')
      .filter((one) => one.startsWith('local-cloud: '));
    expect(line).toContain(message);
    expect(rest).toEqual([]);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.exitCode).toBe(1);
  });
});

it('lists the faults without starting a cloud', async () => {
  const { exitCode, stdout, stderr } = await run('demo', '--fault', 'list');
  expect(stdout).toMatch(/^task +runtime-killed +The runtime in the next task is killed/m);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

it('leaves no process and no folder behind in any case', () => {
  expect(processesLeft()).toEqual([]);
  expect(foldersLeft()).toEqual([]);
});
