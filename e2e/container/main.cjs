// `npm run test:container`: runs the suite if a Docker engine answers; otherwise prints that it did not run, and why.
const { spawnSync } = require('node:child_process');
const { didNotRun, runSuite } = require('../testbed/suite.cjs');

const docker = process.env.DOCKER ?? 'docker';
const probe = spawnSync(docker, ['version'], { encoding: 'utf8', timeout: 30_000 });
if (probe.status === 0) {
  runSuite('container', ['runner', 'runtime-api'], process.argv.slice(2));
} else {
  const why = probe.error?.message ?? probe.stderr.trim().split('\n').at(-1);
  didNotRun(
    `test:container DID NOT RUN: no Docker engine answers (${why}). ` +
      'Start one, or as root on Linux: eval "$(docker/start-engine.sh)"',
  );
}
