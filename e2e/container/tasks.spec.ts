import { rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { linesOf, run } from '../cli';
import { temporaryFolder } from '../left-behind';
import { docker } from './docker';
import { buildImage } from './images';

const LABEL = 'immortal.local-cloud';

function containersLeft(): Promise<string> {
  return docker('ps', '--all', '--quiet', '--filter', `label=${LABEL}`);
}

afterAll(() => {
  rmSync(temporaryFolder, { recursive: true, force: true });
});

describe('npm start -- --tasks docker', () => {
  it('rescues a function in a container, and cleans up after a killed run', async () => {
    const { image } = await buildImage();
    const folder = path.join(temporaryFolder, `immortal-${os.userInfo().uid}`, 'gone');
    await docker('create', '--label', `${LABEL}=${folder}`, image);

    const event = path.join(temporaryFolder, 'event.json');
    writeFileSync(event, JSON.stringify({ id: 'container', sleepSeconds: 4 }));

    const which = ['--function', 'smoke', '--event', event];
    const ended = await run('demo', '--json', '--tasks', 'docker', ...which);

    expect(linesOf(ended).at(-1)).toMatchObject({
      type: 'summary',
      rescued: true,
      taskExitCode: 0,
      queuesEmpty: true,
    });
    expect(ended.exitCode).toBe(0);
    await expect(containersLeft()).resolves.toBe('');
  }, 300_000);
});
