// `npm run test:container`: runs the suite if a Docker engine answers; otherwise prints that it did not run, and why.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');

const docker = process.env.DOCKER ?? 'docker';
const probe = spawnSync(docker, ['version'], { encoding: 'utf8', timeout: 30_000 });
if (probe.status === 0) {
  runNode(NX, 'run-many', '-t', 'build', '--projects=runner,runtime-api', '--outputStyle=static');
  runNode(NX, 'run', 'service:package', '--outputStyle=static');
  runNode(JEST, '--config', path.join(__dirname, 'jest.config.cjs'), ...process.argv.slice(2));
} else {
  const why = probe.error?.message ?? probe.stderr.trim().split('\n').at(-1);
  console.error(
    `test:container DID NOT RUN: no Docker engine answers (${why}). ` +
      'Start one, or as root on Linux: eval "$(docker/start-engine.sh)"',
  );
  // A pipeline that never runs the suite must not look like one that passes it.
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}

function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
