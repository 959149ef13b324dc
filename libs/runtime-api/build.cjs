// Builds the stand-in runtime: a folder that can be used as LAMBDA_RUNTIME_DIR.
const { buildSync } = require('esbuild');
const { chmodSync, copyFileSync } = require('node:fs');
const { join } = require('node:path');

const source = join(__dirname, 'src/bootstrap');
const runtimeDir = join(__dirname, 'dist/runtime');
buildSync({
  entryPoints: [join(source, 'main.ts')],
  outfile: join(runtimeDir, 'index.cjs'),
  bundle: true,
  platform: 'node',
  // An ES module that imports node:http starts 40 ms later on Node.js 24: every export is read, and WebSocket is one.
  format: 'cjs',
  target: 'node20',
});
copyFileSync(join(source, 'bootstrap.sh'), join(runtimeDir, 'bootstrap'));
chmodSync(join(runtimeDir, 'bootstrap'), 0o755);
