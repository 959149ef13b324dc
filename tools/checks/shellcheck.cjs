// Runs shellcheck on every shell script of the repository; prints that it did not run if it is not installed.
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../..');

const probe = spawnSync('shellcheck', ['--version']);
if (probe.status === 0) {
  const scripts = trackedFiles().filter(isShellScript);
  console.log(`shellcheck ${scripts.join(' ')}`);
  const { status } = spawnSync('shellcheck', scripts, { cwd: WORKSPACE, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  console.error(
    'shellcheck DID NOT RUN: it is not installed. On Debian or Ubuntu: apt-get install shellcheck',
  );
  // In CI, a check that did not run must not look like one that passed.
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}

function trackedFiles() {
  const { stdout, stderr, status } = spawnSync('git', ['ls-files', '-z'], {
    cwd: WORKSPACE,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ls-files failed: ${stderr}`);
  // Git still tracks a file whose removal is not committed yet.
  return stdout.split('\0').filter((file) => file !== '' && existsSync(path.join(WORKSPACE, file)));
}

function isShellScript(file) {
  if (file.endsWith('.sh')) return true;
  if (path.extname(file) !== '') return false;
  return /^#!\S*(\/env )?\S*sh\b/.test(readFileSync(path.join(WORKSPACE, file), 'latin1'));
}
