// `npm run test:console`: runs the suite if a Chromium is installed, and otherwise reports that it did not run.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { findChromium } = require('./chromium.cjs');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');

const chromium = findChromium();
if (chromium !== undefined) {
  process.env.CHROMIUM = chromium;
  const projects = '--projects=runner,runtime-api,local-cloud';
  runNode(NX, 'run-many', '-t', 'build', projects, '--outputStyle=static');
  runNode(NX, 'run', 'service:package', '--outputStyle=static');
  runNode(JEST, '--config', path.join(__dirname, 'jest.config.cjs'), ...process.argv.slice(2));
} else {
  console.error(
    'test:console DID NOT RUN: no Chromium found. ' +
      'Install one (Debian: apt-get install chromium), or set the variable CHROMIUM to its path',
  );
  // In CI, a suite that did not run is a failure.
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}

function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
