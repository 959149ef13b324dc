import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { codeCacheIn, compileProgram } from './program';

const DIST = path.join(__dirname, '../../dist');

describe('the code cache', () => {
  it('is accepted by the Node.js version that made it', () => {
    const cache = codeCacheIn(DIST);

    expect(cache).toBeInstanceOf(Buffer);
    expect(compileProgram(DIST, cache).cachedDataRejected).toBe(false);
  });

  it('includes the functions that a run calls, not only the top-level code', () => {
    const loaded = compileProgram(DIST, undefined).createCachedData();

    expect(codeCacheIn(DIST)!.length).toBeGreaterThan(1.5 * loaded.length);
  });
});

describe('the program', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'program-'));
    fs.cpSync(DIST, folder, { recursive: true });
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const start = (...flags: string[]) =>
    spawnSync(process.execPath, [...flags, path.join(folder, 'runner.cjs'), '--version'], {
      encoding: 'utf8',
      env: {},
    });
  const success = {
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
  };

  it('runs with a code cache', () => {
    expect(start()).toMatchObject(success);
  });

  it('runs without a code cache', () => {
    fs.rmSync(path.join(folder, 'program.cache'));

    expect(start()).toMatchObject(success);
  });

  it('runs from source, without a warning, if another Node.js version made the cache', () => {
    // V8 compares the flags as well as the version.
    const flag = '--max-old-space-size=100';
    const { stdout } = spawnSync(process.execPath, [
      flag,
      path.join(folder, 'make-code-cache.cjs'),
    ]);
    fs.writeFileSync(path.join(folder, 'program.cache'), stdout);

    expect(compileProgram(folder, stdout).cachedDataRejected).toBe(true);
    expect(start()).toMatchObject(success);
  });

  it('runs from source if the cache is damaged', () => {
    fs.writeFileSync(path.join(folder, 'program.cache'), 'no cache');

    expect(start()).toMatchObject(success);
  });
});
