// The lint of import circles (dependency-cruiser.cjs), tried on files that have one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inWorkspace } from './workspace-file';

const BIN = inWorkspace('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = inWorkspace('tools/checks/dependency-cruiser.cjs');

const folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function lint(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const args = [BIN, '--config', CONFIG, folder];
  const options = { cwd: inWorkspace(''), encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, args, options);
  // Nx asks for colors where the tests run as a task.
  return { status, stdout: stripVTControlCharacters(stdout) };
}

it('refuses a circle of imports, even if one of them imports a type only', () => {
  const { status, stdout } = lint({
    'a.ts': "import type { B } from './b';\nexport type A = B;\n",
    'b.ts': "import { c } from './c';\nexport type B = typeof c;\n",
    'c.ts': "export type { A } from './a';\nexport const c = 1;\n",
  });
  expect(stdout).toContain('error no-circular');
  expect(status).toBe(1);
});

it('accepts imports that run one way', () => {
  const { status, stdout } = lint({
    'a.ts': "import type { B } from './b';\nexport type A = B;\n",
    'b.ts': "import { c } from './c';\nexport type B = typeof c;\n",
    'c.ts': 'export const c = 1;\n',
  });
  expect(stdout).toContain('no dependency violations found (3 modules');
  expect(status).toBe(0);
});
