// Starts a command of this workspace from its TypeScript sources, or says in one line what a fresh clone lacks. Uses only
// syntax that an old Node.js understands.
const { existsSync } = require('node:fs');
const path = require('node:path');

const MODULES = path.join(__dirname, '../node_modules');

/**
 * @param {string} name of the command, the prefix of its messages
 * @param {string} project its folder, with the tsconfig.json
 * @param {string} main relative to the project
 */
function start(name, project, main) {
  const isInstalled = existsSync(path.join(MODULES, '@swc-node/register'));
  const missing = whatIsMissing(process.versions.node, isInstalled);
  if (missing !== undefined) {
    console.error(`${name}: ${missing}`);
    process.exit(1);
  }
  setUnlessSet('SWC_NODE_PROJECT', path.join(project, 'tsconfig.json'));
  // The default is a folder below /tmp, which another user may have created, and whose contents are run.
  setUnlessSet('SWC_NODE_CACHE_DIR', path.join(MODULES, '.cache/swc-node'));
  setUnlessSet('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  require('@swc-node/register');
  require(path.join(project, main));
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
