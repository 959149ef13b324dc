// How .ci/audit-signatures.sh handles npm's output.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inWorkspace } from '../workspace-file';

const SCRIPT = inWorkspace('.ci/audit-signatures.sh');
const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the script with a fake npm. */
function audit(answer: string, exitCode: number) {
  const npm = path.join(folder, 'npm');
  writeFileSync(
    npm,
    `#!/bin/sh\n[ "$1" = audit ] || { echo https://packages.example/; exit 0; }\necho '${answer}' >&2\nexit ${exitCode}\n`,
  );
  chmodSync(npm, 0o755);
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync(SCRIPT, { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

it('prints what npm has verified', () => {
  const answer = '1000 packages have verified registry signatures';
  expect(audit(answer, 0)).toEqual({ status: 0, stdout: `${answer}\n`, stderr: '' });
});

it('reports that nothing is verified if the registry signs no packages', () => {
  const answer =
    'npm error found no dependencies to audit that were installed from a supported registry';
  expect(audit(answer, 1)).toEqual({
    status: 0,
    stdout: 'https://packages.example/ signs no packages, so nothing is verified.\n',
    stderr: '',
  });
});

it.each(['1 package has an invalid registry signature', 'npm error network'])(
  'fails for any other output: %s',
  (answer) => {
    expect(audit(answer, 1)).toEqual({ status: 1, stdout: '', stderr: `${answer}\n` });
  },
);
