import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { codeCacheIn, compileProgram } from './program';

const DIST = path.join(__dirname, '../../dist');

describe('the code cache of the program', () => {
  it('is taken by the Node.js that has made it', () => {
    const cache = codeCacheIn(DIST);

    expect(cache).toBeInstanceOf(Buffer);
    expect(compileProgram(DIST, cache).cachedDataRejected).toBe(false);
  });

  it('holds what the program needs on its way, and not only what it is loaded by', () => {
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
  const ranWell = {
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
  };

  it('runs with its code cache', () => {
    expect(start()).toMatchObject(ranWell);
  });

  it('runs without one', () => {
    fs.rmSync(path.join(folder, 'program.cache'));

    expect(start()).toMatchObject(ranWell);
  });

  it('runs from its source with the cache of another Node.js, and says nothing', () => {
    // Flags are part of what V8 compares, as the version is.
    const flag = '--max-old-space-size=100';
    const { stdout } = spawnSync(process.execPath, [
      flag,
      path.join(folder, 'make-code-cache.cjs'),
    ]);
    fs.writeFileSync(path.join(folder, 'program.cache'), stdout);

    expect(compileProgram(folder, stdout).cachedDataRejected).toBe(true);
    expect(start()).toMatchObject(ranWell);
  });

  it('runs from its source with a cache that is none', () => {
    fs.writeFileSync(path.join(folder, 'program.cache'), 'no cache');

    expect(start()).toMatchObject(ranWell);
  });
});
