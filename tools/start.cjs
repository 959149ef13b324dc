// Starts a command of this workspace from its TypeScript sources, or says in one line what a fresh clone lacks. Uses only
// syntax that an old Node.js understands.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '..');
const MODULES = path.join(WORKSPACE, 'node_modules');
const NX = path.join(MODULES, 'nx/dist/bin/nx.js');

/**
 * @param {string} name of the command, the prefix of its messages
 * @param {string} project its folder, with the tsconfig.json
 * @param {string} main relative to the project
 * @param {string[]} needed projects to build and to package first
 */
function start(name, project, main, needed = []) {
  const isInstalled = existsSync(path.join(MODULES, '@swc-node/register'));
  const missing = whatIsMissing(process.versions.node, isInstalled);
  if (missing !== undefined) {
    console.error(`${name}: ${missing}`);
    process.exit(1);
  }
  if (needed.length > 0) build(needed);
  setUnlessSet('SWC_NODE_PROJECT', path.join(project, 'tsconfig.json'));
  // The default is a folder below /tmp, which another user may have created, and whose contents are run.
  setUnlessSet('SWC_NODE_CACHE_DIR', path.join(MODULES, '.cache/swc-node'));
  setUnlessSet('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  require('@swc-node/register');
  require(path.join(project, main));
}

/** Exits with Nx's exit code if something does not build. */
function build(projects) {
  const targets = ['run-many', '-t', 'build', 'package', `--projects=${projects.join(',')}`];
  const { status } = spawnSync(process.execPath, [NX, ...targets, '--outputStyle=static'], {
    cwd: WORKSPACE,
    stdio: ['ignore', 2, 2], // stdout is for the command's results
  });
  if (status !== 0) process.exit(status === null ? 1 : status);
}

function setUnlessSet(variable, value) {
  if (process.env[variable] === undefined) process.env[variable] = value;
}

/**
 * @param {string} version of Node.js, such as 20.19.0; `engines` in package.json lists the supported ones
 * @param {boolean} isInstalled whether the dependencies are installed
 * @returns {string | undefined} undefined if nothing is missing
 */
function whatIsMissing(version, isInstalled) {
  const [major, minor] = version.split('.').map(Number);
  const isSupported = major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);
  if (!isSupported) return `Node.js is ${version}: use 20.19, 22.13, 24 or newer`;
  return isInstalled ? undefined : 'the dependencies are not installed: run npm ci';
}

module.exports = { start, whatIsMissing };
