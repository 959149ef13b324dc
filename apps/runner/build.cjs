// Bundles the runner into apps/runner/dist: runner.cjs, which starts program.cjs; yargs.cjs, which is loaded only if
// there are arguments; and make-code-cache.cjs, which creates program.cache, here for this machine's Node.js.
// Works from any folder: `node apps/runner/build.cjs`.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { buildSync } = require('esbuild');

const stub = (name) => path.join(__dirname, 'bundle', name);

const common = {
  absWorkingDir: __dirname,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // `import()` of a CommonJS module would load Node's ES module loader, which takes 2 ms.
  supported: { 'dynamic-import': false },
  // With the AWS SDK's ES module builds, esbuild can drop unused code.
  mainFields: ['module', 'main'],
  // Names are kept, so that stack traces in logs are readable.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
  metafile: true,
};

// Its ES module build needs import.meta.url, which a CommonJS bundle lacks.
const yargs = { entryPoints: [require.resolve('yargs')], outfile: 'dist/yargs.cjs' };

const start = { entryPoints: ['src/start.ts'], outfile: 'dist/runner.cjs' };
const makeCodeCache = {
  entryPoints: ['src/code-cache/make-code-cache.ts'],
  outfile: 'dist/make-code-cache.cjs',
};

const program = {
  entryPoints: ['src/main.ts'],
  outfile: 'dist/program.cjs',
  // unzipper's support for S3 is not used. A larger bundle takes longer to load, even if the code does not run.
  external: ['@aws-sdk/client-s3', './yargs.cjs'],
  alias: {
    // The full chain includes SSO, profiles and EC2, none of which exist in a task.
    '@aws-sdk/credential-provider-node': path.join(__dirname, 'src/aws/task-credentials.ts'),
    '@smithy/core/event-streams': stub('event-streams.cjs'),
    // unzipper needs only a few functions of these packages, which have 250 KB.
    bluebird: stub('bluebird.cjs'),
    'fs-extra': stub('fs-extra.cjs'),
    'graceful-fs': stub('fs-extra.cjs'),
    'readable-stream': 'node:stream',
    unzipper: stub('unzipper.cjs'),
    'unzipper/lib/Open': require.resolve('unzipper/lib/Open'),
    yargs: './yargs.cjs',
  },
};

const outputs = [program, yargs, start, makeCodeCache].map((one) =>
  buildSync({ ...common, ...one }),
);
const [{ metafile }] = outputs;

const cache = fs.openSync(path.join(__dirname, 'dist/program.cache'), 'w');
const { status } = spawnSync(process.execPath, [path.join(__dirname, makeCodeCache.outfile)], {
  stdio: ['ignore', cache, 'inherit'],
  env: { PATH: process.env.PATH },
});

if (process.argv.includes('--analyze')) {
  const { analyzeMetafileSync } = require('esbuild');
  console.log(analyzeMetafileSync(metafile));
}
if (status !== 0 || outputs.some(({ warnings }) => warnings.length > 0)) process.exitCode = 1;
