import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProbe } from './smoke-probe';

describe('the probe of the smoke function', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'probe-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['a folder that it can write into', folder, true],
    ['one that does not exist', path.join(folder, 'none'), false],
  ])('reports %s', async (_, root, expected) => {
    process.env['LAMBDA_TASK_ROOT'] = root;
    const { user, writable } = await runProbe({});
    expect({ user, writable: writable[root] }).toEqual({
      user: process.getuid?.(),
      writable: expected,
    });
  });

  it('takes as much memory as it is told, and returns as much text', async () => {
    const { memoryMb, filling } = await runProbe({ memoryMb: 20, resultBytes: 1_000 });
    expect({ memoryMb, filling }).toEqual({ memoryMb: 32, filling: 'x'.repeat(1_000) });
  });
});
