// What the commands of the suites share: they build what they test, and run its specs.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');
const JEST = path.join(WORKSPACE, 'node_modules/jest/bin/jest.js');

/**
 * Builds the projects, packages the service, and runs the specs of a folder; ends the process with the first failure.
 *
 * @param {string} suite the folder below e2e
 * @param {string[]} projects to build
 * @param {string[]} args for Jest
 */
function runSuite(suite, projects, args) {
  runNode(NX, 'run-many', '-t', 'build', `--projects=${projects.join()}`, '--outputStyle=static');
  runNode(NX, 'run', 'service:package', '--outputStyle=static');
  runNode(JEST, '--config', path.join(WORKSPACE, 'e2e', suite, 'jest.config.cjs'), ...args);
}

function runNode(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Prints why a suite did not run. In CI, that is a failure. */
function didNotRun(message) {
  console.error(message);
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}

module.exports = { didNotRun, runSuite };
