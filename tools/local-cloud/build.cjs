// Bundles the page of the console into dist/, where the local cloud finds it.
const { buildSync } = require('esbuild');
const { copyFileSync } = require('node:fs');
const { join } = require('node:path');

const page = join(__dirname, 'src/console/page');
const dist = join(__dirname, 'dist');
buildSync({
  entryPoints: [
    { in: join(page, 'main.tsx'), out: 'console' },
    { in: join(page, 'style/main.css'), out: 'console' },
  ],
  outdir: dist,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  // Of modules that the page shares with Node.js and does not use.
  external: ['node:*'],
});
for (const name of ['index.html', 'icon.svg']) copyFileSync(join(page, name), join(dist, name));
