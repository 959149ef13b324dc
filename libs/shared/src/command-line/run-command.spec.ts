// The shell in real processes, since exit codes, signals, and pipes are what it is about.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const SHELL = path.join(__dirname, 'index.ts');
const REGISTER = createRequire(__filename).resolve('@swc-node/register');

/** Starts a command. @param body statements that call the shell */
function command(body: string) {
  const script = `const { ExpectedError, UsageError, runCommand, runInterruptibleCommand } = require(${JSON.stringify(SHELL)});\n${body}`;
  return spawn(process.execPath, ['-r', REGISTER, '-e', script], {
    env: {
      ...process.env,
      SWC_NODE_PROJECT: path.join(__dirname, '../../tsconfig.json'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode;
}

async function run(body: string) {
  const child = command(body);
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exitOf(child),
  ]);
  return { stdout, stderr, exitCode };
}

describe('runCommand', () => {
  it('exits with the exit code that the command returns', async () => {
    expect(await run(`runCommand('cost', () => { console.log('done'); return 3; });`)).toEqual({
      exitCode: 3,
      stdout: 'done\n',
      stderr: '',
    });
  });

  it.each([
    [`throw new UsageError('--limit is "x": pass a number')`, '--limit is "x": pass a number'],
    [`throw new (class extends ExpectedError {})('no such queue')`, 'no such queue'],
    [`throw new UsageError('a\\u001b[2J')`, 'a\\u001b[2J'],
  ])('reports “%s” as one line, and exits with 1', async (statement, message) => {
    expect(await run(`runCommand('cost', async () => { ${statement}; });`)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `cost: ${message}\n`,
    });
  });

  it('reports what the command explains in one line', async () => {
    const body = `runCommand('cost', () => { throw new Error('x'); }, { explain: () => 'AWS says no' });`;
    expect(await run(body)).toMatchObject({ exitCode: 1, stderr: 'cost: AWS says no\n' });
  });

  it('shows the stack of a bug', async () => {
    const { exitCode, stderr } = await run(`runCommand('cost', () => undefined.x);`);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^cost: TypeError: .*\n +at /);
  });
});

describe('runInterruptibleCommand', () => {
  /** A command that cleans up when it is interrupted. @param cleanUp what that takes @param end what comes then */
  const cleaning = ({ options = '{}', cleanUp = '', end = 'throw signal.reason' } = {}) => `
    runInterruptibleCommand('cloud', async ({ signal }) => {
      const alive = setInterval(() => undefined, 1000);
      signal.addEventListener('abort', () => console.log('cleaning up'));
      console.log('begun');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ${cleanUp}
      clearInterval(alive);
      console.log('clean');
      ${end};
    }, ${options});`;

  async function interrupted(body: string, ...signals: NodeJS.Signals[]) {
    const child = command(body);
    let stdout = '';
    const stderr = text(child.stderr);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      const next = signals.shift();
      if (next) child.kill(next);
    });
    const exitCode = await exitOf(child);
    return { exitCode, stdout, stderr: await stderr };
  }

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    'lets the command clean up on %s, and exits with 130',
    async (signal) => {
      expect(await interrupted(cleaning(), signal)).toEqual({
        exitCode: 130,
        stdout: 'begun\ncleaning up\nclean\n',
        stderr: '',
      });
    },
  );

  it('keeps the exit code of a command that an interruption completes', async () => {
    const { exitCode } = await interrupted(cleaning({ end: 'return 0' }), 'SIGINT');
    expect(exitCode).toBe(0);
  });

  it('reports an error of the cleanup', async () => {
    const body = cleaning({ end: `throw new UsageError('it is in both queues')` });
    expect(await interrupted(body, 'SIGINT')).toMatchObject({
      exitCode: 130,
      stderr: 'cloud: it is in both queues\n',
    });
  });

  describe('when a second signal comes during the cleanup', () => {
    const cleanUp = `await new Promise((resolve) => process.once('SIGUSR2', resolve));`;

    it('exits at once', async () => {
      expect(await interrupted(cleaning({ cleanUp }), 'SIGINT', 'SIGINT')).toEqual({
        exitCode: 130,
        stdout: 'begun\ncleaning up\n',
        stderr: '',
      });
    });

    it('goes on cleaning up if that must not be cut short', async () => {
      const again = `process.on('SIGTERM', () => console.log('again'));`;
      const options = '{ mustCleanUp: true }';
      const body = cleaning({ options, cleanUp: again + cleanUp });
      const { exitCode, stdout } = await interrupted(body, 'SIGINT', 'SIGTERM', 'SIGUSR2');
      expect(exitCode).toBe(130);
      expect(stdout).toBe('begun\ncleaning up\nagain\nclean\n');
    });
  });

  it('is interrupted when the reader of its output is gone', async () => {
    const body = `runInterruptibleCommand('cloud', async ({ signal }) => {
      const writing = setInterval(() => process.stdout.write('line\\n'), 1);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      clearInterval(writing);
      throw signal.reason;
    });`;
    const child = command(body);
    const stderr = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect({ exitCode: await exitOf(child), stderr: await stderr }).toEqual({
      exitCode: 130,
      stderr: '',
    });
  });
});
