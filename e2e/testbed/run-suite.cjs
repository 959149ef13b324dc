// Runs one of the slower suites: builds what it needs, then starts its specs. With `--update` the suite also writes its
// results to the documentation.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');
const UPDATE = '--update';

const [suite, ...given] = process.argv.slice(2);
if (given.includes(UPDATE)) process.env.UPDATE_DOCS = 'true';
runNode(NX, 'run-many', '-t', 'build', '--projects=runner,runtime-api', '--outputStyle=static');
runNode(NX, 'run', 'service:package', '--outputStyle=static');
const config = path.join(__dirname, '..', suite, 'jest.config.cjs');
runNode(JEST, '--config', config, ...given.filter((argument) => argument !== UPDATE));

function runNode(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
