import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Task } from './task';
import { sweepContainers, TaskContainer } from './task-container';
import { assertEngine } from '../../cli/task-image';

interface Answer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** The command that has to be called before. */
  readonly after?: string;
}

const FAKE_CLIENT = path.join(__dirname, '../../../fixtures/fake-docker.cjs');
const OWN = { readonlyRoot: false, dropped: [], added: [], init: false, user: undefined };
const PLAIN = {
  name: 'runner',
  image: 'orders:1',
  environment: { SET: 'by definition', LINES: 'one\ntwo' },
  command: [],
  mounts: [],
  isolation: OWN,
};
const FACTS = {
  id: 'abc',
  cpu: '4096',
  memory: '2048',
  containerOverride: { environment: [{ name: 'EVENT', value: '{"id":1}' }], command: ['--x'] },
  definition: { container: PLAIN },
};
const TASK = FACTS as unknown as Task;
/** The same with another container. */
const taskOf = (container: object) =>
  ({ ...FACTS, definition: { container: { ...PLAIN, ...container } } }) as unknown as Task;
/** The engine lacks the image of the definition. */
const MISSING = { image: { exitCode: 1 } };
const ENDS = { wait: { stdout: '0\n' }, inspect: { stdout: 'false\n' } };

let folder: string;

const CREDENTIALS = { accessKeyId: 'LOCAL1', secretAccessKey: 'secret', sessionToken: 'token' };

/** From now on, the client answers to its commands so. */
function answer(answers: Record<string, Answer>): void {
  process.env['DOCKER'] = FAKE_CLIENT;
  process.env['FAKE_DOCKER'] = JSON.stringify({ log: path.join(folder, 'calls'), answers });
  writeFileSync(path.join(folder, 'calls'), '');
}

function calls(): string[] {
  return readFileSync(path.join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);
}

function start(
  onLine: (line: string) => void = () => undefined,
  task = TASK,
): Promise<TaskContainer> {
  const endpoint = { origin: 'http://127.0.0.1:1', region: 'eu-west-1' };
  const options = { endpoint, image: 'runner:x', folder, engine: { processors: 2 } };
  return TaskContainer.start(task, CREDENTIALS, options, onLine);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'containers-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env['DOCKER'];
  delete process.env['FAKE_DOCKER'];
});

/** The call that started the container. */
async function runOf(task: Task): Promise<string> {
  const container = await start(undefined, task);
  await container.ended;
  return calls().find((call) => call.startsWith('run ')) ?? '';
}

describe('the container of a task', () => {
  it('is of the image in its definition', async () => {
    answer(ENDS);
    const run = await runOf(TASK);
    expect(run).toMatch(/ orders:1 --x$/);
    expect(run).not.toMatch(/read-only|cap-drop|no-new-privileges/);
  });

  it('is of the runner’s own image if the engine lacks the one in its definition', async () => {
    answer({ ...ENDS, ...MISSING });
    const run = await runOf(TASK);
    expect(run).toMatch(/ runner:x --x$/);
    expect(run).toContain(' --read-only --cap-drop ALL --security-opt no-new-privileges ');
    expect(calls()).toContain('image inspect --format {{.Id}} orders:1');
  });

  it('has children below the init process and its program, which a kill of the children spares', async () => {
    const task = taskOf({ isolation: { ...OWN, init: true } });
    for (const [processes, expected] of [
      ['1\n7\n', false],
      ['1\n7\n8\n', true],
    ] as const) {
      answer({ ...ENDS, top: { stdout: `PID\n${processes}` } });
      const container = await start(undefined, task);
      expect(await container.hasChildren()).toBe(expected);
      await container.killChildren();
      await container.ended;
    }
    expect(calls().find((call) => call.startsWith('exec '))).toContain(
      'read -r program rest < /proc/1/task/1/children',
    );
  });
});

