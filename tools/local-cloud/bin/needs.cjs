// What a fresh clone may lack, said in one line. In words that an old Node.js understands too.
const { existsSync } = require('node:fs');
const path = require('node:path');

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

function checkNeeds() {
  const isInstalled = existsSync(path.join(__dirname, '../../../node_modules/@swc-node/register'));
  const missing = whatIsMissing(process.versions.node, isInstalled);
  if (missing === undefined) return;
  console.error(`local-cloud: ${missing}`);
  process.exit(1);
}

module.exports = { checkNeeds, whatIsMissing };
