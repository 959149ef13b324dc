// Bundles the plugin into the one CommonJS file that the Serverless Framework requires.
const path = require('node:path');
const { buildSync } = require('esbuild');

/** Where to, if not to dist/: the specs build a copy of their own. */
const [outfile = path.join(__dirname, 'dist', 'index.cjs')] = process.argv.slice(2);

buildSync({
  entryPoints: [path.join(__dirname, 'src', 'index.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  footer: { js: 'module.exports = module.exports.default;' }, // the framework wants the class itself
});
