import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inWorkspace } from '../workspace-file';

const SCRIPT = inWorkspace('.ci/kit-changed.sh');
const AUTHOR = ['-c', 'user.name=owner', '-c', 'user.email=owner@example.com'];

const folder = mkdtempSync(path.join(tmpdir(), 'kit-changed-'));
let base = '';

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function commit(file: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), 'changed');
  run('git', 'add', '.');
  run('git', ...AUTHOR, 'commit', '-qm', file);
}

beforeAll(() => {
  run('git', 'init', '-q');
  commit('docs/start.md');
  base = run('git', 'rev-parse', 'HEAD');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  run('git', 'reset', '-q', '--hard', base);
});

it.each(['apps/service/src/orders.ts', 'package-lock.json', 'README.md', 'libs.md'])(
  'counts a change of %s as the owner’s',
  (file) => {
    commit(file);
    expect(run(SCRIPT, base)).toBe('false');
  },
);

it.each(['apps/runner/src/main.ts', 'libs/shared/src/index.ts', 'e2e/cli.ts', '.ci/run'])(
  'counts a change of %s as the kit’s',
  (file) => {
    commit('apps/service/src/orders.ts');
    commit(file);
    expect(run(SCRIPT, base)).toBe('true');
  },
);

it.each([[[]], [['']], [['0000000000000000000000000000000000000000']]])(
  'counts the kit as changed if there is nothing to compare with: %j',
  (args) => {
    expect(run(SCRIPT, ...args)).toBe('true');
  },
);
