// `npm run test:parity`: runs the suite with AWS's own runtime client where that can be built; elsewhere says that it did not, and why.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { installAwsClient } = require('./aws-client.cjs');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');

try {
  const { nodeDir, runtimeDir } = installAwsClient(path.join(WORKSPACE, 'node_modules/.cache'));
  process.env.PARITY_NODE_DIR = nodeDir;
  process.env.PARITY_AWS_RUNTIME_DIR = runtimeDir;
  runNode(NX, 'run-many', '-t', 'build', '--projects=runner,runtime-api', '--outputStyle=static');
  runNode(JEST, '--config', path.join(__dirname, 'jest.config.cjs'), ...process.argv.slice(2));
} catch (error) {
  console.error(`test:parity DID NOT RUN: ${error.message}`);
  // A pipeline that never runs the suite must not look like one that passes it.
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}

function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
