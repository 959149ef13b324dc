// `npm run test:conformance`: runs all cases with the clients as they run on this machine. With `--native`, uses AWS's
// build of the client for nodejs24.x on Node.js 24 instead, which is compiled on the first run.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { installNativeClient } = require('./native-client.cjs');

const PROJECT = path.join(__dirname, '..');
const WORKSPACE = path.join(PROJECT, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');
const RUNTIME_DIR = path.join(PROJECT, 'dist/runtime');

const args = process.argv.slice(2);
const native = args.length === 1 && args[0] === '--native';
if (args.length > 0 && !native) {
  console.error(
    `test:conformance: ${args.join(' ')} is not an option. Pass --native or no option.`,
  );
  process.exit(2);
}
runNode(NX, 'build', 'runtime-api', '--outputStyle=static');
if (native) useNativeClient();
process.env.CERTIFY = 'true'; // as jest.preset.cjs reads it
runNode(JEST, '--config', path.join(PROJECT, 'jest.config.cjs'), 'conformance');

function useNativeClient() {
  try {
    const cache = path.join(WORKSPACE, 'node_modules/.cache/immortal/conformance');
    const { nodeDir, runtimeDir } = installNativeClient(cache, RUNTIME_DIR);
    process.env.CONFORMANCE_NODE_DIR = nodeDir;
    process.env.CONFORMANCE_RUNTIME_DIR = runtimeDir;
    process.env.CONFORMANCE_RUNTIMES = 'nodejs24.x';
  } catch (error) {
    console.error(`test:conformance --native DID NOT RUN: ${error.message}`);
    process.exit(1);
  }
}

function runNode(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: PROJECT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
