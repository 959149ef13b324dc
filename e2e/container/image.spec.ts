import { docker, inspect } from './docker';
import { buildImage, buildImageWithNode } from './images';
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
    expect(config.Cmd).toBeNull();
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

describe('the image on a base of another language', () => {
  const { runToEnd } = useRunner(buildImageWithNode);

  it('runs with its own Node.js', async () => {
    const { exitCode, end } = await runToEnd({ Runtime: 'provided.al2023' });
    expect(end).toMatchObject({ outcome: 'succeeded' });
    expect(exitCode).toBe(0);
  });

  it('refuses Node.js functions', async () => {
    const { exitCode, end } = await runToEnd({});
    expect(end['message']).toContain('nodejs24.x, but this image provides python3.13');
    expect(exitCode).toBe(2);
  });
});
