// Starts a command of this workspace from its TypeScript sources, or says in one line what a fresh clone lacks. In words
// that an old Node.js understands too.
const { existsSync } = require('node:fs');
const path = require('node:path');

const MODULES = path.join(__dirname, '../node_modules');

/**
 * @param {string} name of the command, with which its messages begin
 * @param {string} project its folder, with the tsconfig.json
 * @param {string} main from there
 */
function start(name, project, main) {
  const isInstalled = existsSync(path.join(MODULES, '@swc-node/register'));
  const missing = whatIsMissing(process.versions.node, isInstalled);
  if (missing !== undefined) {
    console.error(`${name}: ${missing}`);
    process.exit(1);
  }
  setUnlessSet('SWC_NODE_PROJECT', path.join(project, 'tsconfig.json'));
  // Its own choice is a folder of /tmp, which another user may have made before, and what is in it is run.
  setUnlessSet('SWC_NODE_CACHE_DIR', path.join(MODULES, '.cache/swc-node'));
  setUnlessSet('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  require('@swc-node/register');
  require(path.join(project, main));
}

function setUnlessSet(variable, value) {
  if (process.env[variable] === undefined) process.env[variable] = value;
}

/**
 * @param {string} version of Node.js, such as 20.19.0; which ones will do stands in engines of package.json
 * @param {boolean} isInstalled whether there are dependencies
 * @returns {string | undefined} undefined if nothing is missing
 */
function whatIsMissing(version, isInstalled) {
  const [major, minor] = version.split('.').map(Number);
  const willDo = major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);
  if (!willDo) return `Node.js is ${version}: use 20.19, 22.13, 24 or newer`;
  return isInstalled ? undefined : 'the dependencies are not installed: run npm ci';
}

module.exports = { start, whatIsMissing };
