// `npm run test:faults`: the fault matrix; with `-- --update` it also writes what it saw into docs/faults.md.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');
const UPDATE = '--update';

const args = process.argv.slice(2).filter((argument) => argument !== UPDATE);
if (process.argv.includes(UPDATE)) process.env.UPDATE_DOCS = 'true';
runNode(NX, 'run-many', '-t', 'build', '--projects=runner,runtime-api', '--outputStyle=static');
runNode(NX, 'run', 'service:package', '--outputStyle=static');
runNode(JEST, '--config', path.join(__dirname, 'jest.config.cjs'), ...args);

function runNode(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
