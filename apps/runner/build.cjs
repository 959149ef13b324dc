// Bundles the runner into apps/runner/dist: runner.cjs, and yargs.cjs, which is only read when there are arguments.
// Called from anywhere: `node apps/runner/build.cjs`.
const path = require('node:path');
const { buildSync } = require('esbuild');

const stub = (name) => path.join(__dirname, 'bundle', name);

const common = {
  absWorkingDir: __dirname,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES module builds of the AWS SDK let esbuild drop what nobody calls.
  mainFields: ['module', 'main'],
  // Names stay, so that a stack trace in somebody's logs can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
  metafile: true,
};

// Its ES module build finds itself by import.meta.url, which a CommonJS bundle has not.
const yargs = { entryPoints: [require.resolve('yargs')], outfile: 'dist/yargs.cjs' };

const runner = {
  entryPoints: ['src/main.ts'],
  outfile: 'dist/runner.cjs',
  // unzipper could read from S3; we never ask it to. The size of a file costs time even where nothing of it is run.
  external: ['@aws-sdk/client-s3', './yargs.cjs'],
  alias: {
    // The full chain brings SSO, profiles and EC2, none of which exist in a task.
    '@aws-sdk/credential-provider-node': path.join(__dirname, 'src/task-credentials.ts'),
    // unzipper needs a few functions of these, of 250 KB.
    bluebird: stub('bluebird.cjs'),
    'fs-extra': stub('fs-extra.cjs'),
    'graceful-fs': stub('fs-extra.cjs'),
    'readable-stream': 'node:stream',
    unzipper: stub('unzipper.cjs'),
    'unzipper/lib/Open': require.resolve('unzipper/lib/Open'),
    yargs: './yargs.cjs',
  },
};

const [{ warnings, metafile }] = [runner, yargs].map((one) => buildSync({ ...common, ...one }));

if (process.argv.includes('--analyze')) {
  const { analyzeMetafileSync } = require('esbuild');
  console.log(analyzeMetafileSync(metafile));
}
if (warnings.length > 0) process.exitCode = 1;
