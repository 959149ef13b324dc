// Builds dist/runtime for LAMBDA_RUNTIME_DIR: AWS's published runtime clients for Node.js with the replacement for their
// compiled part, the client for Python, and the bootstrap that starts them.
const { buildSync } = require('esbuild');
const { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const source = join(__dirname, 'src/client');
const runtimeDir = join(__dirname, 'dist/runtime');
rmSync(runtimeDir, { recursive: true, force: true });
buildSync({
  entryPoints: [join(source, 'rapid-client.ts'), join(source, 'requests.ts')],
  outdir: runtimeDir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
});

const clients = { nodejs22: 'dist/index.mjs', nodejs24: 'index.mjs' };
for (const [name, file] of Object.entries(clients)) {
  const folder = join(runtimeDir, name);
  const main = require.resolve(`aws-lambda-ric-${name}`);
  const published = main.slice(0, -file.length);
  mkdirSync(folder, { recursive: true });
  for (const one of ['LICENSE', 'NOTICE']) cpSync(join(published, one), join(folder, one));
  copyFileSync(main, join(folder, 'index.mjs'));
  copyFileSync(join(source, `${name}.mjs`), join(runtimeDir, `${name}.mjs`));
}
mkdirSync(join(runtimeDir, 'python'));
copyFileSync(join(source, 'python/main.py'), join(runtimeDir, 'python/main.py'));
copyFileSync(join(source, 'bootstrap.sh'), join(runtimeDir, 'bootstrap'));
chmodSync(join(runtimeDir, 'bootstrap'), 0o755);