describe('a task as a container', () => {
  it('gets its environment, memory and command, and is removed when it has ended', async () => {
    answer({
      ...MISSING,
      wait: { stdout: '1\n' },
      inspect: { stdout: 'false\n' },
      logs: { stdout: 'a\nb\n' },
    });
    const lines: string[] = [];
    const container = await start((line) => lines.push(line));
    await expect(container.ended).resolves.toEqual({ exitCode: 1 });
    expect(lines).toEqual(['a', 'b']);
    expect(calls()[1]).toMatch(/^run --detach --name immortal-abc .* runner:x --x$/);
    expect(calls()[1]).toContain(' --network host ');
    expect(calls()[1]).toContain(' --memory 2048m --memory-swap 2048m ');
    expect(calls().at(-1)).toBe('rm --force --volumes immortal-abc');
  });

  it('gets its variables by a file that no other user can read, and not by its command line', async () => {
    answer({ wait: { stdout: '0\n' }, inspect: { stdout: 'false\n' } });
    const container = await start();
    await container.ended;
    const [mode, ...lines] = readFileSync(path.join(folder, 'calls.env'), 'utf8').split('\n');
    expect(mode).toBe('600');
    expect(lines).toEqual(
      expect.arrayContaining([
        'AWS_ENDPOINT_URL=http://127.0.0.1:1',
        'AWS_ACCESS_KEY_ID=LOCAL1',
        'SET=by definition',
        'EVENT={"id":1}',
      ]),
    );
    expect(readFileSync(path.join(folder, 'calls.inherited'), 'utf8')).toBe('one\ntwo');
    expect(calls()[1]).toContain(' --env LINES ');
    for (const value of ['{"id":1}', 'LOCAL1', 'token', 'by definition', 'one']) {
      expect(calls()[1]).not.toContain(value);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('immortal-'))).toEqual([]);
  });

  it('reports as ECS does that it ran out of memory', async () => {
    answer({ wait: { stdout: '137\n' }, inspect: { stdout: 'true\n' } });
    await expect((await start()).ended).resolves.toEqual({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    });
  });

  it('is stopped with its stop timeout', async () => {
    answer({ wait: { stdout: '143\n', after: 'stop' }, inspect: { stdout: 'false\n' } });
    const container = await start();
    container.stop(120);
    await container.ended;
    expect(calls()).toContain('stop -t 120 immortal-abc');
  });

  it('has children if more than its first process runs', async () => {
    const end = { wait: { stdout: '0\n' }, inspect: { stdout: 'false\n' } };
    for (const [stdout, has] of [
      ['PID\n1\n', false],
      ['PID\n1\n2\n', true],
    ] as const) {
      answer({ ...end, top: { stdout } });
      const container = await start();
      expect(await container.hasChildren()).toBe(has);
      await container.ended;
    }
  });

  it.each([
    ['all of it', 'kill' as const, 'kill immortal-abc'],
    [
      'all but its first process',
      'killChildren' as const,
      'exec immortal-abc /bin/sh -c kill -KILL -1',
    ],
  ])('is killed: %s', async (_title, how, call) => {
    answer({ wait: { stdout: '137\n' }, inspect: { stdout: 'false\n' } });
    const container = await start();
    await container[how]();
    await container.ended;
    expect(calls()).toContain(call);
  });

  it('leaves nothing behind if it cannot be started', async () => {
    answer({ run: { stderr: 'Unable to find it\ndocker: no such image.\n', exitCode: 125 } });
    await expect(start()).rejects.toThrow('docker: no such image.');
    expect(calls().at(-1)).toBe('rm --force --volumes immortal-abc');
  });
});

describe('the cleanup', () => {
  it('removes containers of our runs that have ended, and no others', async () => {
    const [living, gone] = [path.join(folder, 'living'), path.join(folder, 'gone')];
    mkdirSync(living);
    answer({ ps: { stdout: `1 ${living}\n2 ${gone}\n3 /elsewhere/gone\n` } });
    await sweepContainers(path.join(folder, 'me'));
    expect(calls().slice(1)).toEqual(['rm --force --volumes 2']);
  });

  it('finds nothing if there are no containers', async () => {
    answer({});
    await sweepContainers(path.join(folder, 'me'));
    expect(calls()).toHaveLength(1);
  });
});

describe('the engine', () => {
  it('is reported as missing in one line', async () => {
    answer({ version: { stderr: 'Client: 1\nCannot connect to it.\n', exitCode: 1 } });
    await expect(assertEngine()).rejects.toThrow(
      '--tasks docker needs a Docker engine, and none answers (Cannot connect to it.): start one, or leave the option out',
    );
  });
});
