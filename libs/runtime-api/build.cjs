// Builds the stand-in runtime: a folder that can be used as LAMBDA_RUNTIME_DIR.
const { buildSync } = require('esbuild');
const { chmodSync, copyFileSync } = require('node:fs');
const { join } = require('node:path');

const source = join(__dirname, 'src/bootstrap');
const runtimeDir = join(__dirname, 'dist/runtime');
buildSync({
  entryPoints: [join(source, 'main.ts')],
  outfile: join(runtimeDir, 'index.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
});
copyFileSync(join(source, 'bootstrap.sh'), join(runtimeDir, 'bootstrap'));
chmodSync(join(runtimeDir, 'bootstrap'), 0o755);
