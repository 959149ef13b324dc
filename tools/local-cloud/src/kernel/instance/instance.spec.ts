import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Instance } from './instance';
import { processesWith } from '../processes';

const temporary = mkdtempSync(path.join(os.tmpdir(), 'spec-'));
const base = path.join(temporary, `immortal-${os.userInfo().uid}`);
beforeEach(() => {
  jest.spyOn(os, 'tmpdir').mockReturnValue(temporary);
});
afterAll(() => {
  rmSync(temporary, { recursive: true });
});

/** A process as a run starts them: it leads a group, and the run's folder is in its environment. */
async function processOf(folder: string, script = 'exec sleep 120'): Promise<ChildProcess> {
  const env = { PATH: process.env['PATH'], LAMBDA_TASK_ROOT: path.join(folder, 'functions/a') };
  const child = spawn('/bin/sh', ['-c', script], { env, detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

it('kills the processes of a run that was killed itself, and removes its folder', async () => {
  const stale = path.join(base, 'deadbeef');
  mkdirSync(path.join(stale, 'functions/a'), { recursive: true, mode: 0o700 });
  writeFileSync(`${stale}.sock`, '');
  const child = await processOf(stale);
  const exited = once(child, 'exit');
  const instance = await Instance.create();
  expect(await exited).toStrictEqual([null, 'SIGKILL']);
  expect(readdirSync(base).sort()).toStrictEqual(
    [path.basename(instance.folder), `${path.basename(instance.folder)}.sock`].sort(),
  );
  await instance.remove();
});

it('leaves a run alone that lives', async () => {
  const other = await Instance.create();
  const child = await processOf(other.folder);
  const instance = await Instance.create();
  expect(await processesWith(other.folder)).toStrictEqual([child.pid]);
  expect(existsSync(other.folder)).toBe(true);
  await instance.remove();
  await other.remove();
});

it('leaves nothing behind: no process, no folder, no socket', async () => {
  const instance = await Instance.create();
  await processOf(instance.folder, 'sleep 120 & sleep 120 & wait');
  await instance.remove();
  expect(await processesWith(instance.folder)).toStrictEqual([]);
  expect(readdirSync(base)).toStrictEqual([]);
});
