import { docker, inspect } from './docker';
import {
  buildImage,
  buildImageFor,
  buildImageForOtherArchitecture,
  OTHER_ARCHITECTURE,
  OWN_ARCHITECTURE,
} from './images';
import { useRunner } from './runner';

const MAX_ADDED_BYTES = 2_000_000;

type Words = Readonly<Record<'cached' | 'own', number[]>>;

describe('the image', () => {
  const runner = useRunner(buildImage);

  it('declares the parameters of a run, its runtimes, and its user', async () => {
    const config = await inspect<{ Env: string[]; User: string; Volumes: object; Cmd: unknown }>(
      runner.built.image,
      '.Config',
    );
    expect(config.Env).toEqual(
      expect.arrayContaining([
        'AWS_LAMBDA_FUNCTION_EVENT=',
        'AWS_LAMBDA_FUNCTION_CONTEXT=',
        'RUNNER_RUNTIMES=nodejs24.x',
      ]),
    );
    expect(config.User).toBe('993:990');
    expect(Object.keys(config.Volumes).sort()).toEqual(['/opt', '/tmp', '/var/task']);
    expect(config.Cmd ?? null).toBeNull(); // engines differ in how they write none
  });

  it('adds less than 2 MB to its base', () => {
    expect(runner.built.addedBytes).toBeGreaterThan(0);
    expect(runner.built.addedBytes).toBeLessThan(MAX_ADDED_BYTES);
  });

  it('has a code cache that its Node.js accepts', async () => {
    // What V8 compares: its version and its flags.
    const script = `
      const { Script } = require('node:vm');
      const words = (cache) => [1, 3].map((word) => cache.readUInt32LE(4 * word));
      const cached = words(require('node:fs').readFileSync('/immortal/program.cache'));
      console.log(JSON.stringify({ cached, own: words(new Script('0').createCachedData()) }));`;
    const node = ['--entrypoint', '/var/lang/bin/node', runner.built.image];
    const { cached, own } = JSON.parse(await docker('run', '--rm', ...node, '-e', script)) as Words;
    expect(cached).toEqual(own);
  });

  it('runs without root and capabilities, and writes only to its volumes, as the task definition requires', async () => {
    const { exitCode, end } = await runner.runToEnd({ Handler: 'index.permissions' });
    expect(end['result']).toEqual({
      uid: 993,
      gid: 990,
      user: 'sbx_user1051',
      home: '/home/sbx_user1051',
      effective: 0,
      bounding: 0,
      writable: {
        '/tmp': true,
        '/var/task': true,
        '/opt': true,
        '/': 'EROFS',
        '/immortal': 'EROFS',
        '/var': 'EROFS',
      },
    });
    expect(exitCode).toBe(0);
  });
});

describe('the first process of a task', () => {
  const { runToEnd } = useRunner(buildImage);

  it('reaps the processes that the function leaves behind', async () => {
    const { exitCode, end } = await runToEnd({ Handler: 'index.seesItsOrphanBuried' });
    expect(end).toMatchObject({ result: 'buried' });
    expect(exitCode).toBe(0);
  });
});

describe('the image for Python', () => {
  const { runToEnd } = useRunner(() => buildImageFor('python3.13'));
  const python = { Runtime: 'python3.13', Handler: 'orders.handler' };

  it('runs a function, with a Node.js of its own for the runner', async () => {
    const { exitCode, end, lines } = await runToEnd(python);
    expect(end).toMatchObject({ outcome: 'succeeded', result: { received: { id: 1 } } });
    expect(lines.slice(0, -1).join('\n')).toContain('order 1');
    expect(exitCode).toBe(0);
  });

  it('reports the error of a function', async () => {
    const { exitCode, end } = await runToEnd({ ...python, Handler: 'orders.fails' });
    expect(end).toMatchObject({
      outcome: 'failed',
      error: { errorType: 'ValueError', errorMessage: 'no such order' },
    });
    expect(exitCode).toBe(1);
  });

  it('refuses a function with another runtime, and says how to build its image', async () => {
    const { exitCode, end } = await runToEnd({});
    expect(end['message']).toContain('nodejs24.x, but this image provides python3.13');
    expect(end['message']).toContain(
      `docker/build-image.sh --for nodejs24.x/${OWN_ARCHITECTURE} --push`,
    );
    expect(exitCode).toBe(2);
  });

  it('refuses a function for another processor, and says how to build its image', async () => {
    const { exitCode, end } = await runToEnd({ ...python, Architectures: [OTHER_ARCHITECTURE] });
    expect(end['message']).toContain(`is built for ${OTHER_ARCHITECTURE}, but this task runs on`);
    expect(end['message']).toContain(
      `docker/build-image.sh --for python3.13/${OTHER_ARCHITECTURE} --push`,
    );
    expect(exitCode).toBe(2);
  });
});

describe('the image for a runtime of Amazon Linux 2', () => {
  const { runToEnd } = useRunner(() => buildImageFor('provided.al2'));

  it('runs a function, with glibc and a Node.js of its own for the runner', async () => {
    const { exitCode, end } = await runToEnd({ Runtime: 'provided.al2' });
    expect(end).toMatchObject({ outcome: 'succeeded', result: { handler: 'index.handler' } });
    expect(exitCode).toBe(0);
  });
});

describe('the image for another processor', () => {
  it('is built without executing anything', async () => {
    const image = await buildImageForOtherArchitecture();
    const architecture = OTHER_ARCHITECTURE === 'arm64' ? 'arm64' : 'amd64';
    expect(await inspect(image, '.Architecture')).toBe(architecture);
    expect(await inspect(image, '.Config.Env')).toContain('RUNNER_RUNTIMES=nodejs24.x');
  });
});
